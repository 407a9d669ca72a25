#include "engine/model/host_profile.h"

#include <algorithm>
#include <cmath>

#include "engine/foundation/text.h"
#include "engine/model/json_fields.h"
#include "engine/model/plan.h"

namespace sweeplab {
namespace {

constexpr int most_threads = 1'000'000;
constexpr double no_limit = std::numeric_limits<double>::max();

// For a profile entered by hand: the name in lower case, with dashes, so that the same name is the same machine.
std::string id_from_name(std::string_view name) {
    std::string id;
    for (const char c : to_lower(name)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) >= 0x80);
        if (plain) id += c;
        else if (!id.empty() && id.back() != '-') id += '-';
    }
    while (!id.empty() && id.back() == '-') id.pop_back();
    return id;
}

std::optional<number_range> read_range(json_object_reader& reader, std::string_view key) {
    const json* value = reader.raw(key);
    if (!value) return std::nullopt;
    const auto number = [](const json& entry) { return entry.is_number() && std::isfinite(entry.get<double>()); };
    const bool pair = value->is_array() && value->size() == 2 && number((*value)[0]) && number((*value)[1]);
    const number_range range = pair ? number_range{(*value)[0].get<double>(), (*value)[1].get<double>()} : number_range{};
    if (pair && range.least >= 0 && range.least <= range.most) return range;
    reader.complain("must be a list of two numbers, the least and the most, as in [30, 50]", reader.path_of(key));
    return std::nullopt;
}

cache_level read_cache(const json& value, const std::string& path, json_object_reader& parent) {
    json_object_reader reader(value, path);
    cache_level cache;
    reader.require("level");
    reader.require("bytes");
    assign(cache.level, read_int(reader, "level", 1, 9));
    assign(cache.kind, reader.choice("kind", {"data", "instruction", "unified"}));
    assign(cache.bytes, reader.integer("bytes", 1));
    assign(cache.count, read_int(reader, "count", 1, most_threads));
    reader.finish();
    if (reader.failed()) parent.adopt(reader.fault());
    return cache;
}

gpu_device read_gpu(const json& value, const std::string& path, json_object_reader& parent) {
    json_object_reader reader(value, path);
    gpu_device gpu;
    reader.require("name");
    assign(gpu.name, reader.string("name"));
    gpu.memory_bytes = reader.integer("memory_bytes", 1);
    assign(gpu.driver, reader.string("driver"));
    reader.finish();
    if (reader.failed()) parent.adopt(reader.fault());
    return gpu;
}

template <class Part>
void read_list(json_object_reader& reader, std::string_view key, std::vector<Part>& list,
               Part (*read)(const json&, const std::string&, json_object_reader&)) {
    const json* value = reader.raw(key);
    if (!value) return;
    if (!value->is_array()) {
        reader.complain("must be a list, not " + json_type_in_words(*value), reader.path_of(key));
        return;
    }
    for (std::size_t i = 0; i < value->size(); ++i)
        list.push_back(read((*value)[i], json_path_with(reader.path_of(key), std::to_string(i)), reader));
}

void read_hardware(json_object_reader& reader, host_profile& host) {
    assign(host.cpu_model, reader.string("cpu_model"));
    host.packages = read_int(reader, "packages", 1, most_threads);
    host.physical_cores = read_int(reader, "physical_cores", 1, most_threads);
    host.threads = read_int(reader, "threads", 1, most_threads);
    host.numa_nodes = read_int(reader, "numa_nodes", 1, most_threads);
    read_list(reader, "caches", host.caches, read_cache);
    host.memory_bytes = reader.integer("memory_bytes", 1);
    assign(host.memory_kind, reader.string("memory_kind"));
    assign(host.features, reader.strings("features"));
    read_list(reader, "gpus", host.gpus, read_gpu);
    assign(host.kernel, reader.string("kernel"));
    assign(host.os, reader.string("os"));
    host.cgroup_cpus = read_positive(reader, "cgroup_cpus", no_limit);
    host.cgroup_memory_bytes = reader.integer("cgroup_memory_bytes", 1);
    host.usable_threads = read_int(reader, "usable_threads", 1, most_threads);
}

void read_expectations(json_object_reader& reader, host_profile& host) {
    host.expected_tokens_per_s = read_range(reader, "expected_tokens_per_s");
    host.expected_best_workers = read_range(reader, "expected_best_workers");
    if (const auto counts = read_integers(reader, "default_sweep", 1, most_workers))
        for (const auto count : *counts) host.default_sweep.push_back(static_cast<int>(count));
    host.price = reader.number("price", 0);
    host.amortisation_years = read_positive(reader, "amortisation_years", 1000);
    host.watts = reader.number("watts", 0);
    host.tariff_per_kwh = reader.number("tariff_per_kwh", 0);
    assign(host.currency, reader.string("currency"));
    assign(host.notes, reader.string("notes"));
}

}  // namespace

result<host_profile> read_host_profile(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    host_profile host;
    reader.require("name");
    assign(host.name, reader.string("name"));
    if (reader.has("name") && !reader.failed() && trim(host.name).empty())
        reader.complain("must not be empty", reader.path_of("name"));
    assign(host.id, reader.string("id"));
    if (host.id.empty()) host.id = id_from_name(host.name);
    assign(host.measured, reader.boolean("measured"));
    assign(host.reached_by, reader.string("reached_by"));
    read_hardware(reader, host);
    if (const json* limits = reader.raw("generator")) {
        auto read = read_generator_limits(*limits, reader.path_of("generator"));
        if (read) host.generator = *read;
        else reader.adopt(read.error());
    }
    read_expectations(reader, host);
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    return host;
}

}  // namespace sweeplab
