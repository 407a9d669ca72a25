#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/model/json_fields.h"
#include "engine/model/plan.h"
#include "engine/model/plan_words.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

constexpr double longest_limit_s = 366.0 * 24 * 3600;
constexpr double most_per_minute = 1e12;
constexpr double highest_price = 1e9;

template <class Enum, std::size_t Size>
void read_choice(json_object_reader& reader, std::string_view key, const std::array<enum_name<Enum>, Size>& names,
                 Enum& target) {
    std::vector<std::string> choices;
    for (const auto& entry : names) choices.emplace_back(entry.text);
    if (const auto word = reader.choice(key, choices)) target = *value_in(names, *word);
}

void read_worker_counts(json_object_reader& reader, std::vector<int>& workers) {
    reader.require("workers");
    const auto path = reader.path_of("workers");
    const auto counts = read_integers(reader, "workers", 1, most_workers);
    if (!counts) return;
    if (counts->empty()) reader.complain("names no worker count", path, "Write it as in [1, 2, 4, 8].");
    std::map<std::int64_t, std::size_t> place_of;
    for (std::size_t i = 0; i < counts->size(); ++i) {
        const auto count = (*counts)[i];
        const auto [first, fresh] = place_of.emplace(count, i);
        if (!fresh)
            reader.complain(fmt::format("{} workers are given twice, first at {}/{}", count, path, first->second),
                            json_path_with(path, std::to_string(i)),
                            "Use \"repeats\" to measure a worker count more than once.");
        workers.push_back(static_cast<int>(count));
    }
}

std::optional<adaptive_repeats> read_adaptive(json_object_reader& parent, const sweep_spec& sweep) {
    const json* value = parent.raw("adaptive");
    if (!value) return std::nullopt;
    const auto path = parent.path_of("adaptive");
    json_object_reader reader(*value, path);
    adaptive_repeats rule;
    rule.at_least = std::min(rule.at_least, std::max(sweep.repeats, 2));
    assign(rule.at_least, read_int(reader, "at_least", 2, 1000));
    assign(rule.half_width_pct, read_positive(reader, "half_width_pct", 100));
    rule.budget_s = read_positive(reader, "budget_s", longest_limit_s);
    reader.finish();
    if (reader.failed()) parent.adopt(reader.fault());
    if (sweep.repeats < rule.at_least)
        parent.complain(fmt::format("\"repeats\" is the most that may be needed, so it must be at least {}", rule.at_least),
                        parent.path_of("repeats"));
    if (sweep.order != trial_order::blocks)
        parent.complain("needs rounds of all worker counts", path, "Set \"order\" to \"blocks\".");
    return rule;
}

std::optional<objective> read_objective(json_object_reader& reader) {
    std::vector<std::string> choices;
    for (const auto which : all_objectives()) choices.emplace_back(key_of(which));
    const auto word = reader.choice("objective", choices);
    return word ? objective_from(*word) : std::nullopt;
}

std::optional<auto_counts> read_auto(json_object_reader& parent) {
    const json* value = parent.raw("auto");
    if (!value) return std::nullopt;
    const auto path = parent.path_of("auto");
    json_object_reader reader(*value, path);
    auto_counts rule;
    assign(rule.trials, read_int(reader, "trials", 1, 1000));
    rule.minutes = read_positive(reader, "minutes", longest_limit_s / 60);
    rule.cost = read_positive(reader, "cost", highest_price);
    assign(rule.most_workers, read_int(reader, "most_workers", 1, most_workers));
    assign(rule.asked, read_objective(reader));
    rule.deadline_s = read_positive(reader, "deadline_s", longest_limit_s);
    rule.latency_target_s = read_positive(reader, "latency_target_s", longest_limit_s);
    const auto needs = [&](objective which, const char* key, bool given) {
        if (rule.asked == which && !given)
            reader.complain(fmt::format("\"{}\" needs \"{}\"", key_of(which), key), json_path_with(path, key));
    };
    needs(objective::cheapest_by_deadline, "deadline_s", rule.deadline_s.has_value());
    needs(objective::throughput_within_latency, "latency_target_s", rule.latency_target_s.has_value());
    reader.finish();
    if (reader.failed()) parent.adopt(reader.fault());
    return rule;
}

// One thing at a time: rounds, repeats and stages are what the sweep itself decides then.
void refuse_beside_auto(json_object_reader& reader, const sweep_spec& sweep) {
    if (!sweep.automatic) return;
    const auto refuse = [&](const char* key, bool there) {
        if (there)
            reader.complain("does not go with \"auto\", which chooses what to measure next by itself", reader.path_of(key),
                            "Leave one of the two out.");
    };
    refuse("repeats", sweep.repeats > 1);
    refuse("adaptive", sweep.adaptive.has_value());
    refuse("predict", sweep.predict);
    for (const int count : sweep.workers)
        if (count > sweep.automatic->most_workers)
            reader.complain(
                fmt::format("{} is more than the most workers of \"auto\", {}", count, sweep.automatic->most_workers),
                reader.path_of("workers"));
}

