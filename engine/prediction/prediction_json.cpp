#include <limits>

#include "engine/model/json_fields.h"
#include "engine/model/run_event.h"
#include "engine/prediction/prediction.h"

namespace sweeplab {
namespace {

json states_to_json(const replay_states& states) {
    return {{"service", states.service},
            {"rate_limit", states.rate_limit},
            {"dependency", states.dependency},
            {"overhead", states.overhead},
            {"idle", states.idle}};
}

result<replay_states> read_states(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    replay_states states;
    states.service = reader.integer("service", 0).value_or(0);
    states.rate_limit = reader.integer("rate_limit", 0).value_or(0);
    states.dependency = reader.integer("dependency", 0).value_or(0);
    states.overhead = reader.integer("overhead", 0).value_or(0);
    states.idle = reader.integer("idle", 0).value_or(0);
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    return states;
}

json baselines_to_json(const simple_baselines& simple) {
    return {{"bound_s", simple.bound_s},
            {"amdahl_s", value_or_null(simple.amdahl_s)},
            {"log_log_s", value_or_null(simple.log_log_s)}};
}

result<simple_baselines> read_baselines(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    simple_baselines simple;
    reader.require("bound_s");
    simple.bound_s = reader.number("bound_s", 0).value_or(0);
    simple.amdahl_s = reader.number("amdahl_s", 0);
    simple.log_log_s = reader.number("log_log_s", 0);
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    return simple;
}

std::vector<trial_id> read_trials(json_object_reader& reader) {
    std::vector<trial_id> trials;
    const json* list = reader.raw("input_trials");
    if (!list) return trials;
    if (!list->is_array()) reader.complain("must be a list of trials", reader.path_of("input_trials"));
    for (const auto& one : *list) {
        if (one.is_number_integer()) trials.push_back(trial_id{one.get<std::int64_t>()});
        else reader.complain("must be the number of a trial", reader.path_of("input_trials"));
    }
    return trials;
}

unix_ms read_made_at(json_object_reader& reader) {
    const auto text = reader.string("made_at");
    const auto time = text ? from_iso8601(*text) : std::nullopt;
    if (text && !time) reader.complain("is no ISO 8601 time", reader.path_of("made_at"));
    return time.value_or(0);
}

// A part that has a reader of its own.
template <class Part>
void read_part(json_object_reader& reader, const char* key, Part& target,
               result<Part> (*read)(const json&, const std::string&)) {
    const json* value = reader.raw(key);
    if (!value) return;
    if (auto part = read(*value, reader.path_of(key))) target = *part;
    else reader.adopt(part.error());
}

}  // namespace

prediction_score score_against(const prediction& made, double measured_s) {
    prediction_score score;
    score.measured_s = measured_s;
    score.error_percent = 100 * (made.time_s / measured_s - 1);
    if (made.lo && made.hi) score.inside = *made.lo <= measured_s && measured_s <= *made.hi;
    return score;
}

json to_json(const prediction& made) {
    json inputs = json::array();
    for (const auto id : made.input_trials) inputs.push_back(id.value);
    json value = {{"model", made.model},
                  {"version", made.version},
                  {"run", made.run ? json(made.run.value) : json(nullptr)},
                  {"input_trials", std::move(inputs)},
                  {"made_at", made.made_at ? json(to_iso8601(made.made_at)) : json(nullptr)},
                  {"workers", made.workers},
                  {"order", to_text(made.order)},
                  {"inflation", made.inflation},
                  {"overhead_s", made.overhead_s},
                  {"time_s", made.time_s},
                  {"lo", value_or_null(made.lo)},
                  {"hi", value_or_null(made.hi)},
                  {"worker_ns", states_to_json(made.worker_ns)},
                  {"baselines", baselines_to_json(made.baselines)},
                  {"is_input", made.is_input}};
    if (made.score) {
        value["measured_s"] = made.score->measured_s;
        value["error_percent"] = made.score->error_percent;
        value["inside"] = value_or_null(made.score->inside);
    }
    return value;
}

result<prediction> read_prediction(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    prediction made;
    for (const auto* key : {"model", "version", "workers", "time_s"}) reader.require(key);
    made.model = reader.string("model").value_or("");
    made.version = static_cast<int>(reader.integer("version", 1, std::numeric_limits<int>::max()).value_or(1));
    made.run.value = reader.integer("run", 1).value_or(0);
    made.input_trials = read_trials(reader);
    made.made_at = read_made_at(reader);
    made.workers = static_cast<int>(reader.integer("workers", 1, most_workers).value_or(1));
    const auto order = reader.choice("order", {"fifo", std::string(to_text(item_order::longest_first))});
    made.order = !order || *order == "fifo" ? item_order::fifo : item_order::longest_first;
    made.inflation = reader.number("inflation", 0).value_or(0);
    made.overhead_s = reader.number("overhead_s", 0).value_or(0);
    made.time_s = reader.number("time_s", 0).value_or(0);
    made.lo = reader.number("lo", 0);
    made.hi = reader.number("hi", 0);
    read_part(reader, "worker_ns", made.worker_ns, read_states);
    read_part(reader, "baselines", made.baselines, read_baselines);
    made.is_input = reader.boolean("is_input").value_or(false);
    if (const auto measured = reader.number("measured_s", 0)) {
        made.score = prediction_score{*measured, reader.number("error_percent").value_or(0), reader.boolean("inside")};
    }
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    return made;
}

}  // namespace sweeplab
