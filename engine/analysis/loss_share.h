// What a part of the worker-seconds is of all of them, in the one form that every table has. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/analysis/loss_report.h"

namespace sweeplab {

double loss_share(const loss_point& point, loss_part part);  // signed; 0 where nothing was measured

// "6.3 %", signed, so that a row sums to 100 %; slower service that cannot be told from none as "-4.1 ± 6.0 %". Empty where
// nothing was measured.
std::string loss_share_in_words(const loss_point& point, loss_part part);

// What has to be said beneath such a table: what ± means, and what a share below 0 is.
std::vector<std::string> loss_share_notes(const loss_report& report);

}  // namespace sweeplab
