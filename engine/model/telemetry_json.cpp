#include "engine/model/telemetry_json.h"

#include "engine/model/json_fields.h"
#include "engine/model/record_fields.h"

namespace sweeplab {
namespace {

constexpr int most_int = std::numeric_limits<int>::max();

template <class Name>
json to_json(const named_integers<Name>& values, std::string_view (*name_of)(Name)) {
    json object = json::object();
    for (const auto& [which, value] : values.all()) object[std::string(name_of(which))] = value;
    return object;
}

// The values of an object, but for the keys that stand for something else.
template <class Name>
named_integers<Name> read_values(json_object_reader& reader, const json& object,
                                 std::optional<Name> (*from_name)(std::string_view),
                                 std::initializer_list<std::string_view> other_keys = {}) {
    named_integers<Name> values;
    if (!object.is_object()) return values;
    for (const auto& [name, number] : object.items()) {
        if (std::find(other_keys.begin(), other_keys.end(), name) != other_keys.end()) continue;
        const auto which = from_name(name);
        if (!which) reader.complain("\"" + name + "\" is not known to this Sweeplab", reader.path_of(name));
        else values.set(*which, reader.integer(name));
    }
    return values;
}

template <class Name>
void read_values_of(json_object_reader& parent, std::string_view key, named_integers<Name>& values,
                    std::optional<Name> (*from_name)(std::string_view)) {
    const json* value = parent.raw(key);
    if (!value) return;
    json_object_reader reader(*value, parent.path_of(key));
    values = read_values(reader, *value, from_name);
    if (reader.failed()) parent.adopt(reader.fault());
}

json to_json(const machine_conditions& conditions) {
    json object = to_json(conditions.values, condition_name);
    put_text(object, "governor", conditions.governor);
    put_text(object, "frequency_driver", conditions.frequency_driver);
    return object;
}

void read_moment(json_object_reader& parent, std::string_view key, machine_conditions& conditions) {
    const json* value = parent.raw(key);
    if (!value) return;
    json_object_reader reader(*value, parent.path_of(key));
    conditions.values = read_values(reader, *value, condition_from_name, {"governor", "frequency_driver"});
    assign(conditions.governor, reader.string("governor"));
    assign(conditions.frequency_driver, reader.string("frequency_driver"));
    if (reader.failed()) parent.adopt(reader.fault());
}

json to_json(const resource_sample& sample) {
    json object = to_json(sample.values, resource_name);
    object["at_ns"] = sample.at_ns;
    return object;
}

result<resource_sample> read_sample(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    resource_sample sample;
    reader.require("at_ns");
    assign(sample.at_ns, reader.integer("at_ns", 0));
    sample.values = read_values(reader, value, resource_from_name, {"at_ns"});
    if (reader.failed()) return tl::unexpected(reader.fault());
    return sample;
}

}  // namespace

void put_conditions(json& object, const trial_conditions& conditions) {
    if (conditions.empty()) return;
    object["conditions"] = {{"before", to_json(conditions.before)}, {"after", to_json(conditions.after)}};
}

void put_resources(json& object, const resource_summary& resources) {
    if (resources.samples == 0) return;
    object["resources"] = {{"samples", resources.samples},
                           {"peak", to_json(resources.peak, resource_name)},
                           {"mean", to_json(resources.mean, resource_name)}};
}

void put_samples(json& object, const std::vector<resource_sample>& samples) {
    if (samples.empty()) return;
    object["samples"] = list_to_json(samples, [](const resource_sample& sample) { return to_json(sample); });
}

void put_resource_values(json& object, const char* key, const resource_values& values) {
    if (!values.empty()) object[key] = to_json(values, resource_name);
}

void read_conditions(json_object_reader& parent, trial_conditions& conditions) {
    const json* value = parent.raw("conditions");
    if (!value) return;
    json_object_reader reader(*value, parent.path_of("conditions"));
    read_moment(reader, "before", conditions.before);
    read_moment(reader, "after", conditions.after);
    if (reader.failed()) parent.adopt(reader.fault());
}

void read_resources(json_object_reader& parent, resource_summary& resources) {
    const json* value = parent.raw("resources");
    if (!value) return;
    json_object_reader reader(*value, parent.path_of("resources"));
    reader.require("samples");
    assign(resources.samples, read_int(reader, "samples", 1, most_int));
    read_values_of(reader, "peak", resources.peak, resource_from_name);
    read_values_of(reader, "mean", resources.mean, resource_from_name);
    if (reader.failed()) parent.adopt(reader.fault());
}

void read_samples(json_object_reader& reader, std::vector<resource_sample>& samples) {
    read_list(reader, "samples", samples, read_sample);
}

void read_resource_values(json_object_reader& reader, const char* key, resource_values& values) {
    read_values_of(reader, key, values, resource_from_name);
}

}  // namespace sweeplab
