// Does a trial's own record hold together, and did the generator keep up? Checks of a measurement by itself; a
// point with a failed check is drawn grey, with the reason. Pure; any thread. METHODS.md §5.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/run.h"

namespace sweeplab {

enum class audit_verdict { passed, failed, unknown };

struct audit_check {
    std::string_view key;  // "littles_law": JSON
    audit_verdict verdict = audit_verdict::unknown;
    std::string text;  // what was found, with its unit; for a failed check also what it means
};

struct trial_audit {
    std::vector<audit_check> checks;  // always all of them, in a fixed order
    bool has_failed() const;
    std::string reasons() const;  // texts of the failed checks, joined; empty when none failed
};

// What the loop that drove the trial says of itself; absent when it was not watched.
struct generator_load {
    std::optional<double> client_cpu;         // of one core: 0.8 is 80 %
    std::optional<std::int64_t> loop_lag_ns;  // p99 of the time from "could be handled" to "is handled"
};

// Needs the attempts and intervals of `measured`; `items` of the run. `limits`: of the machine it ran on, when it
// was calibrated.
trial_audit audit_trial(const trial& measured, int items, const generator_load& load = {},
                        const std::optional<generator_limits>& limits = {});

}  // namespace sweeplab
