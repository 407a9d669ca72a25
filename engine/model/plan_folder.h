// Whether what a plan does depends on the folder that its relative paths start at: a command works there unless it names
// another, and may read what lies beside it. Pure; any thread.
#pragma once

#include "engine/model/run.h"

namespace sweeplab {

bool depends_on_folder(const json& plan);  // as stored with a run

// Both started from unlike folders, and what they did depends on it. Runs that came from elsewhere have none.
bool folders_differ(const run_record& a, const run_record& b);

}  // namespace sweeplab
