#include <doctest/doctest.h>

#include <sstream>

#include "engine/prediction/item_graph.h"
#include "engine/prediction/items_csv.h"

using namespace sweeplab;

namespace {

timed_items read(const std::string& text) {
    std::istringstream input(text);
    const auto items = read_items_csv(input, "items.csv");
    REQUIRE_MESSAGE(items.has_value(), (items ? "" : items.error().text()));
    return *items;
}

std::string fault_of(const std::string& text) {
    std::istringstream input(text);
    const auto items = read_items_csv(input, "items.csv");
    REQUIRE_FALSE(items.has_value());
    CHECK(items.error().kind == error_kind::bad_input);
    return items.error().text();
}

bool says(const std::string& text, const std::vector<std::string>& parts) {
    for (const auto& part : parts) {
        if (text.find(part) != std::string::npos) continue;
        MESSAGE("\"", part, "\" is not in: ", text);
        return false;
    }
    return true;
}

}  // namespace

TEST_CASE("items, seconds and dependencies, also on items further down") {
    const auto read_items = read("item,service_s,depends_on\nreport,1.5,a;b\na,2,\nb,0.25,a\n");
    CHECK(read_items.names == std::vector<std::string>{"report", "a", "b"});
    CHECK(read_items.items[0].service_ns == 1'500'000'000);
    CHECK(read_items.items[0].depends_on == std::vector<int>{1, 2});
    CHECK(read_items.items[1].depends_on.empty());
    CHECK(read_items.items[2].depends_on == std::vector<int>{1});
    CHECK(critical_path_ns(read_items.items) == 3'750'000'000);
}

TEST_CASE("what spreadsheets make of it: byte order mark, CRLF, quotes, semicolons, decimal commas, blanks, comments") {
    const auto with_semicolons = read(
        "\xEF\xBB\xBFService_s;Item;depends_on\r\n1,5;\"a, the first\";\r\n\r\n# none\r\n 2 ;b;\"a, the first;a, the "
        "first\"\r\n");
    CHECK(with_semicolons.names == std::vector<std::string>{"a, the first", "b"});
    CHECK(with_semicolons.items[0].service_ns == 1'500'000'000);
    CHECK(with_semicolons.items[1].depends_on == std::vector<int>{0});
    CHECK(read("sep=;\nitem;service_s\na;1\n").items.size() == 1);
    const auto with_others = read("item,host,service_s\na,desk,1e-3\n");
    CHECK(with_others.items[0].service_ns == 1'000'000);
    CHECK(with_others.other_columns == std::vector<std::string>{"host"});
}

TEST_CASE("a time that is none is refused with its line and column") {
    for (const std::string cell : {"nan", "-nan", "inf", "abc", "1.2.3", "0x10", "1,5"})
        CHECK(says(fault_of("item,service_s\na,1\nb,\"" + cell + "\"\n"), {"line 3", "column 2", cell, "no number"}));
    CHECK(says(fault_of("item,service_s\na,-0.5\n"), {"line 2", "column 2", "negative", "-0.5"}));
    CHECK(says(fault_of("service_s,item\n,a\n"), {"line 2", "column 1", "missing"}));
    CHECK(says(fault_of("item,service_s\na\n"), {"line 2", "missing"}));
    CHECK(says(fault_of("item,service_s\na,1e300\n"), {"line 2", "column 2", "30 years"}));
}

TEST_CASE("names that are missing, double or unknown are refused") {
    CHECK(says(fault_of("item,service_s\n,1\n"), {"line 2", "column 1", "no name"}));
    CHECK(says(fault_of("item,service_s\na,1\nb,1\na,2\n"), {"line 4", "column 1", "\"a\"", "twice", "Line 2"}));
    CHECK(
        says(fault_of("item,service_s,depends_on\na,1,\nb,1,a;zz\n"), {"line 3", "column 3", "\"b\"", "\"zz\"", "no item"}));
}

TEST_CASE("a cycle is refused with the names of those in it, and of no others") {
    const auto fault =
        fault_of("item,service_s,depends_on\nfree,1,\nbehind,1,one\none,1,two;free\ntwo,1,three\nthree,1,one\n");
    CHECK(says(fault, {"one → two → three → one"}));
    CHECK(fault.find("behind") == std::string::npos);
    CHECK(fault.find("free") == std::string::npos);
    CHECK(says(fault_of("item,service_s,depends_on\nself,1,self\n"), {"self → self"}));
}

TEST_CASE("a file without items or columns is refused") {
    CHECK(says(fault_of(""), {"items.csv", "empty", "item,service_s"}));
    CHECK(says(fault_of("item,service_s\n"), {"no items"}));
    CHECK(says(fault_of("name,service_s\na,1\n"), {"no column \"item\""}));
    CHECK(says(fault_of("item,seconds\na,1\n"), {"no column \"service_s\""}));
    CHECK(says(fault_of("item,service_s,item\na,1,b\n"), {"\"item\" is there twice", "column 3"}));
}

TEST_CASE("times beyond what nanoseconds in 64 bits hold are noticed") {
    std::vector<replay_item> items(20);
    for (auto& one : items) one.service_ns = 900'000'000'000'000'000;  // 28 years
    CHECK_FALSE(can_be_counted(items, 1));
    items.resize(5);
    CHECK(can_be_counted(items, 1));
    CHECK_FALSE(can_be_counted(items, 10'000));
}

TEST_CASE("a long chain is followed without recursion") {
    std::vector<replay_item> items(200'000);
    for (int i = 1; i < 200'000; ++i) items[i] = {1, 0, {}, {i - 1}};
    items[0].service_ns = 1;
    CHECK(critical_path_ns(items) == 200'000);
    CHECK(find_cycle(items).empty());
    items[0].depends_on = {199'999};
    CHECK(find_cycle(items).size() == 200'000);
}
