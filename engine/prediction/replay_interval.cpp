#include "engine/prediction/replay_interval.h"

#include <algorithm>
#include <cmath>

#include "engine/foundation/clock.h"
#include "engine/foundation/random.h"

namespace sweeplab {
namespace {

constexpr std::uint64_t seed = 1;
constexpr double shortest_share = 0.01;  // of its service that is left of an item, whatever is drawn

// Fewer where there is much to replay, which averages the noise out as well.
int draws_for(std::size_t items, std::size_t settings, int most_draws) {
    const double affordable = 4e6 / static_cast<double>(std::max<std::size_t>(items * settings, 1));
    for (const int draws : {most_draws_of_an_interval, 199, 99, 39})
        if (draws <= affordable && draws <= most_draws) return draws;
    return least_draws_of_an_interval;
}

std::vector<replay_item> drawn(const std::vector<replay_item>& items, const std::vector<double>& residuals,
                               random_source& random) {
    auto others = items;
    for (auto& one : others) {
        const double factor = std::max(1 + residuals[random.below(residuals.size())], shortest_share);
        one.service_ns = std::llround(static_cast<double>(one.service_ns) * factor);
    }
    return others;
}

}  // namespace

std::vector<replay_range> replay_ranges(const std::vector<replay_item>& items, const std::vector<replay_settings>& settings,
                                        const std::vector<double>& residuals, int most_draws) {
    const int draws = draws_for(items.size(), settings.size(), most_draws);
    std::vector<std::vector<double>> times(settings.size());
    random_source random(seed);
    for (int draw = 0; draw < draws; ++draw) {
        const auto others = drawn(items, residuals, random);
        for (std::size_t i = 0; i < settings.size(); ++i)
            times[i].push_back(to_seconds(duration(replay(others, settings[i]).makespan_ns)));
    }
    std::vector<replay_range> ranges;
    const auto beyond = static_cast<std::size_t>(std::lround((draws + 1) * (1 - replay_confidence) / 2));
    for (auto& of_one : times) {
        std::sort(of_one.begin(), of_one.end());
        ranges.push_back({of_one[beyond - 1], of_one[of_one.size() - beyond]});
    }
    return ranges;
}

}  // namespace sweeplab
