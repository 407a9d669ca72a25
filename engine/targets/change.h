// A figure of a run beside the same of its baseline: the change in percent. Pure; any thread. METHODS.md §4.
#pragma once

#include "engine/targets/reading.h"

namespace sweeplab {

struct figure_change {
    reading here;
    reading baseline;
    std::optional<double> percent;  // below 0: less than the baseline
    std::optional<double> lo;       // 95 %; absent with one repeat
    std::optional<double> hi;
    std::string why_pending;
};

// Where both have one number a trial, of their geometric means, the variance pooled over the worker counts of both.
figure_change change_of(const target_figure& figure, const reading_question& asked, const run_facts& run,
                        const run_facts& baseline);

}  // namespace sweeplab
