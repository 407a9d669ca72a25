// A limit a minute as a bucket that holds one minute's worth and refills continuously. Pure: time is given.
#pragma once

#include "engine/foundation/clock.h"

namespace sweeplab::simulator {

class token_bucket {
public:
    token_bucket(double per_minute, instant now) : per_minute_(per_minute), level_(per_minute), at_(now) {}

    double per_minute() const { return per_minute_; }
    double level(instant now) const;
    bool has(double amount, instant now) const { return level(now) + tolerance >= amount; }
    void take(double amount, instant now);
    // Until `amount` can be taken; `amount` is at most per_minute().
    duration until(double amount, instant now) const;
    duration until_full(instant now) const { return until(per_minute_, now); }

private:
    // What the conversion of seconds to whole nanoseconds may lose.
    static constexpr double tolerance = 1e-6;

    double per_minute_;
    double level_;
    instant at_;
};

}  // namespace sweeplab::simulator
