#include <doctest/doctest.h>

#include "tests/engine/advice/advised_runs.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

const std::vector<std::pair<int, double>> flattening = {{1, 100}, {2, 52}, {4, 28}, {8, 16}, {16, 15.5}, {32, 15.4}};

}  // namespace

TEST_CASE("each objective names its own count") {
    const auto report = make_advice(about(flattening));
    CHECK(report.chosen.workers == 8);  // 16 s against 15.4 s: within 5 %
    CHECK(report.chosen.reason.find("16.0 s") != std::string::npos);
    CHECK(answer_to(report, objective::efficient)->workers == 8);  // 78 %; 16: 40 %
    CHECK(answer_to(report, objective::well_used)->workers == 8);
    CHECK(answer_to(report, objective::fewest_within_15)->workers == 8);
    CHECK(answer_to(report, objective::next_worker_pays)->workers == 8);  // 6.25×, then 0.2 for 8 workers
    CHECK_FALSE(answer_to(report, objective::cheapest_by_deadline));
    CHECK_FALSE(answer_to(report, objective::throughput_within_latency));
    CHECK(why_not(report, 16) == "16 workers: 3 % faster than 8 for twice the workers");
    CHECK(why_not(report, 32) == "32 workers: 4 % faster than 8 for 4 times the workers");
}

TEST_CASE("every objective can be found by its key") {
    for (const auto which :
         {objective::fewest_near_best, objective::efficient, objective::well_used, objective::fewest_within_15,
          objective::next_worker_pays, objective::cheapest_by_deadline, objective::throughput_within_latency}) {
        CHECK(objective_from(key_of(which)) == which);
        CHECK_FALSE(meaning_of(which).empty());
    }
    CHECK_FALSE(objective_from("best"));
}

TEST_CASE("counts that noise cannot separate are a range") {
    // 8 takes 6 % more than the best, 10 takes 4 % more: with repeats 4 % apart that is not decided.
    auto noisy = about(repeated({{1, 100}, {4, 30}, {8, 21.2}, {10, 20.8}, {16, 20}}, 0.04));
    const auto report = make_advice(noisy);
    CHECK(report.noise_known);
    CHECK(report.chosen.workers == 10);
    REQUIRE(report.chosen.range);
    CHECK(report.chosen.range->from == 8);
    CHECK(report.chosen.range->to == 16);
    CHECK(report.chosen.reason.find("from 8 to 16") != std::string::npos);
    CHECK(any_says(report.actions, "separate 8 from 16"));
    // The same means with hardly any noise: decided.
    const auto exact = make_advice(about(repeated({{1, 100}, {4, 30}, {8, 21.2}, {10, 20.8}, {16, 20}}, 0.0005)));
    CHECK(exact.chosen.workers == 10);
    CHECK_FALSE(exact.chosen.range);
    CHECK(why_not(exact, 16) == "16 workers: 4 % faster than 10 for 1.6 times the workers");
    CHECK(why_not(report, 16) == "16 workers: no difference from 10 larger than the noise, for 1.6 times the workers");
}

TEST_CASE("a threshold of efficiency that noise cannot decide is a range") {
    // 8 workers at 51 %, 9 at 49 %.
    const auto report = make_advice(about(repeated({{1, 100}, {4, 32}, {8, 24.5}, {9, 22.7}, {16, 21}}, 0.05)));
    const auto* efficient = answer_to(report, objective::efficient);
    CHECK(efficient->workers == 8);
    REQUIRE(efficient->range);
    CHECK(*efficient->range == worker_range{4, 9});
}

TEST_CASE("predicted counts are candidates, and said to be predicted") {
    auto input = about({{1, 100}, {16, 15.5}});
    input.as_run = predicted({{1, 100}, {4, 27}, {8, 16}, {16, 15.4}}, 100);
    const auto report = make_advice(input);
    CHECK(report.chosen.workers == 8);
    CHECK(report.chosen.predicted);
    CHECK(report.chosen.reason.find("8 workers (predicted)") != std::string::npos);
    CHECK(any_says(report.actions, "Measure 8 workers: this time is predicted."));
    CHECK(candidates_in_words(report) == "Measured: 1, 16 workers. Predicted: 4 and 8 workers.");
}

