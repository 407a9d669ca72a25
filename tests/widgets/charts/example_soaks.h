// Soaks that are known: made by hand, so that everything that is drawn of them can be checked.
#pragma once

#include "tests/engine/analysis/made_up_runs.h"
#include "tests/widgets/charts/example_figures.h"

namespace sweeplab::examples {

inline constexpr std::int64_t soak_second = 1'000'000'000;
inline constexpr std::int64_t soak_mb = 1'000'000;

// 200 gaps of 20 ms and 10 of 80 ms, 25 % of a processor; memory of 100 MB that grows by 36 MB an hour, a gauge of 4 and a
// counter that grows by 3 a second.
inline soak_sample soak_sample_at(std::int64_t at_s, std::int64_t every_s) {
    soak_sample sample;
    sample.at_ns = at_s * soak_second;
    sample.length_ns = at_s == 0 ? 0 : every_s * soak_second;
    sample.used.set(resource::process_count, 1);
    sample.used.set(resource::process_memory, 100 * soak_mb + at_s * soak_mb / 100);
    sample.series = {4.0, 100 + 3.0 * static_cast<double>(at_s)};
    if (at_s == 0) return sample;
    sample.gaps.add(20 * soak_mb, 200);
    sample.gaps.add(80 * soak_mb, 10);
    sample.jitter.add(2 * soak_mb, 200);
    sample.chunks = 210;
    sample.requests = 2;
    sample.used.set(resource::process_cpu, 250);
    return sample;
}

inline trial soak_trial_of(int workers, std::int64_t seconds, std::int64_t every_s = 5, int repeat = 1) {
    auto one = test::made_up_trial(workers, static_cast<double>(seconds), repeat, workers);
    one.id = trial_id{workers * 100 + repeat};
    one.started_at = 1'000'000;
    for (std::int64_t at = 0; at <= seconds; at += every_s) one.soak.push_back(soak_sample_at(at, every_s));
    return one;
}

inline nlohmann::json soak_plan(double duration_s = 3600) {
    return {{"sweeplab", 1},
            {"workload",
             {{"kind", "soak"},
              {"duration_s", duration_s},
              {"every_s", 5},
              {"settle_s", 60},
              {"service", {{"pid", 4711}}},
              {"metrics", {{"url", "http://127.0.0.1:1/metrics"}, {"series", {"open_streams", "answered_total"}}}}}},
            {"sweep", {{"workers", {2}}}}};
}

inline run_record soak_run(std::vector<trial> trials, double duration_s = 3600) {
    auto run = test::made_up_run({}, 2);
    run.summary.kind = "soak";
    run.plan = soak_plan(duration_s);
    run.trials = std::move(trials);
    return run;
}

inline figure_report soak_figures(std::vector<trial> trials, double duration_s = 3600) {
    return make_figure_report(soak_run(std::move(trials), duration_s));
}

}  // namespace sweeplab::examples
