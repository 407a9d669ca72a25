// Runs put together by hand for tests of the analysis.
#pragma once

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "engine/foundation/text.h"
#include "engine/model/run.h"

namespace sweeplab::test {

inline trial made_up_trial(int workers, double seconds, int repeat = 1, int jobs = 12) {
    trial one;
    one.workers = one.slots = workers;
    one.repeat = repeat;
    one.state = trial_state::complete;
    one.time_ns = from_seconds(seconds).count();
    one.jobs = jobs;
    return one;
}

// One trial for each pair of worker count and seconds, in this order.
inline run_record made_up_run(const std::vector<std::pair<int, double>>& times, int items = 12) {
    run_record run;
    run.summary.id.value = 1;
    run.summary.name = "made up";
    run.summary.state = run_state::complete;
    run.summary.workload = "sleep";
    run.host.name = "desk";
    for (int i = 0; i < items; ++i) run.items.push_back({std::to_string(i), "text"});
    for (const auto& [workers, seconds] : times) {
        int repeat = 1;
        for (const auto& earlier : run.trials) repeat += earlier.workers == workers ? 1 : 0;
        run.trials.push_back(made_up_trial(workers, seconds, repeat, items));
        run.trials.back().position = static_cast<int>(run.trials.size()) - 1;
        if (repeat == 1) run.summary.workers.push_back(workers);
    }
    return run;
}

// The published table that this kind of chart started from: 12 chunks, one trial at each worker count.
inline run_record published_benchmark() {
    std::vector<std::pair<int, double>> times;
    std::vector<std::string> lines;
    std::ifstream file(SWEEPLAB_SOURCE_DIR "/tests/fixtures/published/worker_benchmark.csv");
    for (std::string line; std::getline(file, line);) {
        const auto cells = split(line, ',');
        if (line.starts_with('#') || line.starts_with("workers") || cells.size() < 2) continue;
        times.emplace_back(std::stoi(std::string(cells[0])), std::stod(std::string(cells[1])));
        lines.push_back(line);
    }
    auto run = made_up_run(times);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto cells = split(lines[i], ',');
        run.trials[i].cost = std::stod(std::string(cells[5]));
        run.trials[i].result_count = std::stoll(std::string(cells[6]));
    }
    return run;
}

}  // namespace sweeplab::test
