#include "engine/targets/change.h"

#include <algorithm>

#include "engine/analysis/statistics.h"

namespace sweeplab {
namespace {

log_group group_of(const std::vector<double>& values) {
    const bool positive = std::all_of(values.begin(), values.end(), [](double value) { return value > 0; });
    return positive ? make_log_group(values) : log_group{};
}

log_spread spread_of(const target_figure& figure, reading_question asked, const run_facts& run, const run_facts& baseline) {
    std::vector<log_group> groups;
    for (const auto* facts : {&run, &baseline})
        for (const int workers : facts->worker_counts()) {
            asked.workers = workers;
            const auto group = group_of(figure.read(*facts, asked).per_trial);
            if (group.count > 0) groups.push_back(group);
        }
    return pool(groups);
}

}  // namespace

figure_change change_of(const target_figure& figure, const reading_question& asked, const run_facts& run,
                        const run_facts& baseline) {
    if (run.is_soak() != baseline.is_soak()) {
        figure_change none;
        none.why_pending = "one of the two is a soak and the other is not: the figure is defined otherwise";
        return none;
    }
    figure_change change{figure.read(run, asked), figure.read(baseline, asked), {}, {}, {}, {}};
    const auto &here = change.here, &there = change.baseline;
    if (!here.value) change.why_pending = here.why_pending;
    else if (!there.value) change.why_pending = "of the baseline: " + there.why_pending;
    else if (*there.value <= 0) change.why_pending = "the baseline's value is not above 0";
    else if (figure.is_growth() && !(there.lo && *there.lo > 0)) change.why_pending = "the baseline does not surely grow";
    if (!change.why_pending.empty()) return change;
    const double ratio = *here.value / *there.value;
    const auto in_percent = [](double factor) { return (factor - 1) * 100; };
    change.percent = in_percent(ratio);
    if (figure.is_growth()) return change;
    // The values shown may be of all trials together; how far repeats scatter around them their own values tell.
    const auto above = group_of(here.per_trial), below = group_of(there.per_trial);
    if (above.count < 2 || below.count < 2) return change;
    const auto of_means = ratio_of_means(above, below, spread_of(figure, asked, run, baseline));
    if (of_means.lo) change.lo = in_percent(ratio * *of_means.lo / of_means.value);
    if (of_means.hi) change.hi = in_percent(ratio * *of_means.hi / of_means.value);
    return change;
}

}  // namespace sweeplab
