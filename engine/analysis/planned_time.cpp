#include "engine/analysis/planned_time.h"

#include "engine/analysis/phase_report.h"
#include "engine/analysis/soak_report.h"

namespace sweeplab {

std::optional<std::string> why_time_is_planned(const run_record& run) {
    if (is_open_loop(run)) return open_loop_words();
    if (is_soak(run)) return soak_time_words();
    return std::nullopt;
}

}  // namespace sweeplab
