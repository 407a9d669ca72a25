// What speaks against a point of a curve: failed checks of its trials, repeats far from the others, repeats that a
// person took out. Pure; any thread. METHODS.md §4, §5.
#pragma once

#include <string>
#include <vector>

#include "engine/analysis/scaling.h"

namespace sweeplab {

// Repeats with |x − median| / MAD > 14.8 on x = ln T, of at least 5; ascending.
std::vector<double> outliers_of(const std::vector<double>& times_s);

// Fills doubts, outliers_s and excluded_s of `point`. `counted` are its counted trials, `others` all the rest. Times are
// given for `common` items, as those of the point are; see unlike_counts.h.
void add_trust(const std::vector<const trial*>& counted, const std::vector<const trial*>& others,
               const std::optional<int>& common, scaling_point& point);

// One sentence for each of them.
void add_trust_warnings(const scaling_curve& curve, std::vector<std::string>& warnings);

// "The rule: …" of a sweep with adaptive repeats, from its plan; empty for any other.
std::string repeat_rule_in_words(const json& plan);

}  // namespace sweeplab
