// What a run's own items would take at its worker counts and between them, in the order carried out and longest first:
// candidates for advice. Pure; any thread.
#pragma once

#include <optional>
#include <vector>

#include "engine/analysis/scaling.h"
#include "engine/prediction/predict.h"

namespace sweeplab {

struct run_replays {
    std::optional<curve_prediction> as_run;         // says why when nothing can be predicted
    std::optional<curve_prediction> longest_first;  // absent where the run took the longest first already
};

// `stored` predictions say which middle worker count they were made from; else one is chosen.
run_replays replay_run(const run_record& run, const scaling_curve& curve, const std::vector<prediction>& stored);

}  // namespace sweeplab
