#include <doctest/doctest.h>

#include <concepts>

#include "engine/native/work_unit.h"

using namespace sweeplab;
using namespace sweeplab::native;

// What is not compared by mistake cannot be compared by accident.
static_assert(!std::equality_comparable<figure>);
static_assert(!std::totally_ordered<figure>);

TEST_CASE("operations a second are never set against requests a second") {
    // The published report did: a loop's operations against a target in requests.
    const figure loop{42'212'529, work_unit::operations}, target{15'000, work_unit::requests};
    const auto refused = ratio(loop, target);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == error_kind::bad_input);
    CHECK(refused.error().message ==
          "42.2 M operations/s cannot be set against 15.0 k requests/s: they count different things");
    CHECK(ratio(loop, {305e3, work_unit::operations}).value() == doctest::Approx(138.4).epsilon(0.001));
    CHECK_FALSE(ratio(loop, {0, work_unit::operations}));
    CHECK_FALSE(ratio({1, work_unit::bytes}, {1, work_unit::elements}));
}

TEST_CASE("every unit has a name and a stored number that lead back to it") {
    for (const auto unit : {work_unit::operations, work_unit::elements, work_unit::bytes, work_unit::accesses,
                            work_unit::objects, work_unit::transactions, work_unit::requests}) {
        CHECK(work_unit_from(to_text(unit)) == unit);
        CHECK(work_unit_from(static_cast<std::int64_t>(unit)) == unit);
    }
    CHECK_FALSE(work_unit_from("miles"));
    CHECK_FALSE(work_unit_from(std::int64_t{0}));
}

TEST_CASE("figures and amounts in words") {
    CHECK(in_words(figure{18.34e9, work_unit::bytes}) == "18.3 GB/s");
    CHECK(in_words(figure{312.4e6, work_unit::operations}) == "312 M operations/s");
    CHECK(in_words(figure{812, work_unit::requests}) == "812 requests/s");
    CHECK(in_words(figure{0.5, work_unit::requests}) == "0.50 requests/s");
    CHECK(bytes_in_words(1e15) == "1.00 PB");
    CHECK(grouped(-1'234'567) == "-1,234,567");
    CHECK(grouped(999) == "999");
    CHECK(amount_in_words(10'000, work_unit::requests) == "10,000 requests");
}
