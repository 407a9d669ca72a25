// The time axis of latency curves. Pure; any thread.
#pragma once

#include "widgets/charts/axis_scale.h"

namespace sweeplab {

// Holds `least` (more than 0) to `most`. Logarithmic with ticks at 1, 2 and 5 when they are more than a decade apart,
// else linear: from 0 when that leaves the curves half of the room, and never so narrow that answers
// alike look unlike.
value_axis make_latency_axis(double least, double most);

}  // namespace sweeplab
