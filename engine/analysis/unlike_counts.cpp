#include "engine/analysis/unlike_counts.h"

#include <algorithm>

#include <fmt/format.h>

namespace sweeplab {
namespace {

struct job_range {
    int least = 0;
    int most = 0;
};

job_range jobs_of(const run_record& run) {
    job_range range;
    for (const auto& one : run.trials) {
        if (!one.counts()) continue;
        range.least = range.most == 0 ? one.jobs : std::min(range.least, one.jobs);
        range.most = std::max(range.most, one.jobs);
        if (one.jobs <= 0) return {};
    }
    return range;
}

}  // namespace

std::optional<int> common_items(const run_record& run) {
    if (!run.plan.is_object() || !run.plan.contains("imported")) return std::nullopt;
    const auto range = jobs_of(run);
    return range.least == range.most ? std::nullopt : std::optional(range.most);
}

std::string common_items_in_words(const run_record& run) {
    if (!common_items(run)) return {};
    const auto range = jobs_of(run);
    return fmt::format(
        "The trials did different numbers of requests ({} to {}): the times shown are those that {} requests take at the "
        "rate "
        "that was measured, so that they compare.",
        range.least, range.most, range.most);
}

}  // namespace sweeplab
