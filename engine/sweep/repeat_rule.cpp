#include "engine/sweep/repeat_rule.h"

#include <algorithm>

#include "engine/analysis/statistics.h"

namespace sweeplab {

void repeat_rule::add(const trial& measured) {
    if (!measured.counts() || *measured.time_ns <= 0) return;
    const double seconds = to_seconds(duration(*measured.time_ns));
    times_s_[measured.workers].push_back(seconds);
    taken_s_ += seconds;
}

std::optional<double> repeat_rule::half_width() const {
    std::vector<log_group> groups;
    for (const auto& [workers, times] : times_s_) groups.push_back(make_log_group(times));
    const auto spread = pool(groups);
    std::optional<double> widest;
    for (const auto& group : groups) {
        const auto mean = geometric_mean(group, spread);
        if (!mean.hi || !mean.lo) return std::nullopt;
        const double half = std::max(*mean.hi / mean.value, mean.value / *mean.lo) - 1;
        widest = std::max(widest.value_or(0), half);
    }
    return widest;
}

bool repeat_rule::enough(int rounds) const {
    if (rounds < rule_.at_least) return false;
    if (rule_.budget_s && taken_s_ >= *rule_.budget_s) return true;
    const bool all_there = std::all_of(times_s_.begin(), times_s_.end(), [this](const auto& entry) {
        return static_cast<int>(entry.second.size()) >= rule_.at_least;
    });
    if (!all_there) return false;
    const auto half = half_width();
    return half && *half * 100 <= rule_.half_width_pct;
}

}  // namespace sweeplab
