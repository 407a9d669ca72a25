// Tells when a load is more than can be sent: requests stay later than they may for too long. Pure; one thread.
#pragma once

#include <optional>

#include "engine/foundation/clock.h"

namespace sweeplab {

struct saturation_rule {
    double late_s = 2;  // a request may be sent so late,
    double for_s = 3;   // and later than that for so long before the load is given up
    bool operator==(const saturation_rule&) const = default;
};

class saturation_watch {
public:
    explicit saturation_watch(saturation_rule rule) : late_(from_seconds(rule.late_s)), lasting_(from_seconds(rule.for_s)) {}

    // `lateness`: of the request that waits longest now. True: it has been too late for too long.
    bool look(duration at, duration lateness) {
        if (lateness <= late_) {
            late_since_.reset();
            return false;
        }
        if (!late_since_) late_since_ = at;
        return at - *late_since_ >= lasting_;
    }

private:
    duration late_;
    duration lasting_;
    std::optional<duration> late_since_;
};

}  // namespace sweeplab
