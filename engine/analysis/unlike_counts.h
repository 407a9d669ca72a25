// Other tools measure for a set time, or give every worker its own requests: the worker counts of such a run did different
// numbers of items, and their times say nothing of each other. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "engine/model/run.h"

namespace sweeplab {

struct scaling_curve;

// How many items every count's time is then given for, at the rate that was measured; absent where the times compare as they
// are. Only of runs that were measured elsewhere, result files and tables alike: a sweep of ours does what its plan says.
std::optional<int> common_items(const run_record& run);
// The same of two runs to be set beside each other: one number for both, absent where all trials of both did as many.
std::optional<int> common_items(const run_record& a, const run_record& b);
std::string common_items_in_words(const run_record& run);  // empty where its own times compare as they are

// By which a trial's time and cost are multiplied; 1 where it does not say how many it did.
double share_of(const trial& value, const std::optional<int>& common);

// The curve with every time given for so many items, whatever the run's own number would be: as common_items() of two runs
// says.
scaling_curve make_scaling_curve(const run_record& run, std::optional<int> items);

}  // namespace sweeplab
