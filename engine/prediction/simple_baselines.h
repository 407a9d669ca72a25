// What a prediction must beat: the simple answers to how long it takes with other workers. Pure; any thread.
#pragma once

#include <optional>

namespace sweeplab {

struct simple_baselines {
    double bound_s = 0;               // max(T1 / N, T∞): no schedule is faster
    std::optional<double> amdahl_s;   // through the times at 1 and the middle worker count
    std::optional<double> log_log_s;  // a straight line between them, ln T against ln N; not beyond the middle
    bool operator==(const simple_baselines&) const = default;
};

struct measured_point {
    int workers = 1;
    double time_s = 0;
};

// Worker counts are capped at the usable width, beyond which no worker gets an item (METHODS.md §2).
class simple_curves {
public:
    // `longest_s`: the longest item or critical path.
    simple_curves(double sequential_s, double longest_s, int usable_workers, std::optional<measured_point> middle);
    simple_baselines at(int workers) const;

private:
    double sequential_s_;
    double longest_s_;
    int usable_workers_;
    std::optional<measured_point> middle_;
};

}  // namespace sweeplab
