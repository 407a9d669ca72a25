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

// Of the two values shown. Its interval is as wide as that of the ratio of geometric means of one number a trial, where both
// have that, the variance pooled over the worker counts of both; the largest of all trials has none.
figure_change change_of(const target_figure& figure, const reading_question& asked, const run_facts& run,
                        const run_facts& baseline);

}  // namespace sweeplab
