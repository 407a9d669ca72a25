#include "engine/advice/run_phases.h"

#include "engine/workload/open_load.h"
#include "engine/workload/workload_kinds.h"

namespace sweeplab {
namespace {

std::vector<planned_phase> planned_phases_of(const open_load& load) {
    std::vector<planned_phase> phases;
    std::int64_t begin = 0;
    for (const auto& phase : load.planned_phases()) {
        const auto end = begin + from_seconds(phase.duration_s).count();
        phases.push_back({phase.name, phase.rate, begin, end, 0});
        begin = end;
    }
    for (const auto& one : load.arrivals()) ++phases[static_cast<std::size_t>(one.phase)].requests;
    return phases;
}

}  // namespace

std::vector<planned_phase> planned_phases_of(const run_record& run) {
    if (!run.plan.is_object() || !run.plan.contains("workload")) return {};
    const auto spec = known_workload_kinds().read(run.plan["workload"], "/workload");
    const auto* load = spec ? dynamic_cast<const open_load*>(spec->get()) : nullptr;
    return load ? planned_phases_of(*load) : std::vector<planned_phase>{};
}

phase_report phases_of_run(const run_record& run) {
    const auto phases = planned_phases_of(run);
    return phases.empty() ? phase_report{} : make_phase_report(run, phases);
}

}  // namespace sweeplab
