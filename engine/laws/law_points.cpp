#include "engine/laws/law_points.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

std::optional<std::string> fault_of(const law_input& input) {
    if (input.observations.empty()) return "nothing was measured";
    if (input.usable_workers && *input.usable_workers < 1)
        return fmt::format("{} usable workers are no worker count", *input.usable_workers);
    for (const auto& one : input.observations) {
        if (one.workers < 1) return fmt::format("{} workers are no worker count", one.workers);
        if (!std::isfinite(one.time_s))
            return fmt::format("a time at {} is no finite number", workers_in_words(one.workers));
        if (one.time_s <= 0) return fmt::format("a time at {} is not more than 0 s", workers_in_words(one.workers));
    }
    return std::nullopt;
}

std::map<int, std::vector<double>> by_effective_count(const law_input& input) {
    std::map<int, std::vector<double>> times;
    for (const auto& one : input.observations)
        times[std::min(one.workers, input.usable_workers.value_or(one.workers))].push_back(one.time_s);
    return times;
}

}  // namespace

std::optional<double> law_points::repeat_sd() const {
    return within_dof > 0 ? std::optional(std::sqrt(within / within_dof)) : std::nullopt;
}

law_points gather_points(const law_input& input) {
    law_points gathered;
    gathered.fault = fault_of(input);
    if (gathered.fault) return gathered;
    const auto times = by_effective_count(input);
    const auto first = input.observations.front().time_s;
    gathered.all_times_equal = std::all_of(input.observations.begin(), input.observations.end(),
                                           [&](const law_observation& one) { return one.time_s == first; });
    for (const auto& [workers, repeats] : times) {
        ln_point point;
        point.n = static_cast<double>(workers) / times.begin()->first;
        point.weight = static_cast<double>(repeats.size());
        double sum = 0;
        for (const double time : repeats) {
            gathered.ln_works.push_back(std::log(time) + std::log(point.n));
            sum += gathered.ln_works.back();
        }
        point.ln_work = sum / point.weight;
        for (auto one = gathered.ln_works.end() - static_cast<std::ptrdiff_t>(repeats.size());
             one != gathered.ln_works.end(); ++one)
            gathered.within += (*one - point.ln_work) * (*one - point.ln_work);
        gathered.within_dof += static_cast<int>(repeats.size()) - 1;
        gathered.points.push_back(point);
        gathered.workers.push_back(workers);
    }
    return gathered;
}

}  // namespace sweeplab
