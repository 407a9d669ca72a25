// How near each worker count comes to the limits on requests and tokens a minute, and from which count on they bind.
// Every request counts, failed ones too: a server counts them. Pure; any thread. METHODS.md §6.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/foundation/json_reader.h"
#include "engine/model/run.h"
#include "engine/prediction/replay.h"

namespace sweeplab {

struct rate_tier {
    std::optional<double> requests_per_minute;
    std::optional<double> tokens_per_minute;
};

// Of the limit: below 5 %, below 20 %, below 100 %, and the rest.
enum class rate_verdict { very_safe, safe, caution, over };
rate_verdict verdict_of(double share);
std::string_view to_text(rate_verdict verdict);  // "very safe"

// What fell into 60 seconds, whichever they were: a window slid over the trial.
struct minute_load {
    double mean = 0;
    double worst = 0;
    // A trial shorter than a minute has only its total, which is mean and worst. This is the rate it would have gone on
    // at; absent where no trial was so short.
    std::optional<double> extrapolated;
    // Percent of the limit of the greatest of them; absent without a limit.
    std::optional<double> mean_percent;
    std::optional<double> worst_percent;
    std::optional<double> extrapolated_percent;

    // The greatest share that is known.
    std::optional<double> highest_percent() const;
};

struct rate_point {
    int workers = 1;
    bool replayed = false;  // from a replay's times: this count was not run
    int trials = 0;
    double requests_a_trial = 0;
    minute_load requests;
    std::optional<minute_load> tokens;  // absent when the tokens of any request that succeeded are unknown
    int failed_without_tokens = 0;      // their tokens are in no sum
    std::optional<double> mean_service_s;
    std::optional<double> binds_at;  // workers, by this count's mean service; absent without a limit
    std::optional<rate_verdict> verdict;
};

struct rate_safety {
    rate_tier tier;
    std::vector<rate_point> points;  // by workers
    // Little's law: a limit of x requests a second with requests of s seconds is reached by x·s workers. From the
    // fewest workers, whose requests slow each other least; of the limit that binds first.
    std::optional<double> binds_at;
    bool tokens_bind = false;  // else requests
};

// Needs attempts. Only counted trials; a worker count without one is left out.
rate_safety make_rate_safety(const run_record& run, const rate_tier& tier);

// Adds a count that was not run. `items` and `replayed` belong together; best replayed without limits: what the
// workers would ask for. A count that is there already stays as it is.
void add_replayed(rate_safety& safety, int workers, const std::vector<replay_item>& items, const replay_result& replayed);

std::string describe(const rate_point& point);
std::string describe_rate_safety(const rate_safety& safety);  // lines for a terminal

// [{workers, replayed, trials, requests_a_trial, requests: {mean, worst, extrapolated, mean_percent, …},
//   tokens: {…} | null, mean_service_s, binds_at, verdict, text}]; what is missing is null.
json to_json(const rate_safety& safety);

}  // namespace sweeplab
