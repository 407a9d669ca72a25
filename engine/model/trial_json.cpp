#include "engine/model/json_fields.h"
#include "engine/model/record_fields.h"
#include "engine/model/run_event.h"
#include "engine/model/telemetry_json.h"

namespace sweeplab {
namespace {

constexpr int most_int = std::numeric_limits<int>::max();

json to_json(const worker_interval& interval) {
    json object = json::object();
    object["worker"] = interval.worker;
    object["state"] = to_text(interval.state);
    object["start_ns"] = interval.start_ns;
    object["end_ns"] = interval.end_ns;
    if (interval.item >= 0) object["item"] = interval.item;
    if (interval.attempt > 0) object["attempt"] = interval.attempt;
    return object;
}

result<worker_interval> read_interval(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    worker_interval interval;
    for (const auto* key : {"worker", "state", "start_ns", "end_ns"}) reader.require(key);
    assign(interval.worker, read_int(reader, "worker", 0, most_int));
    assign(interval.state, read_word(reader, "state", worker_state_from));
    assign(interval.start_ns, reader.integer("start_ns", 0));
    assign(interval.end_ns, reader.integer("end_ns", interval.start_ns));
    assign(interval.item, read_int(reader, "item", 0, most_int));
    assign(interval.attempt, read_int(reader, "attempt", 1, most_int));
    if (reader.failed()) return tl::unexpected(reader.fault());
    return interval;
}

void put_sums(json& object, const trial& value) {
    put(object, "input_tokens", value.input_tokens);
    put(object, "output_tokens", value.output_tokens);
    put(object, "total_tokens", value.total_tokens);
    put(object, "cost", value.cost);
    put(object, "result_count", value.result_count);
}

void read_sums(json_object_reader& reader, trial& value) {
    value.input_tokens = reader.integer("input_tokens", 0);
    value.output_tokens = reader.integer("output_tokens", 0);
    value.total_tokens = reader.integer("total_tokens", 0);
    value.cost = reader.number("cost", 0);
    value.result_count = reader.integer("result_count", 0);
}

// Nanoseconds are exact; seconds are for people, and read where nothing else is given.
void read_makespan(json_object_reader& reader, trial& value) {
    const auto seconds = reader.number("time_s", 0, 9e9);
    value.time_ns = reader.integer("time_ns", 0);
    if (!value.time_ns && seconds) value.time_ns = from_seconds(*seconds).count();
    if (value.state == trial_state::complete && !value.time_ns)
        reader.complain("a complete trial needs its time", reader.path_of("time_ns"));
}

void read_counts(json_object_reader& reader, trial& value) {
    value.id.value = reader.integer("id", 0).value_or(0);
    reader.require("workers");
    assign(value.workers, read_int(reader, "workers", 1, most_int));
    assign(value.repeat, read_int(reader, "repeat", 1, most_int));
    assign(value.warm_up, reader.boolean("warm_up"));
    assign(value.position, read_int(reader, "position", 0, most_int));
    assign(value.seed, read_unsigned(reader, "seed"));
    value.slots = read_int(reader, "slots", 1, most_int).value_or(value.workers);
    assign(value.jobs, read_int(reader, "jobs", 0, most_int));
    assign(value.failed, read_int(reader, "failed", 0, most_int));
}

}  // namespace

json to_json(const trial& value, bool with_attempts) {
    json object = {{"id", value.id.value},       {"workers", value.workers},
                   {"repeat", value.repeat},     {"warm_up", value.warm_up},
                   {"position", value.position}, {"state", to_text(value.state)},
                   {"seed", value.seed},         {"started_at", time_to_json(value.started_at)},
                   {"time_s", nullptr},          {"time_ns", value_or_null(value.time_ns)},
                   {"slots", value.slots},       {"jobs", value.jobs},
                   {"failed", value.failed},     {"message", text_to_json(value.message)}};
    if (value.time_ns) object["time_s"] = to_seconds(duration(*value.time_ns));
    put_sums(object, value);
    put_conditions(object, value.conditions);
    put_resources(object, value.resources);
    if (value.audit_faults) object["audit_faults"] = texts_to_json(*value.audit_faults);
    if (!value.decisions.empty())
        object["decisions"] = list_to_json(value.decisions, [](const scaling_decision& one) { return to_json(one); });
    put_text(object, "excluded", value.excluded);
    if (!with_attempts) return object;
    object["attempts"] = list_to_json(value.attempts, [](const attempt& span) { return to_json(span); });
    object["intervals"] = list_to_json(value.intervals, [](const worker_interval& interval) { return to_json(interval); });
    put_samples(object, value.samples);
    if (!value.soak.empty()) object["soak"] = list_to_json(value.soak, [](const soak_sample& one) { return to_json(one); });
    return object;
}

result<trial> read_trial(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    trial read;
    reader.require("state");
    assign(read.state, read_word(reader, "state", trial_state_from));
    read_counts(reader, read);
    read.started_at = read_time(reader, "started_at");
    read_makespan(reader, read);
    assign(read.message, reader.string("message"));
    read_sums(reader, read);
    read_conditions(reader, read.conditions);
    read_resources(reader, read.resources);
    read.audit_faults = reader.strings("audit_faults");
    read_list(reader, "decisions", read.decisions, read_scaling_decision);
    assign(read.excluded, reader.string("excluded"));
    read_list(reader, "attempts", read.attempts, read_attempt);
    read_list(reader, "intervals", read.intervals, read_interval);
    read_samples(reader, read.samples);
    read_list(reader, "soak", read.soak, read_soak_sample);
    if (reader.failed()) return tl::unexpected(reader.fault());
    return read;
}

}  // namespace sweeplab
