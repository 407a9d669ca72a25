// A plan: a workload x worker counts x repeats, with limits and prices. Read strictly from JSON (every
// unknown key, wrong type and impossible value is refused with its JSON path) and written back the same.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/clock.h"
#include "engine/foundation/json_reader.h"
#include "engine/model/item.h"
#include "engine/model/objective.h"

namespace sweeplab {

enum class trial_order { ascending, blocks };
enum class item_order { fifo, longest_first };

inline constexpr double default_sampling_hz = 5;
inline constexpr double most_sampling_hz = 50;

// Repeats until the times are known well enough: rounds go on, after `at_least` of them, until the widest 95 %
// interval of all worker counts is within ± half_width_pct of its mean, the trials have taken `budget_s`, or
// sweep_spec::repeats is reached. METHODS.md §4.
struct adaptive_repeats {
    int at_least = 5;           // 2 to repeats
    double half_width_pct = 5;  // of the mean, more than 0
    std::optional<double> budget_s;
    bool operator==(const adaptive_repeats&) const = default;
};

// The sweep chooses its worker counts itself, one trial after the other, until the recommendation for the objective
// stops moving or the first of the budgets is used up. The counts of sweep_spec::workers come first.
struct auto_counts {
    int trials = 30;                // the most, warm-up not counted; 1 to 1000
    std::optional<double> minutes;  // of trials
    std::optional<double> cost;     // of trials, in the plan's currency
    int most_workers = 64;          // never more than this; 1 to sweeplab::most_workers
    objective asked = objective::fewest_near_best;
    std::optional<double> deadline_s;        // of cheapest_by_deadline
    std::optional<double> latency_target_s;  // of throughput_within_latency
    bool operator==(const auto_counts&) const = default;
};

struct sweep_spec {
    std::vector<int> workers;                    // distinct, 1 to most_workers, in the order given
    std::optional<auto_counts> automatic;        // not with repeats, adaptive or predict
    int repeats = 1;                             // 1 to 1000; with `adaptive` the most
    std::optional<adaptive_repeats> adaptive;    // needs blocks
    int warm_up = 0;                             // trials before the first counted one, at the first worker count; 0 to 100
    trial_order order = trial_order::ascending;  // blocks: every count once a round, each round shuffled by the seed
    std::uint64_t seed = 1;
    std::optional<double> trial_timeout_s;
    item_order items = item_order::fifo;
    double sampling_hz = default_sampling_hz;  // resource samples a second; 0: none
    // 1 worker and a middle count are measured first, and the others predicted before they are measured; needs 1 worker and
    // two further counts.
    bool predict = false;
    bool operator==(const sweep_spec&) const = default;
};
inline constexpr int most_workers = 10'000;

struct limits_spec {
    std::optional<double> requests_per_minute;
    std::optional<double> tokens_per_minute;
    int max_attempts = 1;          // tries of one item, the first included
    bool stop_on_failure = false;  // the first item that finally fails ends the sweep
    bool operator==(const limits_spec&) const = default;
};

struct prices_spec {
    std::optional<double> input_per_million;
    std::optional<double> output_per_million;
    std::optional<double> cached_input_per_million;
    std::optional<double> per_request;
    std::string currency = "USD";
    std::string as_of;  // ISO date; empty: not given
    bool operator==(const prices_spec&) const = default;
};

// Items that together are a stage worth naming ("core ready"), once for each instance of the work: reached when the last of
// them has succeeded.
struct milestone {
    std::string name;
    std::vector<std::vector<int>> items;  // by instance: places in the list of items
    bool operator==(const milestone&) const = default;
};

// The workload part of a plan: immutable, one class a kind. Runs through workload/workload.h.
class workload_spec {
public:
    virtual ~workload_spec() = default;
    virtual std::string kind() const = 0;
    virtual json to_json() const = 0;         // with "kind"; reading it back gives an equal spec
    virtual std::string summary() const = 0;  // one line: "uv run generate --parallel={workers}"
    // The items, in order. Relative files are looked up from `base` (the plan file's folder). At least one.
    virtual result<item_list> load_items(const std::filesystem::path& base) const = 0;
    // Slots that the dispatcher fills at a worker count: the count itself, but 1 for a command that
    // parallelises itself.
    virtual int slots(int workers) const { return workers; }
    // Environment variables whose values are keys and must appear nowhere.
    virtual std::vector<std::string> secret_names() const { return {}; }
    // Tokens that one item is expected to take, for pacing and estimates; nullopt when unknown.
    virtual std::optional<std::int64_t> expected_input_tokens(const item&) const { return std::nullopt; }
    virtual std::optional<std::int64_t> expected_output_tokens(const item&) const { return std::nullopt; }
    // Tries of the item at this place, the first included, where it has a number of its own.
    virtual std::optional<int> max_attempts_of(int /*item*/) const { return std::nullopt; }
    virtual std::vector<milestone> milestones(const item_list&) const { return {}; }
    // Of the items that load_items() gives, a trial at this worker count does the first so many.
    virtual int items_at(int /*workers*/, int items) const { return items; }
    // What the plan itself gives one trial, however fast the workers are: nothing follows from its time for other counts.
    virtual std::optional<double> planned_seconds() const { return std::nullopt; }
};

using workload_reader =
    std::function<result<std::shared_ptr<const workload_spec>>(const json& value, const std::string& path)>;

// The kinds that can be read; engine/workload/workload_kinds.h fills it.
class workload_kinds {
public:
    void add(std::string kind, workload_reader reader) { readers_[std::move(kind)] = std::move(reader); }
    result<std::shared_ptr<const workload_spec>> read(const json& value, const std::string& path) const;
    std::vector<std::string> names() const;

private:
    std::map<std::string, workload_reader, std::less<>> readers_;
};

struct plan {
    std::string name;
    std::shared_ptr<const workload_spec> workload;
    sweep_spec sweep;
    limits_spec limits;
    std::optional<prices_spec> prices;
    std::string notes;
};

inline constexpr int plan_format = 1;  // the value of "sweeplab" in a plan file

result<plan> read_plan(const json& document, const workload_kinds& kinds);
// From a file's text; `what` names it in messages.
result<plan> parse_plan(std::string_view text, const std::string& what, const workload_kinds& kinds);
json to_json(const plan& value);
// Equal hashes: the same work. Name, notes, prices, repeats and the worker counts do not count,
// so that a resumed, longer or renamed sweep is still the same work.
std::string work_hash(const plan& value, const item_list& items);

// "1, 2, 4, 8", "1-8", "1-16:*2" (doubling), "10-50:10" (steps), mixed with commas.
result<std::vector<int>> parse_worker_counts(std::string_view text);
std::string worker_counts_to_text(const std::vector<int>& counts);

// The items of the plan's trials: as many as the largest worker count needs.
result<item_list> load_items(const plan& value, const std::filesystem::path& base);

// Sets `document` at a JSON pointer from "POINTER=VALUE"; VALUE is JSON, else a string.
result<void> apply_setting(json& document, std::string_view setting);

std::string_view to_text(trial_order order);
std::string_view to_text(item_order order);

}  // namespace sweeplab
