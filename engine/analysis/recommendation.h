// Which worker count to name, from the measured points alone. METHODS.md §2: knees disagree, so every
// choice has its objective's name.
#pragma once

#include <optional>

#include "engine/analysis/scaling.h"

namespace sweeplab {

inline constexpr double near_best = 1.05;             // "within 5 % of the best measured time"
inline constexpr double least_efficiency = 0.5;       // "efficiency of at least 50 %"
inline constexpr double least_gain_per_worker = 0.1;  // "the next worker still buys 0.1 speedup"

struct recommendation {
    const scaling_point* best = nullptr;             // the shortest time
    const scaling_point* near = nullptr;             // fewest workers within 5 % of it
    const scaling_point* efficient = nullptr;        // most workers at an efficiency of at least 50 %
    const scaling_point* headline = nullptr;         // near, unless that wastes more than half: then efficient
    const scaling_point* last_worthwhile = nullptr;  // up to here each further worker bought 0.1 speedup
    bool gets_slower = false;                        // the largest count is clearly slower than the best
    bool still_gains = false;                        // the largest count is the best, and worthwhile
};

// The pointers are into `curve`, which has at least one point.
recommendation recommend(const scaling_curve& curve);

}  // namespace sweeplab
