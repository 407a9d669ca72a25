#include <doctest/doctest.h>

#include "engine/model/worker_interval.h"

using namespace sweeplab;

namespace {

worker_interval interval(int worker, std::int64_t start, std::int64_t end, worker_state state = worker_state::service) {
    return {worker, state, 0, 1, start, end};
}

std::string fault_of(const std::vector<worker_interval>& intervals, int workers, std::int64_t makespan) {
    const auto checked = check_tiling(intervals, workers, makespan);
    REQUIRE_FALSE(checked);
    return checked.error().message;
}

}  // namespace

TEST_CASE("gap-free intervals of every worker tile the trial, in any order") {
    CHECK(check_tiling({interval(1, 0, 100), interval(0, 40, 100), interval(0, 0, 40)}, 2, 100));
    CHECK(check_tiling({}, 0, 100));
    CHECK(check_tiling({}, 3, 0));
    // An interval without length is no fault.
    CHECK(check_tiling({interval(0, 0, 0, worker_state::overhead), interval(0, 0, 7), interval(0, 7, 7)}, 1, 7));
}

TEST_CASE("the first break is named by worker and time") {
    CHECK(fault_of({interval(0, 0, 40), interval(0, 41, 100)}, 1, 100) == "worker 0 is in no state at 40 ns");
    CHECK(fault_of({interval(0, 0, 40), interval(0, 39, 100)}, 1, 100) == "worker 0 is in two states at 39 ns");
    CHECK(fault_of({interval(0, 1, 100)}, 1, 100) == "worker 0 is in no state at 0 ns");
    CHECK(fault_of({interval(0, 0, 99)}, 1, 100) == "worker 0 is in no state at 99 ns");
    CHECK(fault_of({interval(0, 0, 101)}, 1, 100) == "worker 0 goes on after the trial's end at 100 ns");
    CHECK(fault_of({interval(0, 0, 100)}, 2, 100) == "worker 1 is in no state at 0 ns");
    CHECK(fault_of({interval(0, 0, 100), interval(2, 0, 5)}, 2, 100) ==
          "worker 2 does not exist among 2 workers, but has a state at 0 ns");
    CHECK(fault_of({interval(-1, 3, 5)}, 1, 100) == "worker -1 does not exist among 1 workers, but has a state at 3 ns");
    CHECK(fault_of({interval(0, 0, 40), interval(0, 40, 30)}, 1, 100) ==
          "worker 0 has an interval that ends before it starts at 40 ns");
}

TEST_CASE("worker states have names that lead back to them") {
    for (int number = 1; number <= 8; ++number) {
        const auto state = static_cast<worker_state>(number);
        CHECK(worker_state_from(to_text(state)) == state);
    }
    CHECK_FALSE(worker_state_from("sleeping"));
    CHECK(to_text(static_cast<worker_state>(200)) == "unknown");
}
