// Sentences that findings of one and of several curves share.
#pragma once

#include <string>
#include <vector>

#include "engine/analysis/scaling.h"

namespace sweeplab {

// "3 repeats at each worker count; the bars are 95 % intervals, from a spread of 2.1 % between repeats."
std::string repeats_in_words(const scaling_curve& curve);

// One warning for each worker count that has trials which are not counted.
void add_uncounted_warnings(const scaling_curve& curve, std::vector<std::string>& warnings);

// Machines are told apart by their names, runs on one machine by theirs, runs of one name by their numbers.
std::string name_among(const scaling_curve& curve, const std::vector<scaling_curve>& curves);

// Whether the times of all of them are of the same work.
bool same_work(const std::vector<scaling_curve>& curves);

}  // namespace sweeplab
