#include "engine/session/trial_auditor.h"

#include "engine/analysis/self_audit.h"

namespace sweeplab {
namespace {

// Texts and chunk stamps of more answers than these would take longer to read than they are worth.
constexpr int most_jobs_with_texts = 10'000;

}  // namespace

std::optional<std::vector<std::string>> trial_auditor::audit(const trial& ended) {
    if (ended.state != trial_state::complete || ended.warm_up) return std::nullopt;
    const auto detail = ended.jobs <= most_jobs_with_texts ? load_detail::everything : load_detail::attempts;
    const auto kept = store_.load_trial(ended.id, detail);
    if (!kept) return std::nullopt;
    generator_load load;
    if (const auto cpu = ended.resources.mean.get(resource::own_cpu); cpu && !simulated_)
        load.client_cpu = static_cast<double>(*cpu) / 1000;
    const auto found = audit_trial(*kept, items_, load, limits_);
    std::vector<std::string> faults;
    for (const auto& check : found.checks)
        if (check.verdict == audit_verdict::failed) faults.push_back(check.text);
    if (!store_.set_audit(ended.id, faults)) return std::nullopt;
    return faults;
}

}  // namespace sweeplab
