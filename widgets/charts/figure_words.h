// What figures say in words, over their panels. Pure; any thread.
#pragma once

#include "engine/analysis/scaling.h"
#include "widgets/charts/figure_chart_data.h"

namespace sweeplab {

// Milestones first, then solved tasks, then rates; of several runs the shortest of each.
finding describe_figures(const std::vector<figure_run>& runs);

// "Core is ready after 9.0 s at every worker count; everything is ready after 14.1 s with 4 workers instead of 25.7 s."
std::string milestone_headline(const milestone_report& report);
// "A task is solved every 12 s with 4 workers instead of 40 s; 18 of 20 tasks (90 %) are solved; USD 0.01 each."
std::string solved_headline(const solved_report& report);
// "12 kernels: sqrt gains most from threads, 3.9× with 4; copy least, 1.1×."
std::string native_headline(const native::native_report& report);

}  // namespace sweeplab