TEST_CASE("a prediction that misses what was measured is not built upon") {
    auto input = about({{1, 100}, {16, 15.5}});
    input.as_run = predicted({{1, 100}, {8, 12.5}, {16, 9}}, 100);
    input.longest_first = predicted({{8, 12}}, 100);
    const auto report = make_advice(input);
    CHECK(report.chosen.workers == 16);
    CHECK(any_says(report.warnings, "misses the measured time at 16 workers by 42 %"));
    CHECK_FALSE(any_says(report.actions, "Longest first"));
}

TEST_CASE("a run that was only predicted is advised about") {
    advice_input input;
    input.as_run = predicted({{1, 60}, {2, 31}, {4, 20}, {8, 20}, {50, 20}}, 5, 0.05);
    const auto report = make_advice(input);
    CHECK(report.usable_workers == 5);
    CHECK(report.chosen.workers == 4);
    CHECK(report.chosen.predicted);
    CHECK(why_not(report, 50) == "50 workers: 5 items, so 45 never get one");
    for (const auto& one : report.candidates) CHECK(one.workers <= 5);
}

TEST_CASE("never more workers than dependencies and rate limit let run") {
    auto input = about({{1, 100}, {2, 51}, {4, 26}, {8, 14}, {16, 9}, {32, 6}});
    input.dag_width = 6;
    auto report = make_advice(input);
    CHECK(report.chosen.workers == 6);
    CHECK(report.chosen.shown_by == 8);
    CHECK(report.cap == width_cap::dag);
    CHECK(why_not(report, 32) == "32 workers: at most 6 items can run at once, so 26 always wait");
    input.rate_limit_width = 3.2;
    report = make_advice(input);
    CHECK(report.chosen.workers == 4);  // the fourth still finds something to do
    CHECK(report.cap == width_cap::rate_limit);
    CHECK(why_not(report, 32) == "32 workers: the rate limit binds at 4: more only wait for it");
    CHECK_FALSE(report.wrong_baseline);
}

TEST_CASE("an efficiency above 100 % is said as a wrong baseline, not advised upon") {
    const auto report = make_advice(about({{1, 100}, {2, 40}, {4, 20}, {8, 19}}));
    CHECK(report.wrong_baseline);
    CHECK(any_says(report.warnings, "2 workers at an efficiency of 125 %"));
    CHECK_FALSE(answer_to(report, objective::efficient)->workers);
    CHECK_FALSE(answer_to(report, objective::next_worker_pays)->workers);
    CHECK(answer_to(report, objective::efficient)->reason.find("1 worker") != std::string::npos);
    CHECK(report.chosen.workers == 8);  // 20 s is 5.3 % more: times stand by themselves
    CHECK(report.chosen.reason.find("baseline is wrong") != std::string::npos);
    CHECK(any_says(report.actions, "Measure 1 worker again"));
    // Within the noise it is none.
    CHECK_FALSE(make_advice(about({{1, 100}, {2, 49}, {4, 26}})).wrong_baseline);
    CHECK_FALSE(make_advice(about(repeated({{1, 100}, {2, 46}, {4, 26}}, 0.08))).wrong_baseline);
}

TEST_CASE("a time below the bounds of the work is a wrong baseline too") {
    auto input = about({{1, 100}, {4, 26}});
    input.work_s = 100;
    input.span_s = 40;
    const auto report = make_advice(input);
    CHECK(report.wrong_baseline);
    CHECK(any_says(report.warnings, "less than the 40.0 s that no schedule of this work can beat"));
}

