#include "engine/prediction/simple_baselines.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {

simple_curves::simple_curves(double sequential_s, double longest_s, int usable_workers, std::optional<measured_point> middle)
    : sequential_s_(sequential_s), longest_s_(longest_s), usable_workers_(std::max(usable_workers, 1)) {
    if (!middle || sequential_s <= 0 || middle->time_s <= 0) return;
    middle->workers = std::min(middle->workers, usable_workers_);
    if (middle->workers > 1) middle_ = middle;
}

simple_baselines simple_curves::at(int workers) const {
    simple_baselines simple;
    const double usable = std::min(workers, usable_workers_);
    simple.bound_s = std::max(sequential_s_ / usable, longest_s_);
    if (!middle_) return simple;
    // Amdahl: T(N) / T1 = σ + (1 − σ) / N.
    const double share = middle_->time_s / sequential_s_;
    const double ideal = 1.0 / middle_->workers;
    const double serial = std::clamp((share - ideal) / (1 - ideal), 0.0, 1.0);
    simple.amdahl_s = sequential_s_ * (serial + (1 - serial) / usable);
    if (usable <= middle_->workers)
        simple.log_log_s = sequential_s_ * std::exp(std::log(share) * std::log(usable) / std::log(middle_->workers));
    return simple;
}

}  // namespace sweeplab
