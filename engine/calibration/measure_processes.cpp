#include "engine/calibration/lone_trial.h"
#include "engine/calibration/measures.h"

namespace sweeplab::calibration {

json command_workload_of(std::vector<std::string> argv, int items) {
    return {{"kind", "command"},
            {"mode", "per_item"},
            {"argv", std::move(argv)},
            {"items", {{"made_up", {{"count", items}, {"words", 1}}}}}};
}

result<double> process_starts_per_s(int workers, int processes) {
    const auto trial = run_trial(command_workload_of({"/bin/true"}, processes), workers);
    if (!trial) return tl::unexpected(trial.error());
    return processes / trial->seconds;
}

}  // namespace sweeplab::calibration
