#include <doctest/doctest.h>

#include "engine/model/plan.h"

using namespace sweeplab;

namespace {

using counts = std::vector<int>;

std::string refusal(std::string_view text) {
    const auto parsed = parse_worker_counts(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == error_kind::bad_input);
    return parsed.error().message;
}

}  // namespace

TEST_CASE("worker counts are read in their short forms") {
    CHECK(parse_worker_counts("1, 2, 4, 8") == counts{1, 2, 4, 8});
    CHECK(parse_worker_counts("50,10, 1") == counts{50, 10, 1});
    CHECK(parse_worker_counts(" 7 ") == counts{7});
    CHECK(parse_worker_counts("1-8") == counts{1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(parse_worker_counts("1 - 3") == counts{1, 2, 3});
    CHECK(parse_worker_counts("1-16:*2") == counts{1, 2, 4, 8, 16});
    CHECK(parse_worker_counts("3-20:*3") == counts{3, 9});
    CHECK(parse_worker_counts("10-50:10") == counts{10, 20, 30, 40, 50});
    CHECK(parse_worker_counts("1-10:4") == counts{1, 5, 9});
    CHECK(parse_worker_counts("1, 2-4, 10-30:10") == counts{1, 2, 3, 4, 10, 20, 30});
    CHECK(parse_worker_counts("5-5") == counts{5});
    CHECK(parse_worker_counts("10000") == counts{10000});
    CHECK(parse_worker_counts("9000-10000:*10000") == counts{9000});
    CHECK(parse_worker_counts("1-10000").value().size() == 10000);
}

TEST_CASE("what is no worker count is refused with the reason") {
    CHECK(refusal("") == "no worker count is given");
    CHECK(refusal("  ") == "no worker count is given");
    CHECK(refusal("many") == "\"many\" is no worker count");
    CHECK(refusal("1 2") == "\"1 2\" is no worker count");
    CHECK(refusal("1.5") == "\"1.5\" is no worker count");
    CHECK(refusal("0") == "a worker count must be from 1 to 10000, not 0");
    CHECK(refusal("-4") == "a worker count must be from 1 to 10000, not -4");
    CHECK(refusal("100000") == "a worker count must be from 1 to 10000, not 100000");
    CHECK(refusal("99999999999999999999") == "a worker count must be from 1 to 10000, not 99999999999999999999");
    CHECK(refusal("1,,2") == "there is a comma with no worker count beside it");
    CHECK(refusal("1,") == "there is a comma with no worker count beside it");
    CHECK(refusal("4, 1-8") == "4 workers are given twice");
    CHECK(refusal("8-1") == "the range 8-1 runs backwards");
    CHECK(refusal("4:2") == "\"4:2\" has a step, but is no range");
    CHECK(refusal("1-8:0") == "a step must be from 1 to 10000, not 0");
    CHECK(refusal("1-8:*1") == "a factor must be at least 2");
    CHECK(refusal("1-8:*x") == "\"x\" is no factor");
    CHECK(refusal("1-") == "\"\" is no worker count");
    CHECK(refusal("\xFF") == "\"\uFFFD\" is no worker count");
}

TEST_CASE("worker counts are written as they can be read again") {
    CHECK(worker_counts_to_text({1, 2, 4, 8}) == "1, 2, 4, 8");
    CHECK(worker_counts_to_text({1, 2, 3}) == "1, 2, 3");
    CHECK(worker_counts_to_text({1, 2, 3, 4, 5, 6, 7, 8}) == "1-8");
    CHECK(worker_counts_to_text({50, 10, 11, 12, 13, 1}) == "50, 10-13, 1");
    CHECK(worker_counts_to_text({}).empty());
    for (const auto& list : {counts{1, 2, 4, 8}, counts{8, 7, 6, 5, 4}, counts{3, 4, 5, 6, 1, 2}, counts{10000}})
        CHECK(parse_worker_counts(worker_counts_to_text(list)) == list);
}
