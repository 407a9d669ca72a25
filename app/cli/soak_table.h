// What a soak showed, as text.
#pragma once

#include <string>

#include "engine/analysis/soak_report.h"

namespace sweeplab::cli {

// Headline, tables, and what is said of them; empty without samples.
std::string soak_text(const soak_report& report);

}  // namespace sweeplab::cli
