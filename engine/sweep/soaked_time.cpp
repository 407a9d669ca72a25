#include "engine/sweep/soaked_time.h"

namespace sweeplab {

void soaked_time::add(const trial& earlier) {
    const bool stands = earlier.state == trial_state::complete || earlier.state == trial_state::failed;
    if (stands || earlier.soak.empty()) return;
    nanoseconds_[{earlier.workers, earlier.repeat, earlier.warm_up}] += earlier.soak.back().at_ns;
}

duration soaked_time::of(int workers, int repeat, bool warm_up) const {
    const auto found = nanoseconds_.find({workers, repeat, warm_up});
    return duration(found == nanoseconds_.end() ? 0 : found->second);
}

}  // namespace sweeplab
