// Measures what this machine's Sweeplab can drive, so that a trial at the generator's own limit can be told from one
// at the endpoint's.
#pragma once

#include <functional>
#include <string>

#include "engine/model/generator_limits.h"

namespace sweeplab {

// About ten seconds on the calling thread, with a server on another one; the machine should be idle. `progress` is
// told before each step, in words; when it returns false, calibration ends with error_kind::cancelled.
// Unsupported where the server is (fast_server.h).
result<generator_limits> calibrate_generator(const std::function<bool(const std::string& step)>& progress);

}  // namespace sweeplab
