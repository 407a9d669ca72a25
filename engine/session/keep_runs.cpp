#include "engine/session/keep_runs.h"

namespace sweeplab {

result<std::vector<run_id>> keep_runs(run_store& store, const std::vector<run_record>& runs) { return store.add_runs(runs); }

}  // namespace sweeplab
