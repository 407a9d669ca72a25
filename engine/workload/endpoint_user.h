// A workload's spec that names endpoints: what the session asks it before a sweep, whatever its kind.
#pragma once

#include <memory>
#include <string>

#include "engine/model/plan.h"

namespace sweeplab {

class endpoint_user {
public:
    virtual ~endpoint_user() = default;
    // Some of its work goes to the built-in simulated endpoint ("base_url": "simulated").
    virtual bool wants_simulated() const = 0;
    // The same work with `url`, which is the built-in endpoint's, in that place.
    virtual std::shared_ptr<const workload_spec> with_simulated_at(const std::string& url) const = 0;
};

}  // namespace sweeplab
