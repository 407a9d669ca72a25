// Runs to compare: three repeats at each worker count, times a factor.
#pragma once

#include <memory>

#include "tests/engine/analysis/made_up_runs.h"
#include "widgets/bridge/run_library.h"

namespace sweeplab::test {

inline loaded_run_ptr loaded_as(run_record record, std::int64_t id, const std::string& name) {
    record.summary.id.value = id;
    record.summary.name = name;
    record.summary.started_at = 1'700'000'000'000 + id * 60'000;
    auto run = std::make_shared<loaded_run>();
    run->curve = make_scaling_curve(record);
    run->record = std::move(record);
    return run;
}

// 12 s over the workers, times `factor`; the repeats are 1 % apart.
inline run_record measured(double factor, const std::vector<int>& workers = {1, 2, 4}, int repeats = 3, int items = 12) {
    std::vector<std::pair<int, double>> times;
    for (int repeat = 0; repeat < repeats; ++repeat)
        for (const int count : workers) times.emplace_back(count, factor * 12 / count * (1 + 0.01 * (repeat - 1)));
    return made_up_run(times, items);
}

}  // namespace sweeplab::test
