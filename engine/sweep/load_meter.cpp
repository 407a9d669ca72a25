#include "engine/sweep/load_meter.h"

#include <algorithm>

namespace sweeplab {

void load_meter::move_to(duration at) {
    busy_ns_ += static_cast<double>(busy_) * static_cast<double>((at - moved_to_).count());
    moved_to_ = at;
}

void load_meter::attempt_started(duration at) {
    move_to(at);
    ++busy_;
}

void load_meter::attempt_ended(duration at, std::optional<duration> from_due) {
    move_to(at);
    --busy_;
    if (from_due) from_due_.push_back(*from_due);
}

load_reading load_meter::take(duration at, int workers) {
    move_to(at);
    load_reading reading;
    reading.at = at;
    const double seconds = to_seconds(at - since_);
    const auto first = next_arrival_;
    while (next_arrival_ < arrivals_.size() && arrivals_[next_arrival_].due <= at) ++next_arrival_;
    if (seconds > 0) {
        reading.due_per_s = static_cast<double>(next_arrival_ - first) / seconds;
        // Workers that should go finish what they have begun, so there may be more of them than were asked for.
        reading.utilisation = std::min(1.0, busy_ns_ * 1e-9 / (seconds * std::max(workers, 1)));
    }
    reading.answers = static_cast<int>(from_due_.size());
    if (reading.answers >= answers_for_a_latency) {
        const auto rank = (from_due_.size() * 95 + 99) / 100 - 1;
        std::nth_element(from_due_.begin(), from_due_.begin() + static_cast<std::ptrdiff_t>(rank), from_due_.end());
        reading.p95 = from_due_[rank];
    }
    since_ = at;
    busy_ns_ = 0;
    from_due_.clear();
    return reading;
}

}  // namespace sweeplab
