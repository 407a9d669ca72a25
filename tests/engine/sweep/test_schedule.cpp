#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "engine/sweep/schedule.h"

using namespace sweeplab;

namespace {

sweep_spec spec(std::vector<int> workers, int repeats, trial_order order) {
    sweep_spec sweep;
    sweep.workers = std::move(workers);
    sweep.repeats = repeats;
    sweep.order = order;
    return sweep;
}

std::vector<int> workers_of(const std::vector<planned_trial>& schedule) {
    std::vector<int> list;
    for (const auto& planned : schedule) list.push_back(planned.workers);
    return list;
}

}  // namespace

TEST_CASE("ascending: all repeats of a count together, whatever order the counts were given in") {
    const auto schedule = schedule_of(spec({4, 1, 2}, 2, trial_order::ascending));
    CHECK(workers_of(schedule) == std::vector<int>{1, 1, 2, 2, 4, 4});
    for (int i = 0; i < 6; ++i) CHECK(schedule[i].position == i);
}

TEST_CASE("blocks: every count once a round, rounds shuffled differently, the same for the same seed") {
    auto sweep = spec({1, 2, 4, 8, 16}, 20, trial_order::blocks);
    const auto schedule = schedule_of(sweep);
    REQUIRE(schedule.size() == 100);
    std::set<std::vector<int>> rounds;
    for (int round = 0; round < 20; ++round) {
        std::vector<int> counts;
        for (int i = 0; i < 5; ++i) {
            const auto& planned = schedule[round * 5 + i];
            CHECK(planned.repeat == round + 1);
            counts.push_back(planned.workers);
        }
        rounds.insert(counts);
        std::sort(counts.begin(), counts.end());
        CHECK(counts == std::vector<int>{1, 2, 4, 8, 16});
    }
    CHECK(rounds.size() > 10);
    CHECK(schedule == schedule_of(sweep));
    sweep.seed = 2;
    CHECK(schedule != schedule_of(sweep));
}

TEST_CASE("a repeat has one seed at every worker count, and repeats have different ones") {
    const auto schedule = schedule_of(spec({1, 2, 4}, 3, trial_order::blocks));
    std::map<int, std::set<std::uint64_t>> seeds;
    for (const auto& planned : schedule) seeds[planned.repeat].insert(planned.seed);
    std::set<std::uint64_t> distinct;
    for (const auto& [repeat, of_repeat] : seeds) {
        CHECK(of_repeat.size() == 1);
        distinct.insert(*of_repeat.begin());
    }
    CHECK(distinct.size() == 3);
}

TEST_CASE("warm-up trials come first, at the first worker count, and are not counted") {
    auto sweep = spec({2, 4}, 1, trial_order::ascending);
    sweep.warm_up = 2;
    const auto schedule = schedule_of(sweep);
    REQUIRE(schedule.size() == 4);
    CHECK(schedule[0].warm_up);
    CHECK(schedule[1].warm_up);
    CHECK(schedule[1].workers == 2);
    CHECK(schedule[1].repeat == 2);
    CHECK_FALSE(schedule[2].warm_up);
    CHECK(schedule[2].repeat == 1);
}

TEST_CASE("no worker counts, no trials") { CHECK(schedule_of(spec({}, 3, trial_order::blocks)).empty()); }

TEST_CASE("predict: 1 worker and a middle count come first, then what they predict") {
    auto sweep = spec({16, 1, 4, 8, 2}, 2, trial_order::ascending);
    sweep.predict = true;
    CHECK(middle_count(sweep.workers) == 4);
    CHECK(predicted_counts(sweep.workers) == std::vector<int>{2, 8, 16});
    const auto schedule = schedule_of(sweep);
    CHECK(workers_of(schedule) == std::vector<int>{1, 1, 4, 4, 2, 2, 8, 8, 16, 16});
    for (std::size_t i = 0; i < schedule.size(); ++i) {
        CHECK(schedule[i].position == static_cast<int>(i));
        CHECK(schedule[i].stage == (i < 4 ? 0 : 1));
    }
    sweep.order = trial_order::blocks;
    sweep.warm_up = 1;
    const auto blocks = workers_of(schedule_of(sweep));
    CHECK(blocks.front() == 16);  // the warm-up, at the first count given
    CHECK(std::multiset<int>(blocks.begin() + 1, blocks.begin() + 5) == std::multiset<int>{1, 1, 4, 4});
}

TEST_CASE("the middle count lies between 1 and the most") {
    CHECK(middle_count({1, 2, 3}) == 2);
    CHECK(middle_count({50, 1, 4, 10, 20}) == 10);
    CHECK(middle_count({1, 99, 100}) == 99);
}
