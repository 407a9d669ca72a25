// What a plan will take, before it is started. Pure; any thread.
#pragma once

#include <vector>

#include "engine/session/engine_session.h"

namespace sweeplab {

// `earlier`: saved runs of the same work on the same host, newest first; their trials without attempts suffice.
plan_estimate estimate_plan(const plan& work, const item_list& items, const std::vector<run_record>& earlier);

}  // namespace sweeplab
