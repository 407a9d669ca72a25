// Every reason why a fitted law must not be believed. METHODS.md §2.
#pragma once

#include <optional>
#include <string>

#include "engine/laws/law_points.h"

namespace sweeplab {

// With fewer, the spread of the repeats is itself too little known for a pattern to be judged by it.
inline constexpr int least_repeat_dof = 2;

// All reasons, in words; nothing when there is none.
std::optional<std::string> reasons_to_refuse(const law_points& measured, const law_input& input, const law_fit& fit,
                                             int needed_counts);

}  // namespace sweeplab
