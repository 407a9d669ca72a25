// Where the worker-seconds of a run went, as text for a terminal. Pure.
#pragma once

#include <string>

#include "engine/analysis/loss_report.h"

namespace sweeplab::cli {

// One row a worker count: worker-seconds, then each part as a share of them; the shares of a row sum to 100 %.
// Parts that occur nowhere have no column. The finding stands below.
std::string loss_text(const loss_report& report);

}  // namespace sweeplab::cli
