#include "engine/simulator/token_bucket.h"

#include <algorithm>

namespace sweeplab::simulator {

double token_bucket::level(instant now) const {
    return std::min(per_minute_, level_ + to_seconds(now - at_) * per_minute_ / 60);
}

void token_bucket::take(double amount, instant now) {
    level_ = level(now) - amount;
    at_ = now;
}

duration token_bucket::until(double amount, instant now) const {
    const double missing = amount - level(now);
    return missing <= 0 ? duration{} : from_seconds(missing * 60 / per_minute_);
}

}  // namespace sweeplab::simulator
