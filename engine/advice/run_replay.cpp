#include "engine/advice/run_replay.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/prediction/sequential_basis.h"

namespace sweeplab {
namespace {

constexpr int widest_asked = 64;                    // every count up to here, where there are few items
constexpr std::size_t most_items_replayed = 5'000;  // in one pass over all counts: what stays below the blink of an eye

std::optional<int> middle_of_stored(const run_record& run, const std::vector<prediction>& stored) {
    for (const auto& made : stored)
        for (const auto& input : made.input_trials)
            for (const auto& one : run.trials)
                if (one.id == input && one.workers > 1 && one.counts()) return one.workers;
    return std::nullopt;
}

// The one nearest to the middle in the logarithm; counts beyond the usable width only when there is no other.
std::optional<int> middle_of(const run_record& run, const scaling_curve& curve, const std::vector<prediction>& stored) {
    if (const auto middle = middle_of_stored(run, stored)) return middle;
    std::vector<int> counts;
    for (const auto& point : curve.points)
        if (point.workers > 1) counts.push_back(point.workers);
    // From a single further count nothing could be told of how good the prediction is.
    if (counts.size() < 2) return std::nullopt;
    // Beyond the usable width nothing more is under way at once than at the width.
    const int width = curve.usable_workers.value_or(counts.back());
    if (counts.front() <= width) std::erase_if(counts, [&](int workers) { return workers > width; });
    const double wanted = std::log(std::min(counts.back(), width)) / 2;
    return *std::ranges::min_element(counts, {}, [&](int workers) { return std::abs(std::log(workers) - wanted); });
}

std::vector<int> counts_to_replay(const run_record& run, const scaling_curve& curve) {
    std::set<int> counts;
    for (const auto& point : curve.points)
        if (point.workers <= most_workers) counts.insert(point.workers);
    const auto items = std::max<std::size_t>(run.items.size(), 1);
    const auto affordable = std::max(most_items_replayed / items, counts.size());
    const int widest = std::min({widest_asked, static_cast<int>(std::min<std::size_t>(items, widest_asked)),
                                 curve.usable_workers.value_or(widest_asked)});
    // The small counts are those that are asked for; between the large ones little changes.
    for (int workers = 1; workers <= widest && counts.size() < affordable; ++workers) counts.insert(workers);
    return {counts.begin(), counts.end()};
}

// As many draws as stay quick. Of very many items none: their noise averages out.
int draws_for(std::size_t items_replayed) {
    constexpr std::size_t affordable = 150'000;
    const auto draws = affordable / std::max<std::size_t>(items_replayed, 1);
    return draws < least_draws_of_an_interval ? 0
                                              : static_cast<int>(std::min<std::size_t>(draws, most_draws_of_an_interval));
}

}  // namespace

run_replays replay_run(const run_record& run, const scaling_curve& curve, const std::vector<prediction>& stored) {
    prediction_request request;
    request.workers = counts_to_replay(run, curve);
    request.middle = middle_of(run, curve, stored);
    run_replays replays;
    const auto basis = read_sequential_basis(run);
    if (basis) request.order = basis->carried_out;
    request.most_draws = draws_for(run.items.size() * request.workers.size());
    auto as_run = predict_run(run, request);
    if (!as_run) return replays;
    replays.as_run = std::move(*as_run);
    if (!replays.as_run->not_predictable.empty() || request.order == item_order::longest_first) return replays;
    request.order = item_order::longest_first;
    request.fit = replays.as_run->fit;
    request.most_draws = 0;  // what another order would bring is no candidate, only its time is looked at
    if (auto longest = predict_run(run, request)) replays.longest_first = std::move(*longest);
    return replays;
}

}  // namespace sweeplab