TEST_CASE("the cheapest by a deadline") {
    auto input = about({{1, 100}, {2, 52}, {4, 30}, {8, 25}});
    for (auto& point : input.curve.points) point.cost = 0.01;
    input.asked = objective::cheapest_by_deadline;
    input.deadline_s = 60;
    CHECK(make_advice(input).chosen.workers == 2);  // all cost the same: fewest in time
    input.host_cost_per_hour = 3.6;                 // a machine paid by the second: the shortest is the cheapest
    CHECK(make_advice(input).chosen.workers == 8);
    input.deadline_s = 20;
    auto report = make_advice(input);
    CHECK_FALSE(report.chosen.workers);
    CHECK(report.chosen.reason == "No worker count takes at most 20.0 s: the shortest time is 25.0 s, with 8 workers.");
    input.host_cost_per_hour = std::nullopt;
    for (auto& point : input.curve.points) point.cost = std::nullopt;
    input.deadline_s = 60;
    report = make_advice(input);
    CHECK_FALSE(report.chosen.workers);
    CHECK(report.chosen.reason.find("fewest workers in time are 2 workers") != std::string::npos);
    input.deadline_s = std::nullopt;
    CHECK(make_advice(input).chosen.reason == "No deadline was given.");
}

TEST_CASE("the most throughput within a latency") {
    auto input = about({{1, 100}, {2, 52}, {4, 30}, {8, 25}});
    input.asked = objective::throughput_within_latency;
    input.latency_name = "time to first token p95";
    input.latencies = {{1, 0.2, {}, {}}, {2, 0.3, {}, {}}, {4, 0.5, 0.4, 0.7}, {8, 1.5, {}, {}}};
    input.latency_target_s = 0.6;
    auto report = make_advice(input);
    CHECK(report.chosen.workers == 4);
    REQUIRE(report.chosen.range);  // its interval reaches beyond the target
    CHECK(*report.chosen.range == worker_range{1, 4});
    CHECK(report.chosen.reason.find("3.33 items/s") != std::string::npos);
    input.latency_target_s = 0.1;
    report = make_advice(input);
    CHECK_FALSE(report.chosen.workers);
    CHECK(report.chosen.reason.find("the least is 200 ms, with 1 worker") != std::string::npos);
    input.latencies.clear();
    CHECK(make_advice(input).chosen.reason == "No time to first token p95 is known of any worker count.");
}

TEST_CASE("little or nothing to go by gives clear words") {
    auto report = make_advice({});
    CHECK_FALSE(report.chosen.workers);
    CHECK(report.chosen.reason == "No worker count has a time, measured or predicted.");
    CHECK(to_json(report)["workers"].is_null());
    CHECK_FALSE(describe_advice(report).empty());

    report = make_advice(about({{4, 10}}));
    CHECK(report.chosen.workers == 4);
    CHECK(any_says(report.actions, "Measure more worker counts"));
    CHECK(report.not_worth.empty());

    advice_input zero = about({{1, 10}, {2, 5}}, 0);
    zero.curve.points[1].time_s.value = 0;
    report = make_advice(zero);
    CHECK(report.chosen.workers == 1);
    CHECK(any_says(report.warnings, "2 workers: no time"));

    advice_input refused;
    refused.as_run = curve_prediction{};
    refused.as_run->not_predictable = "there is no trial at 1 worker";
    CHECK(make_advice(refused).chosen.reason.find("there is no trial at 1 worker") != std::string::npos);

    auto odd = about({{2, 50}, {4, 30}});  // no single worker: counted from 2
    report = make_advice(odd);
    CHECK(answer_to(report, objective::efficient)->workers == 4);
    CHECK(answer_to(report, objective::efficient)->reason.find("against 2 workers") != std::string::npos);

    auto limited = about({{20, 50}, {40, 45}});  // measured only beyond the rate limit's width
    limited.rate_limit_width = 5;
    report = make_advice(limited);
    CHECK(report.chosen.workers == 5);
    CHECK(report.chosen.shown_by == 20);
    CHECK(answer_to(report, objective::next_worker_pays)->workers == 5);
}
