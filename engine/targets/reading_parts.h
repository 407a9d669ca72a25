// The groups of figures that reading.cpp puts together, and what they share. For .cpp files of this folder.
#pragma once

#include "engine/targets/reading.h"

namespace sweeplab {

std::vector<target_figure> scaling_figures();
std::vector<target_figure> latency_figures();
std::vector<target_figure> resource_figures();
std::vector<target_figure> growth_figures();

reading pending(std::string why);
// Arithmetic mean of one number a trial, with its t-interval where there are two.
reading mean_of_trials(std::vector<double> values);
// Share of successes with Wilson's 95 % interval (1927), in percent.
reading share_in_percent(double share, double count);

}  // namespace sweeplab
