#include "engine/analysis/trial_sums.h"

namespace sweeplab {
namespace {

// Over the attempts that succeeded; unknown when any of them lacks the measure.
std::optional<std::int64_t> sum_of(const trial& value, measure which) {
    std::optional<std::int64_t> sum;
    for (const auto& span : value.attempts) {
        if (span.state != attempt_state::succeeded) continue;
        const auto one = span.measured.get(which);
        if (!one) return std::nullopt;
        sum = sum.value_or(0) + *one;
    }
    return sum;
}

}  // namespace

trial_sums sums_of(const trial& value) {
    trial_sums sums{value.output_tokens, value.cost, value.result_count};
    if (!sums.output_tokens) sums.output_tokens = sum_of(value, measure::output_tokens);
    if (!sums.result_count) sums.result_count = sum_of(value, measure::result_count);
    if (!sums.cost)
        if (const auto nano = sum_of(value, measure::cost_nano)) sums.cost = static_cast<double>(*nano) * 1e-9;
    return sums;
}

}  // namespace sweeplab
