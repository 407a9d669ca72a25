#include "engine/model/generator_limits.h"

#include "engine/model/json_fields.h"

namespace sweeplab {

result<generator_limits> read_generator_limits(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    generator_limits limits;
    if (const auto when = reader.integer("measured_at", 0)) limits.measured_at = *when;
    limits.requests_per_s = reader.number("requests_per_s", 0);
    limits.chunks_per_s = reader.number("chunks_per_s", 0);
    if (const auto streams = reader.integer("streams", 1, 1'000'000)) limits.streams = static_cast<int>(*streams);
    limits.stamp_error_p99_us = reader.number("stamp_error_p99_us", 0);
    limits.process_starts_per_s = reader.number("process_starts_per_s", 0);
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    return limits;
}

json to_json(const generator_limits& value) {
    json object = {{"measured_at", value.measured_at}};
    put(object, "requests_per_s", value.requests_per_s);
    put(object, "chunks_per_s", value.chunks_per_s);
    put(object, "streams", value.streams);
    put(object, "stamp_error_p99_us", value.stamp_error_p99_us);
    put(object, "process_starts_per_s", value.process_starts_per_s);
    return object;
}

}  // namespace sweeplab
