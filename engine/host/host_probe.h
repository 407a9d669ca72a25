// Reads the profile of the machine this runs on: hwloc for the topology, the system for the rest.
#pragma once

#include "engine/model/host_profile.h"

namespace sweeplab {

// Never fails: what cannot be read stays absent. Takes some milliseconds; any thread.
host_profile probe_this_host();

}  // namespace sweeplab
