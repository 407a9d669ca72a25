#include <doctest/doctest.h>

#include "engine/model/item_graph.h"

using namespace sweeplab;

namespace {
// 0 and 1 first; 2 needs both; 3 needs 2; 4 needs 0.
const item_needs diamond{{}, {}, {0, 1}, {2}, {0}};
}  // namespace

TEST_CASE("items come after all they need") {
    const auto order = needed_first(diamond);
    REQUIRE(order.size() == 5);
    std::vector<int> place(5);
    for (int i = 0; i < 5; ++i) place[order[i]] = i;
    for (int item = 0; item < 5; ++item)
        for (const int needed : diamond[item]) CHECK(place[needed] < place[item]);
    CHECK(find_cycle(diamond).empty());
}

TEST_CASE("a circle of items is found, also one that others only wait behind") {
    CHECK(find_cycle({{0}}) == std::vector<int>{0});
    const auto cycle = find_cycle({{}, {2}, {3}, {2}, {1}});
    REQUIRE(cycle.size() == 2);
    CHECK(cycle[0] + cycle[1] == 5);  // 2 and 3; 1 and 4 only wait behind them
}

TEST_CASE("the critical path is the longest chain, else the longest item") {
    CHECK(critical_path_ns(diamond, {3, 5, 7, 2, 20}) == 23);  // 0 and 4
    CHECK(critical_path_ns(diamond, {3, 5, 7, 2, 1}) == 14);   // 1, 2 and 3
    CHECK(critical_path_ns({{}, {}, {}}, {3, 9, 4}) == 9);
    CHECK(critical_path_ns({}, {}) == 0);
}

TEST_CASE("no more run at once than the earliest beginnings allow") {
    CHECK(most_at_once({{}, {}, {}}, {3, 9, 4}) == 3);
    CHECK(most_at_once({{}, {0}, {1}}, {3, 9, 4}) == 1);  // a chain: what ends makes room for what begins
    CHECK(most_at_once(diamond, {3, 5, 7, 2, 20}) == 2);
    CHECK(most_at_once({}, {}) == 0);
    CHECK(most_at_once({{}, {}}, {0, 0}) == 2);
}
