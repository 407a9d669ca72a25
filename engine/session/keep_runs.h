// The runs of a file, all or none. Any thread.
#pragma once

#include <vector>

#include "engine/store/run_store.h"

namespace sweeplab {

// When one cannot be stored, those before it are taken out again.
result<std::vector<run_id>> keep_runs(run_store& store, const std::vector<run_record>& runs);

}  // namespace sweeplab
