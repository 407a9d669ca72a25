// A load in phases that is known: made by hand, so that everything that is drawn of it can be checked.
#pragma once

#include "engine/analysis/load_course.h"
#include "tests/engine/analysis/made_up_runs.h"
#include "tests/widgets/charts/example_figures.h"

namespace sweeplab::examples {

inline constexpr std::int64_t load_second = 1'000'000'000;

// 20 requests in ten seconds, then 500 in five.
inline std::vector<planned_phase> quiet_and_busy() {
    return {{"quiet", 2, 0, 10 * load_second, 20}, {"busy", 100, 10 * load_second, 15 * load_second, 500}};
}

inline std::int64_t due_of(int item) {
    return item < 20 ? item * load_second / 2 : 10 * load_second + (item - 20) * load_second / 100;
}

// The first `items` requests, answered 40 ms after they were due.
inline trial load_trial_of(int workers, int repeat = 1, int items = 520) {
    auto one = test::made_up_trial(workers, 15.04, repeat, 520);
    for (int item = 0; item < items; ++item) {
        attempt span;
        span.item = item;
        span.state = attempt_state::succeeded;
        span.start_ns = due_of(item);
        span.end_ns = span.start_ns + load_second / 25;
        span.measured.set(measure::phase, item < 20 ? 0 : 1);
        span.measured.set(measure::due_at, due_of(item));
        span.measured.set(measure::sent_at, span.start_ns);
        one.attempts.push_back(span);
    }
    one.decisions = {{2 * load_second, workers, workers, "workers were busy 68 % of their time, about 70 %"},
                     {11 * load_second, workers, workers + 3, "workers were busy 96 % of their time, above 70 %"},
                     {13 * load_second, workers + 3, workers + 1, "workers were busy 20 % of their time, below 70 %"}};
    return one;
}

// Given up after 12.04 s.
inline trial stopped_load(int workers, int repeat = 1) {
    auto one = load_trial_of(workers, repeat, 221);
    one.decisions.pop_back();
    one.state = trial_state::failed;
    one.time_ns.reset();
    one.message = "over-saturated: 108 were waiting when it was ended after 12.04 s";
    return one;
}

inline figure_report load_figures(std::vector<trial> trials) {
    auto run = test::made_up_run({}, 520);
    run.summary.kind = "phases";
    run.trials = std::move(trials);
    figure_report report;
    report.phases = make_phase_report(run, quiet_and_busy());
    report.load = make_load_report(run, quiet_and_busy());
    return report;
}

}  // namespace sweeplab::examples