sweep_spec read_sweep(const json& value, const std::string& path, json_object_reader& parent) {
    json_object_reader reader(value, path);
    sweep_spec sweep;
    sweep.automatic = read_auto(reader);
    if (sweep.automatic && !reader.raw("workers")) sweep.workers = {1};
    else read_worker_counts(reader, sweep.workers);
    assign(sweep.repeats, read_int(reader, "repeats", 1, 1000));
    assign(sweep.warm_up, read_int(reader, "warm_up", 0, 100));
    read_choice(reader, "order", trial_order_names, sweep.order);
    assign(sweep.seed, read_unsigned(reader, "seed"));
    sweep.trial_timeout_s = read_positive(reader, "trial_timeout_s", longest_limit_s);
    read_choice(reader, "items", item_order_names, sweep.items);
    assign(sweep.sampling_hz, reader.number("sampling_hz", 0, most_sampling_hz));
    sweep.adaptive = read_adaptive(reader, sweep);
    assign(sweep.predict, reader.boolean("predict"));
    if (sweep.predict && (sweep.workers.size() < 3 || std::ranges::find(sweep.workers, 1) == sweep.workers.end()))
        reader.complain("needs 1 worker, a middle count and one to predict", reader.path_of("predict"),
                        "Name at least three worker counts, 1 among them");
    if (sweep.predict && sweep.adaptive)
        reader.complain("does not go with adaptive repeats, whose rounds measure all counts", reader.path_of("predict"));
    refuse_beside_auto(reader, sweep);
    reader.finish();
    if (reader.failed()) parent.adopt(reader.fault());
    return sweep;
}

limits_spec read_limits(const json& value, const std::string& path, json_object_reader& parent) {
    json_object_reader reader(value, path);
    limits_spec limits;
    limits.requests_per_minute = read_positive(reader, "requests_per_minute", most_per_minute);
    limits.tokens_per_minute = read_positive(reader, "tokens_per_minute", most_per_minute);
    assign(limits.max_attempts, read_int(reader, "max_attempts", 1, 100));
    assign(limits.stop_on_failure, reader.boolean("stop_on_failure"));
    reader.finish();
    if (reader.failed()) parent.adopt(reader.fault());
    return limits;
}

prices_spec read_prices(const json& value, const std::string& path, json_object_reader& parent) {
    json_object_reader reader(value, path);
    prices_spec prices;
    prices.input_per_million = reader.number("input_per_million", 0, highest_price);
    prices.output_per_million = reader.number("output_per_million", 0, highest_price);
    prices.cached_input_per_million = reader.number("cached_input_per_million", 0, highest_price);
    prices.per_request = reader.number("per_request", 0, highest_price);
    assign(prices.currency, reader.string("currency"));
    if (trim(prices.currency).empty()) reader.complain("must name a currency, as in \"USD\"", reader.path_of("currency"));
    assign(prices.as_of, reader.string("as_of"));
    if (!prices.as_of.empty() && !from_iso8601(prices.as_of))
        reader.complain(fmt::format("must be a date as in \"2024-11-17\", not {}", json_shown(json(prices.as_of))),
                        reader.path_of("as_of"));
    reader.finish();
    if (reader.failed()) parent.adopt(reader.fault());
    return prices;
}

void read_format(json_object_reader& reader) {
    reader.require("sweeplab");
    const auto format = reader.integer("sweeplab", 1);
    if (format && *format > plan_format)
        reader.complain(fmt::format("this plan is of format {}, and this Sweeplab reads format {}", *format, plan_format),
                        reader.path_of("sweeplab"), "A newer Sweeplab wrote it.");
}

void read_workload(json_object_reader& reader, const workload_kinds& kinds, plan& work) {
    reader.require("workload");
    const json* value = reader.raw("workload");
    if (!value) return;
    auto workload = kinds.read(*value, reader.path_of("workload"));
    if (workload) work.workload = std::move(*workload);
    else reader.adopt(workload.error());
}

}  // namespace

result<plan> read_plan(const json& document, const workload_kinds& kinds) {
    json_object_reader reader(document, "");
    plan work;
    read_format(reader);
    assign(work.name, reader.string("name"));
    assign(work.notes, reader.string("notes"));
    read_workload(reader, kinds, work);
    reader.require("sweep");
    if (const json* value = reader.raw("sweep")) work.sweep = read_sweep(*value, reader.path_of("sweep"), reader);
    if (const json* value = reader.raw("limits")) work.limits = read_limits(*value, reader.path_of("limits"), reader);
    if (const json* value = reader.raw("prices")) work.prices = read_prices(*value, reader.path_of("prices"), reader);
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    // A run needs a name to be found again.
    if (trim(work.name).empty()) work.name = shorten(work.workload->summary(), 80);
    return work;
}

result<plan> parse_plan(std::string_view text, const std::string& what, const workload_kinds& kinds) {
    const auto document = parse_json_strictly(text, what);
    if (!document) return tl::unexpected(document.error());
    auto work = read_plan(*document, kinds);
    if (!work && !what.empty()) {
        auto fault = work.error();
        fault.where = what + ": " + fault.where;
        return tl::unexpected(std::move(fault));
    }
    return work;
}

}  // namespace sweeplab
