// Carries out a phases_spec: each request is one of its "llm" workload; when it is sent is the dispatcher's.
#pragma once

#include "engine/workload/llm_workload.h"
#include "engine/workload/phases_spec.h"

namespace sweeplab {

// On the loop's thread, as all calls of the result are.
inline std::unique_ptr<workload> make_phases_workload(std::shared_ptr<const phases_spec> spec,
                                                      workload_environment environment) {
    return make_llm_workload(spec->request, std::move(environment));
}

}  // namespace sweeplab
