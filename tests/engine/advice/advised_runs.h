// Curves and predictions to ask advice about.
#pragma once

#include <cmath>
#include <utility>
#include <vector>

#include "engine/advice/advice.h"
#include "engine/prediction/replay.h"
#include "tests/engine/analysis/made_up_runs.h"

namespace sweeplab::test {

inline advice_input about(const std::vector<std::pair<int, double>>& times, int items = 100) {
    advice_input input;
    input.curve = make_scaling_curve(made_up_run(times, items));
    return input;
}

inline advice_input about_the_published_benchmark() {
    advice_input input;
    input.curve = make_scaling_curve(published_benchmark());
    return input;
}

// Three repeats at each count, `spread` apart in ln T.
inline std::vector<std::pair<int, double>> repeated(const std::vector<std::pair<int, double>>& times, double spread) {
    std::vector<std::pair<int, double>> all;
    for (const auto& [workers, seconds] : times)
        for (const double step : {-spread, 0.0, spread}) all.emplace_back(workers, seconds * std::exp(step));
    return all;
}

inline curve_prediction predicted(const std::vector<std::pair<int, double>>& times, int items, double noise = 0) {
    curve_prediction curve;
    curve.items = items;
    for (const auto& [workers, seconds] : times) {
        prediction made;
        made.workers = workers;
        made.time_s = seconds;
        if (noise > 0) {
            made.lo = seconds * std::exp(-noise);
            made.hi = seconds * std::exp(noise);
        }
        curve.points.push_back(made);
    }
    return curve;
}

inline curve_prediction replayed(const std::vector<replay_item>& items, const std::vector<int>& workers, item_order order) {
    std::vector<std::pair<int, double>> times;
    for (const int count : workers) {
        replay_settings settings;
        settings.workers = count;
        settings.order = order;
        times.emplace_back(count, static_cast<double>(replay(items, settings).makespan_ns) / 1e9);
    }
    return predicted(times, static_cast<int>(items.size()));
}

inline const objective_advice* answer_to(const advice_report& report, objective which) {
    for (const auto& one : report.objectives)
        if (one.which == which) return &one;
    return nullptr;
}

inline bool any_says(const std::vector<std::string>& lines, std::string_view words) {
    for (const auto& line : lines)
        if (line.find(words) != std::string::npos) return true;
    return false;
}

inline std::string why_not(const advice_report& report, int workers) {
    for (const auto& one : report.not_worth)
        if (one.workers == workers) return one.why;
    return {};
}

}  // namespace sweeplab::test
