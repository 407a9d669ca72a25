// What is measured around and during trials, with real trials and made-up instruments.
#include <doctest/doctest.h>

#include <deque>

#include "engine/sweep/sweep_runner.h"
#include "engine/workload/workload_kinds.h"

using namespace sweeplab;

namespace {

// Gives one reading after the other of how long the machine has slept; then the last one again.
class sleepy_probe final : public condition_probe {
public:
    explicit sleepy_probe(std::deque<std::int64_t> asleep_s) : asleep_s_(std::move(asleep_s)) {}
    machine_conditions read() override {
        machine_conditions found;
        found.governor = "performance";
        found.values.set(condition::asleep_ns, asleep_s_.front() * 1'000'000'000);
        if (asleep_s_.size() > 1) asleep_s_.pop_front();
        return found;
    }

private:
    std::deque<std::int64_t> asleep_s_;
};

class steady_sampler final : public resource_sampler {
public:
    resource_values read(instant) override {
        resource_values values;
        values.set(resource::machine_memory, 1000);
        return values;
    }
    void forget() override {}
};

struct kept_trial {
    trial summary;
    bool comes_again = false;
};

class keeping_sink final : public sweep_sink {
public:
    result<void> trial_begins(trial&) override { return {}; }
    void attempt_started(const job_ticket&, std::int64_t) override {}
    void attempt_ended(attempt, bool) override {}
    result<void> trial_ended(const trial& summary, std::vector<worker_interval>, bool comes_again) override {
        trials.push_back({summary, comes_again});
        return {};
    }
    std::vector<kept_trial> trials;
};

struct swept {
    std::vector<kept_trial> trials;
    sweep_outcome outcome;
};

// `repeats` trials of one item on one worker.
swept sweep(std::deque<std::int64_t> asleep_s, int repeats, double sampling_hz = 5) {
    const json document = {{"sweeplab", 1},
                           {"workload", {{"kind", "command"}, {"mode", "per_item"}, {"argv", {"true"}}, {"items", {"a"}}}},
                           {"sweep", {{"workers", {1}}, {"repeats", repeats}, {"sampling_hz", sampling_hz}}}};
    const auto work = read_plan(document, known_workload_kinds());
    if (!work) FAIL(work.error().text());
    const item_list items = {{"0", "a"}};
    auto loop = event_loop::create();
    REQUIRE(loop);
    keeping_sink sink;
    trial_instruments instruments;
    instruments.conditions = std::make_unique<sleepy_probe>(std::move(asleep_s));
    instruments.resources = std::make_unique<steady_sampler>();
    instruments.calibrate = [] { return std::make_unique<spin_loop>(1ms); };
    sweep_runner runner(*work, items, schedule_of(work->sweep), {**loop, "."}, sink, std::move(instruments));
    if (const auto checked = runner.check(); !checked) FAIL(checked.error().text());
    const auto outcome = runner.run();
    return {sink.trials, outcome};
}

}  // namespace

TEST_CASE("a trial has its conditions, its samples and their summary") {
    const auto done = sweep({7}, 2);
    REQUIRE(done.trials.size() == 2);
    CHECK(done.outcome.state == run_state::complete);
    for (const auto& [one, comes_again] : done.trials) {
        CHECK(one.state == trial_state::complete);
        CHECK_FALSE(comes_again);
        CHECK(one.conditions.before.governor == "performance");
        CHECK(one.conditions.before.values.get(condition::spin_ns).value_or(0) > 0);
        CHECK(one.conditions.after.values.get(condition::spin_ns).value_or(0) > 0);
        CHECK(one.conditions.before.values.get(condition::spin_rounds) ==
              done.trials[0].summary.conditions.after.values.get(condition::spin_rounds));
        CHECK_FALSE(one.conditions.before.values.has(condition::round_trip_ns));  // there is no endpoint
        REQUIRE_FALSE(one.samples.empty());
        CHECK(one.samples.front().values.get(resource::machine_memory) == 1000);
        CHECK(one.resources == summarise(one.samples));
    }
}

TEST_CASE("a trial that the machine slept through is discarded, said so, and done again") {
    const auto done = sweep({0, 0, 0, 34, 34, 34}, 2);  // before and after each trial
    REQUIRE(done.trials.size() == 3);
    CHECK(done.outcome.state == run_state::complete);
    CHECK(done.trials[0].summary.state == trial_state::complete);
    const auto& discarded = done.trials[1];
    CHECK(discarded.comes_again);
    CHECK(discarded.summary.state == trial_state::interrupted);
    CHECK_FALSE(discarded.summary.counts());
    CHECK_FALSE(discarded.summary.time_ns);
    CHECK(discarded.summary.message.find("suspended for 34.0 s") != std::string::npos);
    const auto& again = done.trials[2];
    CHECK(again.summary.state == trial_state::complete);
    CHECK(again.summary.repeat == discarded.summary.repeat);
    CHECK(again.summary.position == discarded.summary.position);
}

TEST_CASE("a trial that is slept through twice is left for a resume, and the sweep goes on") {
    const auto done = sweep({0, 10, 10, 20, 20, 20}, 2);
    REQUIRE(done.trials.size() == 3);
    CHECK(done.trials[0].comes_again);
    CHECK_FALSE(done.trials[1].comes_again);
    CHECK(done.trials[1].summary.state == trial_state::interrupted);
    CHECK(done.trials[2].summary.repeat == 2);
    CHECK(done.trials[2].summary.state == trial_state::complete);
    CHECK(done.outcome.state == run_state::interrupted);
    CHECK(done.outcome.message.find("resume") != std::string::npos);
}

TEST_CASE("a plan can turn sampling off") {
    const auto done = sweep({0}, 1, 0);
    REQUIRE(done.trials.size() == 1);
    CHECK(done.trials[0].summary.samples.empty());
    CHECK(done.trials[0].summary.resources == resource_summary{});
    CHECK_FALSE(done.trials[0].summary.conditions.empty());
}
