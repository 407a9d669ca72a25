#include <doctest/doctest.h>

#include "engine/foundation/json_reader.h"

using namespace sweeplab;

namespace {

// What a reader that asks for the given things complains of.
template <class Questions>
error complaint(const char* text, Questions ask) {
    const auto document = json::parse(text);
    json_object_reader reader(document, "/part");
    ask(reader);
    reader.finish();
    REQUIRE(reader.failed());
    return reader.fault();
}

}  // namespace

TEST_CASE("values of the right type are read, absent and null ones are absent") {
    const auto document = json::parse(R"({"s": "x", "b": true, "i": -3, "n": 2, "list": ["a", "b"], "null": null})");
    json_object_reader reader(document, "");
    CHECK(reader.string("s") == "x");
    CHECK(reader.boolean("b") == true);
    CHECK(reader.integer("i") == -3);
    CHECK(reader.number("n") == 2.0);
    CHECK(reader.strings("list") == std::vector<std::string>{"a", "b"});
    CHECK_FALSE(reader.integer("null"));
    CHECK_FALSE(reader.integer("absent"));
    CHECK_FALSE(reader.raw("absent"));
    reader.finish();
    CHECK_FALSE(reader.failed());
}

TEST_CASE("wrong types and values are refused with path and reason") {
    const auto integer = [](auto& reader) { reader.integer("k", 1, 10); };
    CHECK(complaint(R"({"k": "x"})", integer).text() == "/part/k: must be a whole number, not a string");
    CHECK(complaint(R"({"k": 1.5})", integer).text() == "/part/k: must be a whole number, not a number");
    CHECK(complaint(R"({"k": 0})", integer).text() == "/part/k: must be a whole number from 1 to 10, not 0");
    CHECK(complaint(R"({"k": 18446744073709551615})", integer).message ==
          "must be a whole number from 1 to 10, not 18446744073709551615");
    CHECK(complaint(R"({"k": "x"})", [](auto& reader) { reader.number("k"); }).message == "must be a number, not a string");
    CHECK(complaint(R"({"k": -1})", [](auto& reader) { reader.number("k", 0); }).message ==
          "must be a number of at least 0, not -1");
    CHECK(complaint(R"({"k": 1})", [](auto& reader) { reader.string("k"); }).message ==
          "must be a string, not a whole number");
    CHECK(complaint(R"({"k": 1})", [](auto& reader) { reader.boolean("k"); }).message ==
          "must be true or false, not a whole number");
    CHECK(complaint(R"({"k": ["a", 1]})", [](auto& reader) { reader.strings("k"); }).where == "/part/k/1");
    CHECK(complaint(R"({"k": "c"})", [](auto& reader) {
              reader.choice("k", {"a", "b"});
          }).message == R"(must be one of "a", "b", not "c")");
    CHECK(complaint("{}", [](auto& reader) { reader.require("k"); }).text() == "/part/k: \"k\" is missing");
    CHECK(complaint(R"({"k": null})", [](auto& reader) { reader.require("k"); }).text() == "/part/k: \"k\" is missing");
    CHECK(complaint(R"([1])", [](auto& reader) { reader.integer("k"); }).text() == "/part: must be an object, not a list");
}

TEST_CASE("an unknown key is refused, with the nearest known one") {
    const auto ask = [](auto& reader) {
        reader.integer("repeats");
        reader.integer("seed");
    };
    CHECK(complaint(R"({"repeat": 3})", ask).text() == R"(/part/repeat: unknown key "repeat". Did you mean "repeats"?)");
    CHECK(complaint(R"({"colour": 3})", ask).text() == R"(/part/colour: unknown key "colour")");
    CHECK(complaint(R"({"a/b~c": 3})", ask).where == "/part/a~1b~0c");
}

TEST_CASE("an endless key or value makes a message of bearable length") {
    const json document = {{std::string(1'000'000, 'k'), 1}};
    json_object_reader reader(document, "");
    reader.integer("seed");
    reader.finish();
    CHECK(reader.fault().message.size() < 200);
    const json faulty = {{"k", std::string(1'000'000, 'v')}};
    json_object_reader choosing(faulty, "");
    choosing.choice("k", {"a"});
    CHECK(choosing.fault().message.size() < 200);
}

TEST_CASE("bytes that are no text cannot break a message") {
    const json faulty = {{"k", "\xFF\xFE"}};
    json_object_reader reader(faulty, "");
    reader.choice("k", {"a"});
    CHECK(reader.failed());
}

TEST_CASE("the first fault is kept, and a nested reader's fault is taken over") {
    const auto document = json::parse(R"({"a": "x", "b": "y"})");
    json_object_reader reader(document, "");
    reader.integer("a");
    reader.integer("b");
    CHECK(reader.fault().where == "/a");
    json_object_reader parent(document, "");
    parent.adopt(reader.fault());
    CHECK(parent.fault().where == "/a");
}

TEST_CASE("text that is no JSON is refused with line and column") {
    const auto broken = parse_json("{\n  \"a\": 1,\n  oops\n}", "plan.json");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().kind == error_kind::bad_input);
    CHECK(broken.error().where == "plan.json, line 3, column 3");
    CHECK(broken.error().message.starts_with("not valid JSON: syntax error"));
    CHECK_FALSE(parse_json("", "empty.json"));
    CHECK_FALSE(parse_json("{\"a\": \"\xFF\"}", "bytes.json"));
    CHECK(parse_json("\xEF\xBB\xBF{\"a\": 1}", "bom.json"));
    CHECK(parse_json("\"" + std::string(100'000, 'x'), "open.json").error().message.size() < 400);
}

TEST_CASE("a key that stands twice in one object is refused where a person wrote it") {
    CHECK(parse_json(R"({"a": 1, "a": 2})", "data.json"));
    const auto refused =
        parse_json_strictly(R"({"sweep": {"a": [{"seed": 1}, {"seed": 1}], "seed": 1, "seed": 2}})", "plan.json");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text() == "plan.json: the key \"seed\" is given twice in one object");
    CHECK(parse_json_strictly(R"({"a": {"seed": 1}, "b": {"seed": 1}, "c": [{"seed": 1}, {"seed": 2}]})", "plan.json"));
}

TEST_CASE("very deep nesting is read or refused, never a crash") {
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    CHECK(parse_json_strictly(deep, "deep.json"));
}

TEST_CASE("a number beyond all numbers is refused, not thrown") {
    const auto parsed = parse_json("{\"a\": 1e999}", "x.json");
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().text().find("too large") != std::string::npos);
    CHECK_FALSE(parse_json_strictly("[1e999]", "x.json"));
}
