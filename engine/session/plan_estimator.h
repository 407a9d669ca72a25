// What a plan will take, before it is started. Pure; any thread.
#pragma once

#include <vector>

#include "engine/session/engine_session.h"

namespace sweeplab {

// How long a trial lasts by the plan itself, whatever the workers: of an open loop, whose requests come at their own times.
// What is still to be answered when the last of them has come may add to it.
std::optional<double> planned_seconds(const plan& work);

// `earlier`: saved runs of the same work on the same host, newest first; their trials without attempts suffice.
plan_estimate estimate_plan(const plan& work, const item_list& items, const std::vector<run_record>& earlier);

}  // namespace sweeplab
