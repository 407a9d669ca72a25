// Work whose time is the plan's, whatever the workers: an open loop, a soak. Nothing follows from that time for other worker
// counts. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "engine/model/run.h"

namespace sweeplab {

// Why, in words that follow "since" or a colon; absent when the workers' speed makes the time.
std::optional<std::string> why_time_is_planned(const run_record& run);

}  // namespace sweeplab
