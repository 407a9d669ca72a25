#include "engine/model/scaling_decision.h"

#include "engine/model/json_fields.h"

namespace sweeplab {

json to_json(const scaling_decision& value) {
    return {{"at_ns", value.at_ns}, {"from", value.from}, {"to", value.to}, {"reason", text_to_json(value.reason)}};
}

result<scaling_decision> read_scaling_decision(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    scaling_decision decision;
    for (const auto* key : {"at_ns", "from", "to"}) reader.require(key);
    assign(decision.at_ns, reader.integer("at_ns", 0));
    assign(decision.from, read_int(reader, "from", 1));
    assign(decision.to, read_int(reader, "to", 1));
    assign(decision.reason, reader.string("reason"));
    if (reader.failed()) return tl::unexpected(reader.fault());
    return decision;
}

}  // namespace sweeplab
