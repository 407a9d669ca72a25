#include "engine/advice/run_milestones.h"

#include "engine/workload/workload_kinds.h"

namespace sweeplab {

milestone_report milestones_of_run(const run_record& run) {
    if (!run.plan.is_object() || !run.plan.contains("workload")) return {};
    const auto spec = known_workload_kinds().read(run.plan["workload"], "/workload");
    if (!spec) return {};
    return make_milestone_report(run, (*spec)->milestones(run.items));
}

}  // namespace sweeplab
