#include "engine/advice/predicted_rates.h"

#include <algorithm>
#include <set>

#include "engine/prediction/sequential_basis.h"

namespace sweeplab {
namespace {

constexpr int counts_shown[] = {1, 2, 4, 8, 10, 16, 20, 32, 50, 64, 100};
constexpr std::size_t most_items_replayed = 200'000;  // over all counts: what stays below the blink of an eye

// The usual counts, and the one beyond which no worker gets an item.
std::set<int> counts_to_add(const rate_safety& safety, const scaling_curve& curve, std::size_t items) {
    const int widest = curve.usable_workers.value_or(static_cast<int>(items));
    std::set<int> counts;
    for (const int workers : counts_shown)
        if (workers <= widest) counts.insert(workers);
    if (widest <= counts_shown[std::size(counts_shown) - 1]) counts.insert(widest);
    for (const auto& measured : safety.points) counts.erase(measured.workers);
    return counts;
}

}  // namespace

void add_predicted_rates(rate_safety& safety, const run_record& run, const scaling_curve& curve,
                         const std::optional<curve_prediction>& replay) {
    const bool limited = safety.tier.requests_per_minute || safety.tier.tokens_per_minute;
    if (!limited || safety.points.empty() || !replay || !replay->not_predictable.empty()) return;
    const auto basis = read_sequential_basis(run);
    if (!basis) return;
    const auto counts = counts_to_add(safety, curve, basis->items.size());
    if (counts.size() * basis->items.size() > most_items_replayed) return;
    replay_settings settings;
    settings.order = basis->carried_out;
    settings.overhead_ns = basis->overhead_ns;
    settings.inflation = replay->fit ? replay->fit->inflation : 0;
    for (const int workers : counts) {
        settings.workers = workers;
        add_replayed(safety, workers, basis->items, sweeplab::replay(basis->items, settings));
    }
}

}  // namespace sweeplab
