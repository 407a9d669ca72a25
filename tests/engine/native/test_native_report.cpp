#include <doctest/doctest.h>

#include "engine/native/native_report.h"

using namespace sweeplab;
using namespace sweeplab::native;

namespace {

attempt span_of(int item, std::int64_t done, std::int64_t ns, work_unit unit) {
    attempt span;
    span.item = item;
    span.measured.set(measure::work_done, done);
    span.measured.set(measure::work_ns, ns);
    span.measured.set(measure::work_unit, static_cast<std::int64_t>(unit));
    return span;
}

trial trial_of(int workers, int repeat, std::vector<attempt> spans) {
    trial one;
    one.workers = workers;
    one.repeat = repeat;
    one.state = trial_state::complete;
    one.attempts = std::move(spans);
    return one;
}

// Two kernels at 1 and 2 threads, two repeats; twice as fast at 2 threads.
run_record run_of(std::int64_t operations, double speed) {
    run_record run;
    run.summary.kind = "native";
    run.summary.host_name = "here";
    run.items = {{"sqrt", json{{"kernel", "sqrt"}, {"operations", operations}}.dump()},
                 {"copy", json{{"kernel", "copy"}, {"elements", 10}}.dump()}};
    const auto ns = [&](double seconds) { return static_cast<std::int64_t>(seconds / speed * 1e9); };
    for (const int workers : {1, 2})
        for (const int repeat : {1, 2})
            run.trials.push_back(trial_of(workers, repeat,
                                          {span_of(0, operations, ns(1.0 / workers), work_unit::operations),
                                           span_of(1, 1'000, ns(repeat == 1 ? 1.0 : 1.1), work_unit::bytes)}));
    return run;
}

}  // namespace

TEST_CASE("rates with their unit, over the repeats, and the speedup over 1 thread") {
    const auto report = make_native_report(run_of(4'000, 1));
    REQUIRE(report);
    REQUIRE(report->series.size() == 2);
    const auto& roots = report->series[0];
    CHECK(roots.unit == work_unit::operations);
    REQUIRE(roots.points.size() == 2);
    CHECK(roots.points[0].rate.value == doctest::Approx(4'000));
    CHECK(roots.points[1].rate.value == doctest::Approx(8'000));
    CHECK(roots.points[1].speedup->value == doctest::Approx(2));
    CHECK(roots.best() == roots.at(2));
    const auto& copy = report->series[1];
    CHECK(copy.unit == work_unit::bytes);
    CHECK(copy.points[0].rates.size() == 2);
    CHECK(*copy.points[0].rate.lo < copy.points[0].rate.value);
    CHECK(copy.points[0].rate.value < *copy.points[0].rate.hi);
    CHECK_FALSE(copy.points[0].hit_rate);
    const auto value = to_json(*report);
    CHECK(value["kernels"][0]["unit"] == "operations");
    CHECK(value["kernels"][0]["points"][0]["hit_rate"].is_null());
}

TEST_CASE("what was left out, warmed up or failed does not count") {
    auto run = run_of(4'000, 1);
    auto odd = trial_of(1, 3, {span_of(0, 4'000, 1, work_unit::operations)});
    odd.warm_up = true;
    run.trials.push_back(odd);
    odd.warm_up = false;
    odd.excluded = "a backup ran";
    run.trials.push_back(odd);
    odd.excluded.clear();
    odd.state = trial_state::failed;
    odd.attempts[0].state = attempt_state::failed;
    odd.attempts[0].message = "the sum is wrong";
    run.trials.push_back(odd);
    const auto report = make_native_report(run);
    REQUIRE(report);
    CHECK(report->series[0].at(1)->rates.size() == 2);
    CHECK(report->series[0].failures == std::vector<std::string>{"the sum is wrong"});
}

TEST_CASE("only like is set against like, and why not is said") {
    const auto here = make_native_report(run_of(4'000, 3)), there = make_native_report(run_of(4'000, 1));
    auto ratios = compare(*here, *there);
    REQUIRE(ratios.size() == 4);
    for (const auto& each : ratios) {
        REQUIRE(each.ratio);
        CHECK(each.ratio->value == doctest::Approx(3).epsilon(1e-6));
        CHECK(each.why_not.empty());
    }

    ratios = compare(*here, *make_native_report(run_of(5'000, 1)));
    CHECK_FALSE(ratios[0].ratio);
    CHECK(ratios[0].why_not == "operations 4000 here, 5000 there");
    CHECK(ratios[2].ratio);

    auto fewer = run_of(4'000, 1);
    fewer.trials.resize(2);  // 1 worker
    fewer.items[1].text = json{{"kernel", "triad"}, {"elements", 10}}.dump();
    ratios = compare(*here, *make_native_report(fewer));
    CHECK(ratios[0].ratio);
    CHECK(ratios[1].why_not == "there only at 1 threads");
    CHECK(ratios[2].why_not == "not in the other run");

    auto other_unit = run_of(4'000, 1);
    for (auto& one : other_unit.trials)
        one.attempts[0].measured.set(measure::work_unit, static_cast<std::int64_t>(work_unit::requests));
    ratios = compare(*here, *make_native_report(other_unit));
    CHECK_FALSE(ratios[0].ratio);
    CHECK(ratios[0].why_not.find("they count different things") != std::string::npos);
}

TEST_CASE("a run of another kind has no such report") {
    auto run = run_of(1, 1);
    run.summary.kind = "llm";
    CHECK_FALSE(make_native_report(run));
}
