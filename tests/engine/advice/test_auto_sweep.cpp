// An automatic sweep carried out against replays: which counts it asks for, where it ends, and why.
#include "engine/advice/auto_sweep.h"

#include <cmath>
#include <functional>
#include <set>

#include <doctest/doctest.h>

#include "engine/advice/run_analysis.h"
#include "engine/foundation/random.h"
#include "tests/engine/prediction/replayed_run.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

class made_up_work final : public workload_spec {
public:
    explicit made_up_work(bool whole) : whole_(whole) {}
    std::string kind() const override { return "made up"; }
    json to_json() const override { return {}; }
    std::string summary() const override { return "made up"; }
    result<item_list> load_items(const std::filesystem::path&) const override { return item_list{}; }
    int slots(int workers) const override { return whole_ ? 1 : workers; }

private:
    bool whole_;
};

plan auto_plan(auto_counts rule = {}, bool whole = false) {
    plan work;
    work.workload = std::make_shared<made_up_work>(whole);
    work.sweep.workers = {1};
    work.sweep.automatic = rule;
    return work;
}

using trial_maker = std::function<trial(int workers, int number)>;

struct carried_out {
    run_record run;
    std::vector<int> asked;
    std::vector<std::string> whys;
    auto_step last;

    int times(int workers) const { return static_cast<int>(std::ranges::count(asked, workers)); }
    std::set<int> counts() const { return {asked.begin(), asked.end()}; }
};

// As the sweep does it: one trial after the other, each asked for with all that was measured before.
carried_out carry_out(const plan& work, int items, const trial_maker& make) {
    carried_out sweep;
    sweep.run.plan = json::object();  // carried out here, not imported: its slots are known
    for (int i = 0; i < items; ++i) sweep.run.items.push_back({std::to_string(i), "text"});
    for (int number = 0; number < 200; ++number) {
        sweep.last = next_auto_step(sweep.run, work);
        CHECK_FALSE(sweep.last.why.empty());
        if (!sweep.last.workers) return sweep;
        CHECK(sweep.last.end == auto_end::goes_on);
        sweep.asked.push_back(*sweep.last.workers);
        sweep.whys.push_back(sweep.last.why);
        add_trial(sweep.run, make(*sweep.last.workers, number));
    }
    FAIL("it never ends");
    return sweep;
}

trial_maker replaying(const std::vector<replay_item>& items, double noise, double inflation = 0) {
    return [=](int workers, int number) {
        replay_settings settings;
        settings.workers = workers;
        settings.inflation = inflation;
        settings.overhead_ns = 5'000'000;
        return replayed_trial(with_noise(items, noise, 1000 + number), settings);
    };
}

// Whole times of a program that parallelises itself, along a law.
trial_maker following(const std::function<double(int)>& seconds_at, double noise = 0.005) {
    return [=](int workers, int number) {
        random_source random(static_cast<std::uint64_t>(number) + 7);
        trial one;
        one.workers = workers;
        one.slots = 1;
        one.state = trial_state::complete;
        one.jobs = 1;
        one.time_ns = std::llround(seconds_at(workers) * std::exp(noise * random.normal()) * 1e9);
        return one;
    };
}

trial failed_trial(int workers) {
    trial one;
    one.workers = one.slots = workers;
    one.state = trial_state::failed;
    one.jobs = one.failed = 1;
    one.message = "HTTP 500";
    one.time_ns = 1'000'000;
    return one;
}

}  // namespace

TEST_CASE("it settles on the count that a full sweep of every count would recommend") {
    const auto items = made_up_items(12);
    const auto sweep = carry_out(auto_plan(), 12, replaying(items, 0.02));
    INFO(sweep.last.why);
    CHECK(sweep.last.end == auto_end::settled);
    CHECK(sweep.asked.front() == 1);
    CHECK(sweep.asked.size() <= 16);

    const auto full = advise_run(replayed_run(items, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}), {}).chosen;
    const auto found = advise_run(sweep.run, {}).chosen;
    REQUIRE(full.workers);
    REQUIRE(found.workers);
    CHECK_FALSE(found.predicted);
    CHECK(std::abs(*found.workers - *full.workers) <= 1);
    // 12 items: no more workers than that are worth a trial.
    CHECK(*sweep.counts().rbegin() <= 12);
}

TEST_CASE("a program that parallelises itself is widened until more workers bring nothing") {
    const auto amdahl = [](int workers) { return 10 * (0.1 + 0.9 / workers); };
    auto_counts rule;
    rule.most_workers = 64;
    const auto sweep = carry_out(auto_plan(rule, true), 1, following(amdahl));
    INFO(sweep.last.why);
    CHECK(sweep.last.end == auto_end::settled);
    // Within 5 % of the best, which is 64: 1 + 9/N <= 1.05 (1 + 9/64).
    const auto chosen = advise_run(sweep.run, {}).chosen;
    REQUIRE(chosen.workers);
    CHECK(*chosen.workers >= 40);
    CHECK(*chosen.workers <= 64);
}

