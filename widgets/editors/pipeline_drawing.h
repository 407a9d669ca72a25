// What a step_graph draws of a "pipeline" workload. Pure; any thread.
#pragma once

#include "widgets/editors/step_graph.h"

namespace sweeplab {

drawn_pipeline drawn_pipeline_of(const json& workload);
// "The longest chain … takes 140 s: a → b"; empty where it is not known, or of one step.
QString longest_chain_in_words(const json& workload);

}  // namespace sweeplab
