// A run: one sweep as carried out and saved, with its trials.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/clock.h"
#include "engine/foundation/ids.h"
#include "engine/model/attempt.h"
#include "engine/model/conditions.h"
#include "engine/model/host_profile.h"
#include "engine/model/item.h"
#include "engine/model/resource.h"
#include "engine/model/scaling_decision.h"
#include "engine/model/soak_sample.h"
#include "engine/model/worker_interval.h"

namespace sweeplab {

// running and interrupted are the same rows: a run that says "running" and is held by no living Sweeplab
// is interrupted. The numbers are the store's.
enum class run_state : std::uint8_t { running = 1, complete = 2, interrupted = 3, cancelled = 4, failed = 5 };
enum class trial_state : std::uint8_t { interrupted = 1, complete = 2, cancelled = 3, failed = 4 };
enum class run_origin : std::uint8_t { measured = 1, imported = 2, example = 3 };

std::string_view to_text(run_state state);
std::string_view to_text(trial_state state);
std::string_view to_text(run_origin origin);
std::optional<run_state> run_state_from(std::string_view text);
std::optional<trial_state> trial_state_from(std::string_view text);
std::optional<run_origin> run_origin_from(std::string_view text);

// One repeat at one worker count.
struct trial {
    trial_id id;
    int workers = 1;
    int repeat = 1;        // from 1; warm-up trials count on their own
    bool warm_up = false;  // never counted
    int position = 0;      // in the order the trials were carried out, from 0
    trial_state state = trial_state::interrupted;
    std::uint64_t seed = 0;
    unix_ms started_at = 0;
    std::optional<std::int64_t> time_ns;  // makespan; absent until complete
    int slots = 1;                        // slots of the dispatcher: workers, or 1 for a command that parallelises itself
    int jobs = 0;                         // items that ended, successfully or not
    int failed = 0;                       // items that finally failed
    std::string message;                  // why it failed or was discarded
    // Sums over the items that succeeded, so that curves need no attempts; absent when any of them is unknown.
    // Imported trials have only these.
    std::optional<std::int64_t> input_tokens;
    std::optional<std::int64_t> output_tokens;
    std::optional<std::int64_t> total_tokens;
    std::optional<double> cost;
    std::optional<std::int64_t> result_count;
    trial_conditions conditions;  // of the machine around the trial; empty for imported times
    resource_summary resources;   // peak and mean of the samples
    // Checks of the measurement by itself (self_audit.h) that failed, in words. Empty: all that could be made passed;
    // absent: not audited.
    std::optional<std::vector<std::string>> audit_faults;
    std::vector<scaling_decision>
        decisions;                  // of a load with a scaling policy, by time; the kept counts where the reason changed
    std::string excluded;           // why a person took it out of the counted ones; empty: nobody did
    std::vector<attempt> attempts;  // only when loaded
    std::vector<worker_interval> intervals;  // only when loaded
    std::vector<resource_sample> samples;    // by time; only when loaded
    std::vector<soak_sample> soak;           // by time, of a soak; only when loaded

    // Complete, no warm-up, and every item succeeded.
    bool could_count() const { return state == trial_state::complete && !warm_up && failed == 0 && time_ns.has_value(); }
    bool counts() const { return could_count() && excluded.empty(); }
};

// What the list of saved runs shows.
struct run_summary {
    run_id id;
    std::string name;
    std::string host_id;
    std::string host_name;
    std::string workload;  // its summary line
    std::string kind;      // "llm", "command"; "imported" when only times came in
    run_state state = run_state::running;
    run_origin origin = run_origin::measured;
    bool simulated = false;  // against the simulated endpoint
    bool starred = false;    // the baseline
    unix_ms started_at = 0;
    unix_ms ended_at = 0;  // 0: not yet
    std::vector<int> workers;
    int trials_planned = 0;  // counted ones
    int trials_complete = 0;
    std::vector<std::string> tags;
    std::string notes;
};

struct run_record {
    run_summary summary;
    host_profile host;        // as it was at the time
    json plan;                // null for imported times
    std::string base_folder;  // where the plan's relative paths start; stays on this machine (in no bundle)
    std::string work_hash;
    item_list items;
    std::string currency = "USD";
    std::vector<trial> trials;         // in the order carried out
    json predictions = json::array();  // made before what they predict was measured; engine/prediction reads and writes them
};

}  // namespace sweeplab
