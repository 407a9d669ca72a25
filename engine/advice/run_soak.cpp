#include "engine/advice/run_soak.h"

#include "engine/workload/soak_spec.h"
#include "engine/workload/workload_kinds.h"

namespace sweeplab {

std::optional<soak_terms> soak_terms_of(const run_record& run) {
    if (!run.plan.is_object() || !run.plan.contains("workload")) return std::nullopt;
    const auto read = known_workload_kinds().read(run.plan["workload"], "/workload");
    const auto* spec = read ? dynamic_cast<const soak_spec*>(read->get()) : nullptr;
    if (spec == nullptr) return std::nullopt;
    soak_terms terms;
    terms.duration_s = spec->duration_s;
    terms.settled_after_s = spec->settled_after_s();
    terms.alarm_mb_per_h = spec->leak.alarm_mb_per_h;
    terms.harmless_mb_per_h = spec->leak.harmless_mb_per_h;
    if (spec->metrics)
        for (const auto& name : spec->metrics->series) terms.series.push_back({name, names_a_counter(name)});
    return terms;
}

soak_report soak_of_run(const run_record& run) {
    const auto terms = soak_terms_of(run);
    return terms ? make_soak_report(run, *terms) : soak_report{};
}

}  // namespace sweeplab
