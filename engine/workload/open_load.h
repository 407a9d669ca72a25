// A workload's spec whose items come at times of their own, however far the ones before them are: an open loop. What the
// sweep asks such a spec, whatever its kind.
#pragma once

#include <optional>
#include <vector>

#include "engine/dispatch/saturation_watch.h"
#include "engine/dispatch/scaling_policy.h"
#include "engine/workload/load_phases.h"

namespace sweeplab {

class open_load {
public:
    virtual ~open_load() = default;
    // One for each item, in the items' order.
    virtual std::vector<load_arrival> arrivals() const = 0;
    virtual const std::vector<load_phase>& planned_phases() const = 0;  // with the rates as they are carried out
    virtual std::optional<scaling_rule> scaling() const = 0;            // absent: as many workers as at the start
    virtual saturation_rule saturation() const = 0;
};

}  // namespace sweeplab
