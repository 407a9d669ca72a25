// When the stages of a pipeline are reached, by worker count: an early one may be ready at the same time however many
// workers there are, and the last one long after. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/statistics.h"
#include "engine/foundation/json_reader.h"
#include "engine/model/plan.h"
#include "engine/model/run.h"

namespace sweeplab {

// Seconds after the trial's start, means over the trials that count; absent when none does. Of several instances of the work
// the first to reach it, the middle one, and the last; of one all three are the same.
struct milestone_point {
    int workers = 1;
    int trials = 0;
    std::optional<double> first_s;
    std::optional<double> median_s;
    std::optional<value_interval> last_s;  // its interval is over the repeats
};

struct milestone_curve {
    std::string name;
    int instances = 1;
    std::vector<milestone_point> points;  // ascending, every worker count of the run
};

struct milestone_report {
    std::vector<milestone_curve> curves;  // in the plan's order, "everything ready" last
    bool empty() const { return curves.empty(); }
};

// Needs attempts. Empty when there are no milestones.
milestone_report make_milestone_report(const run_record& run, const std::vector<milestone>& milestones);

// "core ready is reached after 1.81 s with 4 workers, 62 % of the time that everything takes." Empty when that is not known.
std::string describe_milestones(const milestone_report& report);

// [{name, workers, instances, n, first_s, median_s, last_s, lo, hi}, …]; what is not known is null.
json to_json(const milestone_report& report);

}  // namespace sweeplab
