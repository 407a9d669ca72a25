// What one run says of a place in its plan, of its machine or its conditions: for tables of several runs. Pure; any thread.
#pragma once

#include <string>

#include "engine/comparison/differences.h"

namespace sweeplab {

class run_values {
public:
    explicit run_values(const run_record& run);

    // As a run_difference names the place; null where the run does not say, or has none. Never a key. Of conditions no value
    // is known here, only whether there is one: knows().
    json at(run_aspect aspect, const std::string& path) const;
    bool knows(const std::string& condition) const;

private:
    json of_host(const std::string& path) const;

    const run_record& run_;
    json plan_;
    json host_;
};

}  // namespace sweeplab
