#include "engine/model/host_profile.h"
#include "engine/model/json_fields.h"

namespace sweeplab {
namespace {

json to_json(const number_range& range) { return json::array({number_to_json(range.least), number_to_json(range.most)}); }

void write_hardware(const host_profile& host, json& object) {
    put_text(object, "cpu_model", host.cpu_model);
    put(object, "packages", host.packages);
    put(object, "physical_cores", host.physical_cores);
    put(object, "threads", host.threads);
    put(object, "numa_nodes", host.numa_nodes);
    for (const auto& cache : host.caches) {
        json entry = {{"level", cache.level}, {"bytes", cache.bytes}, {"count", cache.count}};
        put_text(entry, "kind", cache.kind);
        object["caches"].push_back(std::move(entry));
    }
    put(object, "memory_bytes", host.memory_bytes);
    put_text(object, "memory_kind", host.memory_kind);
    if (!host.features.empty()) object["features"] = texts_to_json(host.features);
    for (const auto& gpu : host.gpus) {
        json entry = {{"name", text_to_json(gpu.name)}};
        put(entry, "memory_bytes", gpu.memory_bytes);
        put_text(entry, "driver", gpu.driver);
        object["gpus"].push_back(std::move(entry));
    }
    put_text(object, "kernel", host.kernel);
    put_text(object, "os", host.os);
    put(object, "cgroup_cpus", host.cgroup_cpus);
    put(object, "cgroup_memory_bytes", host.cgroup_memory_bytes);
    put(object, "usable_threads", host.usable_threads);
}

void write_expectations(const host_profile& host, json& object) {
    if (host.expected_tokens_per_s) object["expected_tokens_per_s"] = to_json(*host.expected_tokens_per_s);
    if (host.expected_best_workers) object["expected_best_workers"] = to_json(*host.expected_best_workers);
    if (!host.default_sweep.empty()) object["default_sweep"] = host.default_sweep;
    put(object, "price", host.price);
    put(object, "amortisation_years", host.amortisation_years);
    put(object, "watts", host.watts);
    put(object, "tariff_per_kwh", host.tariff_per_kwh);
    object["currency"] = text_to_json(host.currency);
    put_text(object, "notes", host.notes);
}

}  // namespace

json to_json(const host_profile& value) {
    json object = {{"id", text_to_json(value.id)}, {"name", text_to_json(value.name)}, {"measured", value.measured}};
    put_text(object, "reached_by", value.reached_by);
    write_hardware(value, object);
    if (value.generator) object["generator"] = to_json(*value.generator);
    write_expectations(value, object);
    return object;
}

}  // namespace sweeplab
