// Which worker count to use, for an objective that has a name: knees disagree, so a number without its objective is
// no advice. From measured times and, where there are any, predicted ones. Pure; any thread. METHODS.md §2.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/scaling.h"
#include "engine/foundation/json_reader.h"
#include "engine/model/objective.h"
#include "engine/prediction/predict.h"

namespace sweeplab {

inline constexpr double near_best_share = 0.05;
inline constexpr double batch_share = 0.15;
inline constexpr double well_used_efficiency = 0.7;
inline constexpr double equal_cost_share = 0.02;  // answers differ in length: within this, costs count as equal
// What counts as more than noise, and as a prediction that fits, where the repeats do not say.
inline constexpr double assumed_noise = 0.05;
inline constexpr double most_prediction_error = 0.1;

struct latency_figure {
    int workers = 1;
    double seconds = 0;  // the percentile
    std::optional<double> lo;
    std::optional<double> hi;
};

struct advice_input {
    scaling_curve curve;                            // may be without points
    std::optional<curve_prediction> as_run;         // in the order in which the trials were carried out
    std::optional<curve_prediction> longest_first;  // no candidates: what another order would bring
    std::optional<double> work_s;                   // T1, service of all items, and T∞: bounds (time_bounds.h)
    std::optional<double> span_s;
    std::optional<int> dag_width;            // most items that can run at once
    std::optional<double> rate_limit_width;  // the workers at which a rate limit binds (rate_safety.h)
    std::vector<latency_figure> latencies;
    std::string latency_name = "latency";  // "time to first token p95"
    std::optional<double> latency_target_s;
    std::optional<double> deadline_s;
    std::optional<double> host_cost_per_hour;  // economics.h; beside what the trials cost
    objective asked = objective::fewest_near_best;
};

enum class width_cap { none, items, dag, rate_limit };

// A worker count that can be named. Measured counts beyond the usable width are one candidate: the width.
struct advice_candidate {
    int workers = 1;            // to set; never beyond the usable width
    bool predicted = false;     // else measured
    std::vector<int> shown_by;  // the counts that were measured or predicted, ascending
    double time_s = 0;
    std::optional<double> noise_ln;  // half-width of the 95 % interval of ln T
    int repeats = 0;                 // 0: predicted
    std::optional<double> speedup;   // against the baseline count
    std::optional<double> efficiency;
    std::optional<double> items_per_s;
    std::optional<double> cost;
    std::optional<latency_figure> latency;
};

struct worker_range {
    int from = 1;
    int to = 1;
    bool operator==(const worker_range&) const = default;
};

struct objective_advice {
    objective which = objective::fewest_near_best;
    std::optional<int> workers;         // absent when nothing fits: the reason says why
    std::optional<worker_range> range;  // where noise cannot separate the counts
    std::optional<int> shown_by;        // the count whose time it is, when not `workers`: 20 for 12
    bool predicted = false;
    std::optional<double> time_s;
    std::string reason;
};

struct mood_advice {
    std::string mood;  // "development"
    objective_advice advice;
};

struct dismissed_count {
    int workers = 1;
    std::string why;
};

struct advice_report {
    objective_advice chosen;                   // for the objective asked for
    std::vector<objective_advice> objectives;  // all that can be answered, the asked one included
    std::vector<mood_advice> moods;            // development, batches, urgency
    std::vector<advice_candidate> candidates;  // by workers
    std::optional<int> usable_workers;
    width_cap cap = width_cap::none;  // what bounds the usable width
    bool noise_known = false;
    bool wrong_baseline = false;
    std::vector<std::string> warnings;
    std::vector<std::string> actions;
    std::vector<dismissed_count> not_worth;  // counts beyond the chosen one, ascending
};

advice_report make_advice(const advice_input& input);

// "1, 4, 10 and 12 (as 20 and 50) workers were measured; 6 and 8 were predicted."
std::string candidates_in_words(const advice_report& report);
std::string describe_advice(const advice_report& report);  // lines for a terminal

// {objective, workers, range: [from, to] | null, reason, shown_by, predicted, time_s, actions: ["…"],
//  not_worth: [{workers, why}], objectives: [{objective, …}], moods: [{mood, objective, …}], candidates, warnings, …}
json to_json(const advice_report& report);

}  // namespace sweeplab
