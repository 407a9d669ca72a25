// How long soaks lasted before they were cut off: what is left of each is made up when the run is resumed. One thread.
#pragma once

#include <map>
#include <tuple>

#include "engine/foundation/clock.h"
#include "engine/model/run.h"

namespace sweeplab {

class soaked_time {
public:
    // Only trials that were cut off count, and only those whose samples are loaded.
    void add(const trial& earlier);
    duration of(int workers, int repeat, bool warm_up) const;

private:
    std::map<std::tuple<int, int, bool>, std::int64_t> nanoseconds_;
};

}  // namespace sweeplab
