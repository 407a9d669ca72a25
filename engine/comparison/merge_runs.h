// Several runs of the same work on the same host as one, whose repeats are all of theirs. Pure; any thread.
#pragma once

#include <vector>

#include "engine/foundation/error.h"
#include "engine/model/run.h"

namespace sweeplab {

// Needs everything of them (load_detail::everything). Refuses runs of unlike work or hosts, the same run twice, and what is
// being recorded. The trials are in the order that they were carried out in; those cut off or stopped stay out of it, since
// nothing would carry them on. Name, plan and host are the newest run's, tags are everybody's.
result<run_record> merge_runs(const std::vector<run_record>& runs);

}  // namespace sweeplab
