// When a sweep with adaptive repeats has been repeated often enough. METHODS.md §4.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/model/plan.h"
#include "engine/model/run.h"

namespace sweeplab {

class repeat_rule {
public:
    explicit repeat_rule(const adaptive_repeats& rule) : rule_(rule) {}

    void add(const trial& measured);  // ignored unless it counts

    // After `rounds` whole rounds. Not before every worker count has the least number of counted trials.
    bool enough(int rounds) const;
    // The widest half of a worker count's interval, as a share of its mean; absent while one has none.
    std::optional<double> half_width() const;

private:
    adaptive_repeats rule_;
    std::map<int, std::vector<double>> times_s_;  // by worker count
    double taken_s_ = 0;
};

}  // namespace sweeplab
