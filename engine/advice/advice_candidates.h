// The worker counts among which advice chooses, with what is known of each and how far noise separates them. Used
// by make_advice(). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/advice/advice.h"

namespace sweeplab {

struct usable_width {
    std::optional<int> workers;  // absent: not known to be bounded
    width_cap cap = width_cap::none;
};

// The least of items, DAG width and rate-limit width.
usable_width usable_width_of(const advice_input& input);

struct candidate_set {
    std::vector<advice_candidate> all;  // by workers, ascending; each count once
    usable_width width;
    int baseline_workers = 1;                  // of speedup and efficiency
    std::optional<advice_candidate> baseline;  // absent: neither speedup nor efficiency exist
    std::vector<std::string> remarks;          // what was left out, and why
    bool prediction_fits = true;               // as far as it can be told from the measured counts
    bool noise_known = false;                  // of every candidate

    const advice_candidate& best() const;  // the shortest time; needs a candidate
};

candidate_set gather_candidates(const advice_input& input);

// By how much of ln T two of them may differ through noise alone; nothing where it is not known.
std::optional<double> noise_between(const advice_candidate& a, const advice_candidate& b);

// One sentence for each count that is faster than its baseline and the bounds allow.
std::vector<std::string> find_wrong_baseline(const advice_input& input, const candidate_set& set);

}  // namespace sweeplab
