// The finding that stands over a chart of scaling, made from the advice, so that the two never disagree: the count to use
// with its time, speedup and efficiency, what fewer already give, and what more would bring. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/advice/run_analysis.h"

namespace sweeplab {

// "12 workers: 33.1 s, 5.2× at 43 %; 4 already give 2.9× at 73 %; beyond 12 no worker gets an item".
finding advised_finding(const scaling_curve& curve, const result_agreement& agreement, const advice_report& advice);
finding advised_finding(const run_analysis& analysis);
// From the measured times alone, which takes no time: until the whole analysis is there.
finding quick_finding(const scaling_curve& curve, const result_agreement& agreement);

// Of one run beside others.
struct advised_curve {
    const scaling_curve* curve = nullptr;
    const advice_report* advice = nullptr;
};
// Which machine with how many workers; several, or one, or none. Differing results are not known of here.
finding advised_finding(const std::vector<advised_curve>& runs);

// What the measured points alone advise.
advice_report quick_advice(const scaling_curve& curve);

// Where the advice stands on a chart.
struct advice_mark {
    std::optional<int> measured;  // the count to mark; absent where the advised one was only predicted
    int workers = 1;              // of it, so many do the same: 12 of 20
    bool operator==(const advice_mark&) const = default;
};
// Nothing where nothing is advised, or there is no choice.
std::optional<advice_mark> mark_of(const scaling_curve& curve, const advice_report& advice);

}  // namespace sweeplab
