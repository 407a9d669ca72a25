// Audits a trial when it is over: reads it back from the store, so that what is checked is what was kept.
#pragma once

#include "engine/model/generator_limits.h"
#include "engine/store/run_store.h"

namespace sweeplab {

class trial_auditor {
public:
    // `simulated`: the endpoint is a part of this program, whose processor time is then not the generator's alone.
    trial_auditor(run_store& store, int items, std::optional<generator_limits> limits, bool simulated)
        : store_(store), items_(items), limits_(limits), simulated_(simulated) {}

    // What failed, kept with the trial; absent when the trial cannot be audited (not complete, not readable).
    std::optional<std::vector<std::string>> audit(const trial& ended);

private:
    run_store& store_;
    int items_;
    std::optional<generator_limits> limits_;
    bool simulated_;
};

}  // namespace sweeplab
