// The groups of figures that reading.cpp puts together, and what they share. For .cpp files of this folder.
#pragma once

#include "engine/targets/reading.h"

namespace sweeplab {

std::vector<target_figure> scaling_figures();
std::vector<target_figure> latency_figures();
std::vector<target_figure> resource_figures();
std::vector<target_figure> soak_figures();

reading pending(std::string why);
// Arithmetic mean of one number a trial, with its t-interval where there are two.
reading mean_of_trials(std::vector<double> values);
// Share of successes with Wilson's 95 % interval (1927), in percent.
reading share_in_percent(double share, double count);

// Of soaks: all values of all repeats together, and one number a repeat.
reading read_soak_times(const run_facts& facts, const reading_question& asked, spread_of_times soak_row::*member,
                        std::string_view what);
// One number a repeat of what `course` gives, in `unit`.
reading read_soak_course(const run_facts& facts, const reading_question& asked,
                         const std::function<const gauge_course*(const soak_row&)>& course, double unit);

}  // namespace sweeplab
