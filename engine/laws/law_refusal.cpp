#include "engine/laws/law_refusal.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double no_pattern = 1e-6;  // relative: what rounding of times leaves is none

// The worker count at which the largest known share is above the limit.
void add_share(const law_input& input, std::optional<double> law_observation::*share, std::string_view what,
               std::vector<std::string>& reasons) {
    const law_observation* worst = nullptr;
    for (const auto& one : input.observations)
        if (one.*share && *(one.*share) > most_bound_share && (!worst || *(one.*share) > *(worst->*share))) worst = &one;
    if (worst)
        reasons.push_back(fmt::format("at {} {} {} of the worker-seconds, which is a bound and no contention",
                                      workers_in_words(worst->workers), what, percent_in_words(*(worst->*share))));
}

// Beyond some size an error is only enormous.
std::string missed_by(double share) { return share < 10 ? percent_in_words(share) : "more than 1000 %"; }

std::string too_few_counts(const law_points& measured, const law_input& input, int needed) {
    const auto there = static_cast<long long>(measured.points.size());
    const bool capped = std::any_of(input.observations.begin(), input.observations.end(), [&](const auto& one) {
        return input.usable_workers && one.workers > *input.usable_workers;
    });
    const auto cap = capped ? fmt::format(" up to the {} that get an item", *input.usable_workers) : std::string{};
    return fmt::format("needs {} different worker counts, and there {} {}{}", needed, there == 1 ? "is" : "are", there, cap);
}

}  // namespace

std::optional<std::string> reasons_to_refuse(const law_points& measured, const law_input& input, const law_fit& fit,
                                             int needed_counts) {
    if (measured.fault) return measured.fault;
    std::vector<std::string> reasons;
    const bool enough = static_cast<int>(measured.points.size()) >= needed_counts;
    if (!enough) reasons.push_back(too_few_counts(measured, input, needed_counts));
    else if (!fit.baseline_s) reasons.push_back("no values of its parameters fit best");
    if (measured.all_times_equal && input.observations.size() > 1)
        reasons.push_back("all times are equal, which needs no law");
    add_share(input, &law_observation::rate_limit_share, "the rate limit holds up", reasons);
    add_share(input, &law_observation::tail_share, "idle tails are", reasons);
    if (input.failed_trials > 0)
        reasons.push_back(counted(input.failed_trials, "trial", "trials") + " failed or came to no end");
    if (input.mixed_items) reasons.push_back("the worker counts did not do the same items");
    if (fit.leave_one_out && !(*fit.leave_one_out <= most_left_out_error))
        reasons.push_back(fmt::format("worker counts left out of the fit are missed by {} (allowed: {}), most at {}",
                                      missed_by(*fit.leave_one_out), percent_in_words(most_left_out_error),
                                      workers_in_words(*fit.worst_left_out)));
    const auto spread = measured.repeat_sd();
    if (measured.within_dof >= least_repeat_dof && fit.residual_pattern && *fit.residual_pattern > no_pattern &&
        *fit.residual_pattern > most_residual_pattern * *spread)
        reasons.push_back(fmt::format("the fit misses the worker counts by {}, more than twice what repeats differ by ({})",
                                      percent_in_words(*fit.residual_pattern), percent_in_words(*spread)));
    return reasons.empty() ? std::nullopt : std::optional(join(reasons, "; "));
}

}  // namespace sweeplab
