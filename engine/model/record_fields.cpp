#include "engine/model/record_fields.h"

#include "engine/model/run_event.h"

namespace sweeplab {

json time_to_json(unix_ms time) { return time == 0 ? json(nullptr) : json(to_iso8601(time)); }

unix_ms read_time(json_object_reader& reader, std::string_view key) {
    const auto text = reader.string(key);
    if (!text) return 0;
    const auto time = from_iso8601(*text);
    if (!time) reader.complain("must be a time as in \"2026-11-21T09:30:00Z\"", reader.path_of(key));
    return time.value_or(0);
}

}  // namespace sweeplab
