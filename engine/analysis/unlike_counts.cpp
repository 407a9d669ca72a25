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

bool is_a_tools(const run_record& run) { return run.plan.is_object() && run.plan.contains("imported"); }

bool measured_elsewhere(const run_record& run) { return is_a_tools(run) || run.summary.kind == "imported"; }

}  // namespace

std::optional<int> common_items(const run_record& run) {
    if (!measured_elsewhere(run)) return std::nullopt;
    const auto range = jobs_of(run);
    return range.least == range.most ? std::nullopt : std::optional(range.most);
}

std::optional<int> common_items(const run_record& a, const run_record& b) {
    if (!measured_elsewhere(a) || !measured_elsewhere(b)) return std::nullopt;
    const auto of_a = jobs_of(a), of_b = jobs_of(b);
    if (of_a.most == 0 || of_b.most == 0) return std::nullopt;  // not known of one: then there is no common number
    const int most = std::max(of_a.most, of_b.most);
    return std::min(of_a.least, of_b.least) == most ? std::nullopt : std::optional(most);
}

double share_of(const trial& value, const std::optional<int>& common) {
    return common && value.jobs > 0 ? static_cast<double>(*common) / value.jobs : 1;
}

std::string common_items_in_words(const run_record& run) {
    if (!common_items(run)) return {};
    const auto range = jobs_of(run);
    const auto* things = is_a_tools(run) ? "requests" : "items";
    return fmt::format(
        "The trials did different numbers of {0} ({1} to {2}): the times shown are those that {2} {0} take at the rate that "
        "was measured, so that they compare.",
        things, range.least, range.most);
}

}  // namespace sweeplab
