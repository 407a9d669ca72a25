// The runs of a file, all or none. Any thread.
#pragma once

#include <vector>

#include "engine/store/run_store.h"

namespace sweeplab {

// In one transaction: also a kill in the middle leaves none of them.
result<std::vector<run_id>> keep_runs(run_store& store, const std::vector<run_record>& runs);

}  // namespace sweeplab
