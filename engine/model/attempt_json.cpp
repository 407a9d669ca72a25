#include "engine/model/json_fields.h"
#include "engine/model/run_event.h"

namespace sweeplab {
namespace {

constexpr int most_int = std::numeric_limits<int>::max();

json to_json(const measures& measured) {
    json object = json::object();
    for (const auto& [which, value] : measured.all()) object[std::string(measure_name(which))] = value;
    return object;
}

void put_kept(json& object, const char* key, const char* truncated_key, const kept_text& kept) {
    put_text(object, key, kept.text);
    if (kept.truncated) object[truncated_key] = true;
}

kept_text read_kept(json_object_reader& reader, std::string_view key, std::string_view truncated_key) {
    return {reader.string(key).value_or(std::string{}), reader.boolean(truncated_key).value_or(false)};
}

void read_measures(json_object_reader& parent, measures& measured) {
    const json* value = parent.raw("measures");
    if (!value) return;
    json_object_reader reader(*value, parent.path_of("measures"));
    if (value->is_object()) {
        for (const auto& [name, number] : value->items()) {
            const auto which = measure_from_name(name);
            if (!which) reader.complain("\"" + name + "\" is no measure of this Sweeplab", reader.path_of(name));
            else measured.set(*which, reader.integer(name));
        }
    }
    if (reader.failed()) parent.adopt(reader.fault());
}

void read_times(json_object_reader& reader, attempt& span) {
    for (const auto* key : {"start_ns", "end_ns"}) reader.require(key);
    assign(span.start_ns, reader.integer("start_ns", 0));
    assign(span.end_ns, reader.integer("end_ns", 0));
    // Files of others may know only when the service began and ended.
    span.claimed_ns = reader.integer("claimed_ns", 0).value_or(span.start_ns);
    span.released_ns = reader.integer("released_ns", 0).value_or(span.end_ns);
    const bool in_order =
        span.claimed_ns <= span.start_ns && span.start_ns <= span.end_ns && span.end_ns <= span.released_ns;
    if (!in_order)
        reader.complain("claimed_ns, start_ns, end_ns and released_ns must follow each other in this order",
                        reader.path_of("start_ns"));
}

}  // namespace

// Key by key: a run may have a million attempts, and an initializer list would build each of them twice.
json to_json(const attempt& span) {
    json object = json::object();
    object["item"] = span.item;
    object["number"] = span.number;
    object["worker"] = span.worker;
    object["state"] = to_text(span.state);
    object["reason"] = to_text(span.reason);
    object["claimed_ns"] = span.claimed_ns;
    object["start_ns"] = span.start_ns;
    object["end_ns"] = span.end_ns;
    object["released_ns"] = span.released_ns;
    object["tokens"] = value_or_null(span.tokens());
    object["message"] = text_to_json(span.message);
    object["measures"] = to_json(span.measured);
    put_kept(object, "output", "output_truncated", span.output);
    put_kept(object, "error_output", "error_output_truncated", span.error_output);
    if (!span.chunk_ns.empty()) object["chunk_ns"] = span.chunk_ns;
    return object;
}

result<attempt> read_attempt(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    attempt span;
    reader.require("item");
    assign(span.item, read_int(reader, "item", 0, most_int));
    assign(span.number, read_int(reader, "number", 1, most_int));
    assign(span.worker, read_int(reader, "worker", 0, most_int));
    assign(span.state, read_word(reader, "state", attempt_state_from));
    assign(span.reason, read_word(reader, "reason", failure_reason_from));
    read_times(reader, span);
    read_measures(reader, span.measured);
    assign(span.message, reader.string("message"));
    span.output = read_kept(reader, "output", "output_truncated");
    span.error_output = read_kept(reader, "error_output", "error_output_truncated");
    assign(span.chunk_ns, read_integers(reader, "chunk_ns", std::numeric_limits<std::int64_t>::min(),
                                        std::numeric_limits<std::int64_t>::max()));
    if (reader.failed()) return tl::unexpected(reader.fault());
    return span;
}

}  // namespace sweeplab
