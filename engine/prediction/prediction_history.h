// How good the predictions were that were kept before what they predict was measured: each beside its measured time and the
// simple answers, and what they come to together. Pure; any thread. METHODS.md §3.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/prediction/prediction.h"

namespace sweeplab {

// Never of the trials it was made from, about which it cannot be wrong.
struct past_prediction {
    run_id run;
    std::string run_name;
    std::string workload;
    unix_ms started_at = 0;  // of the run
    bool simulated = false;
    prediction made;  // with a score
    // 100·(answer / measured − 1) of the simple answers, as the score's error.
    double bound_error_percent = 0;
    std::optional<double> amdahl_error_percent;
    std::optional<double> log_log_error_percent;

    const prediction_score& score() const { return *made.score; }
};

// The replay against one simple answer, over the predictions where there is one.
struct answer_comparison {
    std::string key;   // "bound", "amdahl", "log_log"
    std::string name;  // "The bound max(T1/N, T∞)", "Amdahl's law"
    int predictions = 0;
    double mean_error_percent = 0;         // mean of |error| of the simple answer
    double replay_mean_error_percent = 0;  // of the replay, over the same ones
    int replay_closer = 0;                 // how often the replay's |error| is the smaller
};

struct prediction_history {
    std::vector<past_prediction> predictions;  // newest run first, then by workers
    int runs = 0;                              // with at least one of them
    int simulated = 0;                         // predictions
    int not_measured = 0;                      // kept, but what they predict has no counted trial
    std::optional<double> mean_error_percent;  // of |error|; absent without a prediction
    std::optional<std::size_t> worst;          // the place of the largest |error|
    int with_interval = 0;
    int inside = 0;  // of those
    std::vector<answer_comparison> against;
};

// Of each run the summary, the predictions, and the trials that count are looked at.
prediction_history make_prediction_history(const std::vector<run_record>& runs);

// "31 predictions of 8 runs missed by 3.2 % on average, …" Why there is nothing to say, where there is not.
std::string describe_history(const prediction_history& history);
// "Amdahl's law missed by 12.1 % on average where the replay missed by 3.2 %; the replay was closer in 8 of 9.": a sentence
// for each simple answer.
std::vector<std::string> describe_comparisons(const prediction_history& history);

// {predictions: [{run, name, started_at, workload, workers, predicted_s, lo_s, hi_s, measured_s, error_percent, inside,
//  baselines: {…}}], summary: {…}}
json to_json(const prediction_history& history);

}  // namespace sweeplab
