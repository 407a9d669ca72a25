// Watches the machine around and during a trial: conditions just before and just after it, samples of resources while
// it runs. On the loop's thread; what takes time happens outside the timed part.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "engine/model/run.h"
#include "engine/telemetry/condition_probe.h"
#include "engine/telemetry/sampling.h"
#include "engine/telemetry/spin_loop.h"

namespace sweeplab {

// What a trial is watched with; what is missing is not measured.
struct trial_instruments {
    std::unique_ptr<condition_probe> conditions;
    std::unique_ptr<resource_sampler> resources;
    std::function<std::unique_ptr<spin_loop>()> calibrate = [] { return std::make_unique<spin_loop>(); };
};
// Those of this machine. May take up to a second when a GPU's driver has to wake.
trial_instruments make_trial_instruments();

class trial_watch {
public:
    trial_watch(trial_instruments instruments, double sampling_hz);

    // Before the timed part: keeps a processor busy for 50 ms.
    void read_before(std::optional<duration> round_trip);
    void start();
    // After the timed part, which began at `zero`: fills the trial's conditions, samples and their summary; 50 ms.
    void finish(instant zero, trial& summary);
    // Drops what read_before() and start() took.
    void give_up();

private:
    void spin(condition_values& values);

    trial_instruments instruments_;
    std::optional<resource_sampling> sampling_;
    duration period_{};
    std::unique_ptr<spin_loop> spin_;
    machine_conditions before_;
};

// A trial during which the machine slept says nothing of the time that its work takes: it becomes an interrupted one,
// which does not count and is done again. True when it was discarded.
bool discard_if_suspended(trial& summary);

}  // namespace sweeplab
