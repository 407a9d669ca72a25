#include <doctest/doctest.h>

#include "engine/exchange/csv_cells.h"

using namespace sweeplab;

TEST_CASE("numbers with a point, and with a comma where cells are separated otherwise") {
    CHECK(number_from_cell("12.5", false) == 12.5);
    CHECK(number_from_cell(" 1e3 ", false) == 1000.0);
    CHECK(number_from_cell("+2", false) == 2.0);
    CHECK(number_from_cell("-3", false) == -3.0);
    CHECK(number_from_cell("12,5", true) == 12.5);
    CHECK(number_from_cell("12.5", true) == 12.5);
    for (const auto* text : {"", " ", "12,5", "abc", "1 2", "12s", "nan", "inf", "-inf", "0x10", "1e999", "++1", "+"}) {
        CHECK_MESSAGE(number_from_cell(text, false) == std::nullopt, text);
    }
    for (const auto* text : {"1.234,5", "1,2,3", ","}) CHECK_MESSAGE(number_from_cell(text, true) == std::nullopt, text);
}

TEST_CASE("whole numbers") {
    CHECK(whole_number_from_cell("4", false) == 4);
    CHECK(whole_number_from_cell("4.0", false) == 4);
    CHECK(whole_number_from_cell("4,0", true) == 4);
    CHECK(whole_number_from_cell("9007199254740993", false) == 9007199254740993);
    for (const auto* text : {"4.5", "many", "", "1e300"})
        CHECK_MESSAGE(whole_number_from_cell(text, false) == std::nullopt, text);
}

TEST_CASE("texts are guarded and quoted, and come back the same") {
    CHECK(text_to_cell("plain text") == "plain text");
    CHECK(text_to_cell("a,b") == "\"a,b\"");
    CHECK(text_to_cell("say \"hi\"") == "\"say \"\"hi\"\"\"");
    CHECK(text_to_cell("two\nlines") == "\"two\nlines\"");
    CHECK(text_to_cell("# no comment") == "\"# no comment\"");
    CHECK(text_to_cell("=1+1") == "'=1+1");
    CHECK(text_to_cell("+1") == "'+1");
    CHECK(text_to_cell("-1") == "'-1");
    CHECK(text_to_cell("@x") == "'@x");
    CHECK(text_to_cell("\tx") == "\"'\tx\"");
    CHECK(text_to_cell("\rx") == "\"'\rx\"");
    CHECK(text_to_cell("'=1+1") == "''=1+1");
    CHECK(text_to_cell("it's") == "it's");
    CHECK(text_to_cell(std::string("a\0b", 3)) == "a b");
    for (const auto* text : {"=1", "'=1", "''=1", "'", "''", "'x'", "plain", "+", "@SUM(A1)"})
        CHECK(text_from_cell(text_to_cell(text)) == text);
    CHECK(text_from_cell("'=1+1") == "=1+1");
    CHECK(text_from_cell("'quoted'") == "'quoted'");
    CHECK(text_from_cell("") == "");
}

TEST_CASE("seconds are exact and without trailing zeros") {
    CHECK(seconds_to_cell(171'140'000'000) == "171.14");
    CHECK(seconds_to_cell(1) == "0.000000001");
    CHECK(seconds_to_cell(2'000'000'000) == "2");
    CHECK(seconds_to_cell(0) == "0");
}
