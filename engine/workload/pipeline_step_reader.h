// One step of a pipeline, by itself: what it does and when. That the steps it names are there is read_pipeline_spec()'s to
// check. Any thread.
#pragma once

#include <string>

#include "engine/workload/pipeline_spec.h"

namespace sweeplab {

// What a step has from its pipeline.
struct step_surroundings {
    const json* endpoint = nullptr;  // as read already; null: there is none
    bool preconnect = true;
};

// `path` is the JSON pointer of `value` in the plan.
result<pipeline_step> read_pipeline_step(const json& value, const std::string& path, const step_surroundings& around);

}  // namespace sweeplab