TEST_CASE("a curve that turns is not followed beyond its turn for long") {
    const auto usl = [](int workers) { return 20 * (1 + 0.05 * (workers - 1) + 0.01 * workers * (workers - 1)) / workers; };
    const auto sweep = carry_out(auto_plan({}, true), 1, following(usl));
    INFO(sweep.last.why);
    CHECK(sweep.last.end == auto_end::settled);
    const auto chosen = advise_run(sweep.run, {}).chosen;
    // The least is at sqrt((1 - 0.05) / 0.01), nearly 10; within 5 % of it from about 6.
    CHECK(chosen.workers >= 5);
    CHECK(chosen.workers <= 10);
    CHECK(*sweep.counts().rbegin() <= 32);
}

TEST_CASE("the most workers with an efficiency are looked for upwards") {
    auto_counts rule;
    rule.asked = objective::efficient;
    const auto amdahl = [](int workers) { return 10 * (0.1 + 0.9 / workers); };
    const auto sweep = carry_out(auto_plan(rule, true), 1, following(amdahl));
    INFO(sweep.last.why);
    CHECK(sweep.last.end == auto_end::settled);
    analysis_request request;
    request.asked = rule.asked;
    // 1 / (1 + 0.1 (N - 1)) >= 0.5 up to 11.
    const auto chosen = advise_run(sweep.run, request).chosen;
    CHECK(chosen.workers >= 9);
    CHECK(chosen.workers <= 11);
}

TEST_CASE("one item: one worker is all that can help, and a few trials say so") {
    const auto sweep = carry_out(auto_plan(), 1, replaying(made_up_items(1), 0.01));
    INFO(sweep.last.why);
    CHECK(sweep.counts() == std::set<int>{1});
    CHECK(sweep.asked.size() <= 5);
    CHECK(sweep.last.end == auto_end::settled);
}

TEST_CASE("a budget of trials ends it, and what was recommended by then is said to be open") {
    auto_counts rule;
    rule.trials = 3;
    const auto sweep = carry_out(auto_plan(rule), 12, replaying(made_up_items(12), 0.02));
    CHECK(sweep.asked.size() == 3);
    CHECK(sweep.last.end == auto_end::budget);
    CHECK(sweep.last.why.find("The budget of 3 trials is used up.") == 0);
    CHECK(sweep.last.why.find("may still move") != std::string::npos);
}

TEST_CASE("a trial that would go over the budget of minutes is not begun") {
    auto_counts rule;
    rule.minutes = 1;
    const auto amdahl = [](int workers) { return 40 * (0.1 + 0.9 / workers); };
    const auto sweep = carry_out(auto_plan(rule, true), 1, following(amdahl));
    INFO(sweep.last.why);
    CHECK(sweep.last.end == auto_end::budget);
    CHECK(sweep.last.why.find("of the budget of 1 minutes") != std::string::npos);
    double seconds = 0;
    for (const auto& one : sweep.run.trials) seconds += static_cast<double>(*one.time_ns) * 1e-9;
    CHECK(seconds <= 61);
}

TEST_CASE("a budget of money needs costs, and is kept") {
    auto_counts rule;
    rule.cost = 1;
    const auto priced = [](std::optional<double> cost) {
        return [=](int workers, int number) {
            auto one = replaying(made_up_items(12), 0.02)(workers, number);
            one.cost = cost;
            return one;
        };
    };
    const auto kept = carry_out(auto_plan(rule), 12, priced(0.3));
    CHECK(kept.asked.size() == 3);
    CHECK(kept.last.end == auto_end::budget);
    const auto unknown = carry_out(auto_plan(rule), 12, priced(std::nullopt));
    CHECK(unknown.asked.size() == 1);
    CHECK(unknown.last.end == auto_end::stuck);
    CHECK(unknown.last.why.find("is not known") != std::string::npos);
}

TEST_CASE("when no trial succeeds it gives up after the second") {
    const auto sweep = carry_out(auto_plan(), 12, [](int workers, int) { return failed_trial(workers); });
    CHECK(sweep.asked == std::vector<int>{1, 1});
    CHECK(sweep.last.end == auto_end::stuck);
    CHECK(sweep.last.why == "No trial counts: HTTP 500.");
}

TEST_CASE("beyond a count at which trials fail nothing is tried") {
    const auto amdahl = following([](int workers) { return 10 * (0.1 + 0.9 / workers); });
    const auto sweep = carry_out(auto_plan({}, true), 1, [&](int workers, int number) {
        return workers > 10 ? failed_trial(workers) : amdahl(workers, number);
    });
    INFO(sweep.last.why);
    CHECK(sweep.last.end == auto_end::settled);
    int failed = 0;
    for (const auto& one : sweep.run.trials) failed += one.state == trial_state::failed ? 1 : 0;
    CHECK(failed <= 4);
    const auto chosen = advise_run(sweep.run, {}).chosen;
    CHECK(chosen.workers >= 8);
    CHECK(chosen.workers <= 10);
}

TEST_CASE("an interrupted sweep goes on with the very same question") {
    const auto work = auto_plan();
    const auto make = replaying(made_up_items(12), 0.02);
    const auto sweep = carry_out(work, 12, make);
    auto half = sweep.run;
    half.trials.resize(4);
    CHECK(next_auto_step(half, work).workers == sweep.asked.at(4));
}

TEST_CASE("noise that no repeat can remove does not keep it going for ever") {
    auto_counts rule;
    rule.trials = 100;
    const auto sweep = carry_out(auto_plan(rule), 12, replaying(made_up_items(12), 0.4));
    INFO(sweep.last.why);
    CHECK(sweep.last.end != auto_end::goes_on);
    CHECK(sweep.asked.size() < 60);
}
