// Fitted laws for a person and for other programs.
#pragma once

#include <string>

#include "engine/foundation/json_reader.h"
#include "engine/laws/law_fit.h"

namespace sweeplab {

// {"usl": {t1_s, sigma, kappa, peak_workers, refused, …}, "amdahl": {t1_s, sigma, refused, …}, "reported", …};
// what is missing is null.
json to_json(const law_fits& fits);

// "USL (an illustration): σ 2.03 % (1.64 % to 2.41 %), κ 0.199 % (0.182 % to 0.212 %); shortest near 22 workers. …", or why
// no law is given.
std::string describe_laws(const law_fits& fits);

}  // namespace sweeplab
