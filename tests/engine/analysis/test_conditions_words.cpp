#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "engine/analysis/conditions_words.h"
#include "engine/analysis/scaling.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

// A quiet machine of two processors, ten seconds from before to after.
trial_conditions quiet() {
    trial_conditions around;
    auto& before = around.before;
    before.governor = "performance";
    for (const auto which :
         {condition::asleep_ns, condition::throttle_count, condition::throttle_ms, condition::machine_busy_ms,
          condition::own_busy_ms, condition::steal_ms, condition::stalled_memory_us, condition::stalled_cpu_us,
          condition::group_throttled, condition::on_battery, condition::read_at_ns, condition::load_milli})
        before.values.set(which, 0);
    before.values.set(condition::processors, 2);
    before.values.set(condition::usable_processors, 2);
    before.values.set(condition::turbo, 0);
    before.values.set(condition::spin_ns, 50'000'000);
    before.values.set(condition::spin_rounds, 1000);
    around.after = before;
    around.after.values.set(condition::read_at_ns, 10'000'000'000);
    around.after.values.set(condition::machine_busy_ms, 9'000);
    around.after.values.set(condition::own_busy_ms, 9'000);
    return around;
}

run_record quiet_run(int trials = 3) {
    auto run = made_up_run({});
    for (int repeat = 1; repeat <= trials; ++repeat) {
        run.trials.push_back(made_up_trial(2, 10, repeat));
        run.trials.back().position = repeat - 1;
        run.trials.back().conditions = quiet();
    }
    run.summary.workers = {2};
    run.summary.kind = "command";
    return run;
}

// The only warning of a run of three trials whose second one was changed.
std::string warning(const std::function<void(trial_conditions&)>& change) {
    auto run = quiet_run();
    change(run.trials[1].conditions);
    const auto words = describe_conditions(run);
    REQUIRE(words.size() == 1);
    return words[0];
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a quiet machine, and one that tells nothing, are no cause for a warning") {
    CHECK(describe_conditions(quiet_run()).empty());
    auto run = quiet_run();
    for (auto& one : run.trials) one.conditions = {};
    CHECK(describe_conditions(run).empty());
    for (auto& one : run.trials) one.conditions.after.values.set(condition::throttle_count, 900);  // before is unknown
    CHECK(describe_conditions(run).empty());
}

TEST_CASE("each fault is said with its size, its place and an advice") {
    const auto heat = warning([](auto& around) { around.after.values.set(condition::throttle_count, 3); });
    CHECK(says(heat, "throttle 3 times during 1 of 3 trials (most at 2 workers, repeat 2)"));
    CHECK(says(heat, "cool down"));
    const auto limit = warning([](auto& around) { around.after.values.set(condition::group_throttled, 14); });
    CHECK(says(limit, "cpu.max"));
    CHECK(says(limit, "14 times"));
    const auto others = warning([](auto& around) { around.after.values.set(condition::machine_busy_ms, 14'040); });
    CHECK(says(others, "Other programs kept 0.5 processors busy"));
    const auto stolen = warning([](auto& around) { around.after.values.set(condition::steal_ms, 1'000); });
    CHECK(says(stolen, "The hypervisor gave 5 %"));
    const auto slower = warning([](auto& around) { around.after.values.set(condition::spin_ns, 54'000'000); });
    CHECK(says(slower, "8 % slower"));
    const auto faster = warning([](auto& around) { around.after.values.set(condition::spin_ns, 48'000'000); });
    CHECK(says(faster, "4 % faster"));
    CHECK(says(warning([](auto& around) { around.after.values.set(condition::on_battery, 1); }), "Plug it in"));
    CHECK(says(warning([](auto& around) { around.after.values.set(condition::stalled_memory_us, 300'000); }),
               "waited for it 3 % of the time"));
    CHECK(says(warning([](auto& around) { around.after.values.set(condition::turbo, 1); }), "were changed"));
}

TEST_CASE("thresholds: what is below them is not said") {
    auto run = quiet_run();
    auto& after = run.trials[0].conditions.after.values;
    after.set(condition::spin_ns, 51'400'000);
    after.set(condition::steal_ms, 150);
    after.set(condition::machine_busy_ms, 9'900);
    after.set(condition::stalled_memory_us, 90'000);
    after.set(condition::stalled_cpu_us, 9'000'000);  // the trial's own workers wait for each other
    CHECK(describe_conditions(run).empty());
}

TEST_CASE("a spin loop of another length is not compared") {
    auto run = quiet_run();
    auto& after = run.trials[0].conditions.after.values;
    after.set(condition::spin_ns, 80'000'000);
    after.set(condition::spin_rounds, 1600);
    CHECK(describe_conditions(run).empty());
}

TEST_CASE("what a governor means depends on its driver and on the length of a trial") {
    auto run = quiet_run(1);
    auto& before = run.trials[0].conditions.before;
    before.governor = run.trials[0].conditions.after.governor = "powersave";
    before.frequency_driver = "acpi-cpufreq";
    REQUIRE(describe_conditions(run).size() == 1);
    CHECK(says(describe_conditions(run)[0], "lowest clock"));
    before.frequency_driver = "intel_pstate";
    CHECK(describe_conditions(run).empty());
    run.trials[0].time_ns = 300'000'000;
    REQUIRE(describe_conditions(run).size() == 1);
    CHECK(says(describe_conditions(run)[0], "start slow"));
}

TEST_CASE("a load before the first trial, and processors that may not be used") {
    auto run = quiet_run();
    run.trials[1].conditions.before.values.set(condition::load_milli, 5'000);  // from the trial before
    CHECK(describe_conditions(run).empty());
    run.trials[0].conditions.before.values.set(condition::load_milli, 3'100);
    REQUIRE(describe_conditions(run).size() == 1);
    CHECK(says(describe_conditions(run)[0], "a load of 3.1"));

    auto bound = quiet_run(1);
    for (auto* side : {&bound.trials[0].conditions.before, &bound.trials[0].conditions.after})
        side->values.set(condition::usable_processors, 1);
    REQUIRE(describe_conditions(bound).size() == 1);
    CHECK(says(describe_conditions(bound)[0], "Only 1 processor may be used"));
    bound.summary.kind = "llm";
    CHECK(describe_conditions(bound).empty());
}

TEST_CASE("a round trip that varies between trials") {
    auto run = quiet_run();
    for (std::size_t i = 0; i < run.trials.size(); ++i)
        run.trials[i].conditions.before.values.set(condition::round_trip_ns, i == 2 ? 80'000'000 : 12'000'000);
    REQUIRE(describe_conditions(run).size() == 1);
    CHECK(says(describe_conditions(run)[0], "varied 6.7× between trials"));
}

TEST_CASE("a server on this machine is no other program") {
    auto run = quiet_run();
    run.trials[1].conditions.after.values.set(condition::machine_busy_ms, 19'000);
    CHECK(describe_conditions(run).size() == 1);
    run.plan = {{"workload", {{"endpoint", {{"base_url", "http://127.0.0.1:8089/v1"}}}}}};
    CHECK(describe_conditions(run).empty());
    run.plan = {{"workload", {{"endpoint", {{"base_url", "https://api.example.com/v1"}}}}}};
    CHECK(describe_conditions(run).size() == 1);
}

TEST_CASE("trials that do not count say nothing, and all trials are said to be all") {
    auto run = quiet_run();
    for (auto& one : run.trials) one.conditions.after.values.set(condition::on_battery, 1);
    CHECK(says(describe_conditions(run)[0], "during all 3 trials"));
    for (auto& one : run.trials) one.state = trial_state::interrupted;
    CHECK(describe_conditions(run).empty());
}

TEST_CASE("the warnings reach the finding of one curve and of several") {
    auto run = quiet_run();
    run.trials[0].conditions.after.values.set(condition::throttle_count, 2);
    const auto curve = make_scaling_curve(run);
    const auto one = describe_scaling(curve, {});
    CHECK(std::any_of(one.warnings.begin(), one.warnings.end(),
                      [](const auto& text) { return says(text, "throttle 2 times"); }));
    auto other = quiet_run();
    other.host.name = "rack";
    const auto several = describe_scaling({curve, make_scaling_curve(other)});
    const auto heat = std::count_if(several.warnings.begin(), several.warnings.end(),
                                    [](const auto& text) { return says(text, "throttle 2 times"); });
    CHECK(heat == 1);
}
