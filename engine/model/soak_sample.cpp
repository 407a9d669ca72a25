#include "engine/model/soak_sample.h"

#include "engine/model/json_fields.h"
#include "engine/model/record_fields.h"
#include "engine/model/telemetry_json.h"

namespace sweeplab {
namespace {

void put_histogram(json& object, const char* key, const histogram& values) {
    if (values.empty()) return;
    json buckets = json::array();
    for (const auto& [number, times] : values.buckets()) buckets.push_back({number, times});
    object[key] = {{"least", *values.least()}, {"most", *values.most()}, {"sum", values.sum()}, {"buckets", buckets}};
}

result<histogram::bucket> read_bucket(const json& value, const std::string& path) {
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    if (value.is_array() && value.size() == 2 && value[0].is_number_integer() && value[1].is_number_integer()) {
        const auto number = value[0].get<std::int64_t>();
        if (number >= 0 && number <= most) return histogram::bucket{static_cast<std::int32_t>(number), value[1]};
    }
    return fail(error_kind::bad_input, "must be the number of a bucket and a count", path);
}

void read_histogram(json_object_reader& parent, const char* key, histogram& into) {
    const json* value = parent.raw(key);
    if (!value) return;
    json_object_reader reader(*value, parent.path_of(key));
    for (const auto* part : {"least", "most", "sum", "buckets"}) reader.require(part);
    const auto least = reader.integer("least", 0).value_or(0);
    const auto most = reader.integer("most", 0).value_or(0);
    const auto sum = reader.number("sum", 0).value_or(0);
    std::vector<histogram::bucket> buckets;
    read_list(reader, "buckets", buckets, read_bucket);
    if (reader.failed()) return parent.adopt(reader.fault());
    auto made = histogram::from_parts(std::move(buckets), least, most, sum);
    if (made) into = std::move(*made);
    else parent.complain("its numbers contradict each other", parent.path_of(key));
}

void read_series(json_object_reader& reader, std::vector<std::optional<double>>& series) {
    const json* list = reader.raw("series");
    if (!list) return;
    if (!list->is_array()) return reader.complain("must be a list", reader.path_of("series"));
    for (const auto& one : *list) {
        if (!one.is_null() && !one.is_number())
            return reader.complain("holds what is neither a number nor null", reader.path_of("series"));
        series.push_back(one.is_null() ? std::nullopt : std::optional(one.get<double>()));
    }
}

}  // namespace

json to_json(const soak_sample& sample) {
    json object = {{"at_ns", sample.at_ns},
                   {"length_ns", sample.length_ns},
                   {"chunks", sample.chunks},
                   {"requests", sample.requests},
                   {"failed", sample.failed}};
    put_histogram(object, "gaps", sample.gaps);
    put_histogram(object, "jitter", sample.jitter);
    put_histogram(object, "first_content", sample.first_content);
    put_resource_values(object, "used", sample.used);
    if (!sample.series.empty()) {
        json list = json::array();
        for (const auto& one : sample.series) list.push_back(value_or_null(one));
        object["series"] = std::move(list);
    }
    return object;
}

result<soak_sample> read_soak_sample(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    soak_sample sample;
    for (const auto* key : {"at_ns", "length_ns"}) reader.require(key);
    assign(sample.at_ns, reader.integer("at_ns", 0));
    assign(sample.length_ns, reader.integer("length_ns", 0));
    assign(sample.chunks, reader.integer("chunks", 0));
    assign(sample.requests, reader.integer("requests", 0));
    assign(sample.failed, reader.integer("failed", 0));
    read_histogram(reader, "gaps", sample.gaps);
    read_histogram(reader, "jitter", sample.jitter);
    read_histogram(reader, "first_content", sample.first_content);
    read_resource_values(reader, "used", sample.used);
    read_series(reader, sample.series);
    if (reader.failed()) return tl::unexpected(reader.fault());
    return sample;
}

}  // namespace sweeplab
