#include <doctest/doctest.h>

#include "engine/analysis/point_trust.h"
#include "tests/engine/analysis/made_up_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

bool one_says(const std::vector<std::string>& texts, const std::string& part) {
    for (const auto& text : texts)
        if (text.find(part) != std::string::npos) return true;
    return false;
}

std::vector<std::string> warnings_of(const run_record& run) {
    return describe_scaling(make_scaling_curve(run), result_agreement{}).warnings;
}

}  // namespace

TEST_CASE("outliers: far beyond the usual deviation, of at least five repeats") {
    CHECK(outliers_of({10, 10.1, 9.9, 10.2, 30}) == std::vector<double>{30});
    CHECK(outliers_of({10, 10.1, 9.9, 30}).empty());   // too few to tell
    CHECK(outliers_of({10, 11, 9, 12, 13}).empty());   // spread, but none is far
    CHECK(outliers_of({10, 10, 10, 10, 30}).empty());  // rounded times: no usual deviation is known
    CHECK(outliers_of({1, 10, 10.1, 9.9, 10.2, 9.8}) == std::vector<double>{1});
}

TEST_CASE("an outlier counts until a person excludes it; then both values are said") {
    auto run = made_up_run({{1, 10.0}, {1, 10.1}, {1, 9.9}, {1, 10.2}, {1, 30.0}, {2, 5.0}});
    CHECK(make_scaling_curve(run).points[0].times_s.size() == 5);
    CHECK(one_says(warnings_of(run), "1 worker: one repeat lies (30.0 s) far from the others"));

    run.trials[4].excluded = "a backup ran";
    const auto curve = make_scaling_curve(run);
    CHECK(curve.points[0].times_s.size() == 4);
    REQUIRE(curve.points[0].excluded_s.size() == 1);
    CHECK(curve.points[0].excluded_s[0] == doctest::Approx(30));
    CHECK(curve.points[0].time_s.value == doctest::Approx(10.05).epsilon(0.001));
    const auto warnings = warnings_of(run);
    CHECK(one_says(warnings, "1 trial was excluded: a backup ran"));
    CHECK(one_says(warnings, "12.5 s with what was excluded (30.0 s), 10.0 s without"));
    CHECK_FALSE(one_says(warnings, "far from the others"));
}

TEST_CASE("failed checks of a trial make its point doubtful, once each") {
    auto run = made_up_run({{1, 10.0}, {1, 10.1}, {2, 5.0}});
    for (auto& one : run.trials) one.audit_faults.emplace();
    for (int i : {0, 1})
        run.trials[static_cast<std::size_t>(i)].audit_faults->push_back("at most " + std::to_string(i + 1) +
                                                                        " of 9 jobs were in flight");
    const auto curve = make_scaling_curve(run);
    CHECK(curve.points[0].doubts.size() == 1);
    CHECK(curve.points[1].doubts.empty());
    CHECK(one_says(warnings_of(run), "1 worker: its own record speaks against it (grey in charts): at most 1 of 9"));
}

TEST_CASE("the rule of adaptive repeats stands with the result") {
    auto run = made_up_run({{1, 10.0}, {1, 10.1}, {2, 5.0}, {2, 5.1}});
    CHECK(repeat_rule_in_words(run.plan).empty());
    run.plan =
        json::parse(R"({"sweep": {"repeats": 20, "adaptive": {"at_least": 5, "half_width_pct": 2.5, "budget_s": 600}}})");
    const auto rule = repeat_rule_in_words(run.plan);
    CHECK(rule ==
          "Repeated at least 5 times, until every interval was within ±2.5 %, at most 20 times or until the trials had "
          "taken 600 s.");
    CHECK(describe_scaling(make_scaling_curve(run), result_agreement{}).detail.ends_with(rule));
}
