// A prediction of one trial's time, made from other trials: what it says, what it stands on, and, once there is
// such a trial, how good it was. Can be kept as JSON. METHODS.md §3.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/json_reader.h"
#include "engine/model/run.h"
#include "engine/prediction/replay.h"
#include "engine/prediction/simple_baselines.h"

namespace sweeplab {

inline constexpr const char* replay_model = "list_scheduling_replay";
inline constexpr int replay_model_version = 1;  // changes when the same input would give another prediction

struct prediction_score {
    double measured_s = 0;
    double error_percent = 0;    // 100·(predicted / measured − 1): above 0, the prediction was too long
    std::optional<bool> inside;  // the interval; absent without one
    bool operator==(const prediction_score&) const = default;
};

struct prediction {
    std::string model = replay_model;
    int version = replay_model_version;
    run_id run;                          // none: items from a file
    std::vector<trial_id> input_trials;  // what it was made from
    unix_ms made_at = 0;
    int workers = 1;
    item_order order = item_order::fifo;
    double inflation = 0;  // a in f(c) = 1 + a (c − 1)
    double overhead_s = 0;
    double time_s = 0;         // the plain replay
    std::optional<double> lo;  // nominal 90 %
    std::optional<double> hi;
    replay_states worker_ns;  // sum to workers x time
    simple_baselines baselines;
    bool is_input = false;  // the trials at this count were looked at: no test of the prediction
    std::optional<prediction_score> score;
    bool operator==(const prediction&) const = default;
};

prediction_score score_against(const prediction& made, double measured_s);

json to_json(const prediction& made);
// `path` is the JSON pointer of `value` in its document.
result<prediction> read_prediction(const json& value, const std::string& path = {});

}  // namespace sweeplab
