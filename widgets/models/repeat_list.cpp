#include "widgets/models/repeat_list.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/analysis/point_trust.h"

namespace sweeplab {

std::vector<listed_repeat> repeats_of(const run_record& run, std::optional<int> workers) {
    std::vector<listed_repeat> repeats;
    std::map<int, std::vector<double>> counted;
    for (const trial& one : run.trials) {
        if (!one.could_count() || (workers && one.workers != *workers)) continue;
        const double time_s = to_seconds(duration(*one.time_ns));
        repeats.push_back({one.id, one.workers, one.repeat, time_s, false, one.excluded});
        if (one.counts() && time_s > 0) counted[one.workers].push_back(time_s);
    }
    for (auto& [count, times] : counted) times = outliers_of(times);
    for (listed_repeat& one : repeats)
        one.outlier =
            one.excluded.empty() && std::ranges::find(counted[one.workers], one.time_s) != counted[one.workers].end();
    std::ranges::stable_sort(
        repeats, [](const auto& a, const auto& b) { return std::tie(a.workers, a.repeat) < std::tie(b.workers, b.repeat); });
    return repeats;
}

}  // namespace sweeplab
