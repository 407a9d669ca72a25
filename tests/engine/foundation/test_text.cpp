#include <doctest/doctest.h>

#include "engine/foundation/error.h"
#include "engine/foundation/text.h"

using namespace sweeplab;

TEST_CASE("trim, split, join and letter case") {
    CHECK(trim(" \t a b\r\n") == "a b");
    CHECK(trim(" \n ").empty());
    CHECK(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
    CHECK(split("", ',') == std::vector<std::string_view>{""});
    CHECK(join({"a", "b", "c"}, ", ") == "a, b, c");
    CHECK(join({}, ", ").empty());
    CHECK(to_lower("Retry-AFTER Ä") == "retry-after Ä");
    CHECK(equal_ignoring_case("Retry-After", "RETRY-AFTER"));
    CHECK_FALSE(equal_ignoring_case("Retry", "Retry-After"));
}

TEST_CASE("known names in braces are filled in, all other braces stay") {
    const std::vector<named_value> values{{"item", "ITEM"}, {"workers", "4"}, {"nothing", ""}};
    CHECK(fill_in("--n={workers} {item}", values) == "--n=4 ITEM");
    CHECK(fill_in("{unknown} {item", values) == "{unknown} {item");
    CHECK(fill_in("{\"a\": {\"b\": \"{item}\"}}", values) == "{\"a\": {\"b\": \"ITEM\"}}");
    CHECK(fill_in("{{item}}", values) == "{ITEM}");
    CHECK(fill_in("{}{nothing}|", values) == "{}|");
    CHECK(fill_in("", values).empty());
    // What is filled in is not looked at again.
    CHECK(fill_in("{item}", {{"item", "{workers}"}, {"workers", "4"}}) == "{workers}");
}

TEST_CASE("a prompt of nothing but braces takes no quadratic time") {
    const std::string open(1 << 20, '{');
    CHECK(fill_in(open, {{"item", "x"}}) == open);
    CHECK(fill_in(open + "}", {{"item", "x"}}) == open + "}");
}

TEST_CASE("any bytes become valid UTF-8") {
    CHECK(to_valid_utf8("plain") == "plain");
    CHECK(to_valid_utf8("é…€😀") == "é…€😀");
    CHECK(to_valid_utf8(std::string_view("a\0b", 3)) == std::string_view("a\0b", 3));
    CHECK(to_valid_utf8("a\xFFz") == "a\uFFFDz");
    CHECK(to_valid_utf8("\xC0\xAF") == "\uFFFD\uFFFD");                      // overlong slash
    CHECK(to_valid_utf8("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");            // half of a surrogate pair
    CHECK(to_valid_utf8("\xF4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");  // beyond U+10FFFF
    CHECK(to_valid_utf8("cut \xF0\x9F\x98") == "cut \uFFFD\uFFFD\uFFFD");
    CHECK(to_valid_utf8("").empty());
}

TEST_CASE("a text is cut at a character's edge") {
    CHECK(shorten("short", 5) == "short");
    CHECK(shorten("longer", 3) == "lon…");
    CHECK(shorten("aé", 2) == "a…");
    CHECK(shorten("€", 1) == "…");
}

TEST_CASE("an error reads as one line for a person") {
    CHECK(error{error_kind::bad_input, "must be at least 1", "/sweep/workers/0", ""}.text() ==
          "/sweep/workers/0: must be at least 1");
    CHECK(error{error_kind::io, "the disk is full", "", "Free some space."}.text() == "the disk is full. Free some space.");
    CHECK(error{error_kind::io, "is it full?", "a", "Look."}.text() == "a: is it full? Look.");
}
