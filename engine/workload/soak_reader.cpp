#include <fmt/format.h>

#include "engine/workload/soak_spec.h"

namespace sweeplab {
namespace {

constexpr double longest_s = 30 * 24 * 3600.0;
constexpr double most_mb_per_h = 1e9;
constexpr std::int64_t most_pid = 1 << 22;  // of Linux with 64 bits

void read_times(json_object_reader& reader, soak_spec& spec) {
    reader.require("duration_s");
    spec.duration_s = reader.number("duration_s", 0.1, longest_s).value_or(spec.duration_s);
    spec.every_s = reader.number("every_s", 0.05, 3600).value_or(spec.every_s);
    spec.settle_s = reader.number("settle_s", 0, longest_s);
    if (reader.failed()) return;
    if (spec.every_s > spec.duration_s)
        return reader.complain(fmt::format("{} s are more than the whole soak takes, {} s", spec.every_s, spec.duration_s),
                               reader.path_of("every_s"));
    if (spec.settled_after_s() >= spec.duration_s)
        return reader.complain("nothing of the soak would be left to look at", reader.path_of("settle_s"));
    if (spec.duration_s / spec.every_s > most_soak_samples)
        reader.complain(fmt::format("these would be {:.0f} samples a trial, and at most {} are kept",
                                    spec.duration_s / spec.every_s, most_soak_samples),
                        reader.path_of("every_s"), "Take a sample less often.");
}

std::shared_ptr<const command_spec> read_command(json_object_reader& reader) {
    const json* value = reader.raw("command");
    if (value == nullptr) return nullptr;
    const auto path = reader.path_of("command");
    if (!value->is_object()) {
        reader.complain("must be an object such as {\"argv\": [\"./serve\"]}, not " + json_type_in_words(*value), path);
        return nullptr;
    }
    for (const auto* key : {"kind", "mode", "items", "prompt", "result", "check", "workspace", "timeout_s", "expect_exit"})
        if (value->contains(key)) {
            reader.complain("does not go with a service that runs beside the soak", json_path_with(path, key));
            return nullptr;
        }
    json whole = *value;
    whole["kind"] = "command";
    whole["mode"] = "per_item";  // of one that is never named: a service need not know of workers
    whole["items"] = json::array({""});
    const auto read = read_command_spec(whole, path);
    if (read) return std::dynamic_pointer_cast<const command_spec>(*read);
    reader.adopt(read.error());
    return nullptr;
}

void read_service(json_object_reader& parent, soak_spec& spec) {
    const json* value = parent.raw("service");
    if (value == nullptr) return;
    json_object_reader reader(*value, parent.path_of("service"));
    watched_service service;
    if (const auto pid = reader.integer("pid", 1, most_pid)) service.pid = static_cast<int>(*pid);
    service.command = read_command(reader);
    service.start_limit_s = reader.number("start_limit_s", 0.1, 3600).value_or(service.start_limit_s);
    reader.finish();
    if (!reader.failed() && service.pid.has_value() == (service.command != nullptr))
        reader.complain("needs either a \"pid\" or a \"command\"", parent.path_of("service"));
    if (reader.failed()) parent.adopt(reader.fault());
    else spec.service = std::move(service);
}

void read_metrics(json_object_reader& parent, soak_spec& spec) {
    const json* value = parent.raw("metrics");
    if (value == nullptr) return;
    json_object_reader reader(*value, parent.path_of("metrics"));
    metrics_choice choice;
    reader.require("url");
    reader.require("series");
    choice.url = reader.string("url").value_or("");
    choice.series = reader.strings("series").value_or(std::vector<std::string>{});
    reader.finish();
    if (!reader.failed() && choice.url != simulated_page)
        if (const auto fits = check_http_url(choice.url, reader.path_of("url")); !fits) reader.adopt(fits.error());
    if (!reader.failed() && choice.series.empty())
        reader.complain("names no series", reader.path_of("series"), R"(Write it as ["process_resident_memory_bytes"].)");
    for (std::size_t i = 0; i < choice.series.size() && !reader.failed(); ++i)
        if (const auto read = parse_series(choice.series[i]); !read)
            reader.complain(read.error().message, json_path_with(reader.path_of("series"), std::to_string(i)),
                            read.error().advice);
    if (reader.failed()) parent.adopt(reader.fault());
    else spec.metrics = std::move(choice);
}

void read_leak(json_object_reader& parent, soak_spec& spec) {
    const json* value = parent.raw("leak");
    if (value == nullptr) return;
    json_object_reader reader(*value, parent.path_of("leak"));
    auto& leak = spec.leak;
    leak.alarm_mb_per_h = reader.number("alarm_mb_per_h", 0, most_mb_per_h).value_or(leak.alarm_mb_per_h);
    leak.harmless_mb_per_h =
        reader.number("harmless_mb_per_h", 0, most_mb_per_h).value_or(std::min(leak.harmless_mb_per_h, leak.alarm_mb_per_h));
    reader.finish();
    if (!reader.failed() && leak.harmless_mb_per_h > leak.alarm_mb_per_h)
        reader.complain(fmt::format("{} is above \"alarm_mb_per_h\", {}", leak.harmless_mb_per_h, leak.alarm_mb_per_h),
                        reader.path_of("harmless_mb_per_h"));
    if (reader.failed()) parent.adopt(reader.fault());
}

// What is left is read as the chat completion that it is. Without an endpoint nothing may be left.
void read_request(json_object_reader& reader, const json& value, const std::string& path, soak_spec& spec) {
    if (!value.contains("endpoint") || value["endpoint"].is_null()) {
        if (!spec.service && !spec.metrics)
            return reader.complain("there is nothing to watch", path,
                                   "Name an \"endpoint\" to stream from, a \"service\", or a page of \"metrics\".");
        return reader.finish();
    }
    json whole = value;
    for (const char* own : {"duration_s", "every_s", "settle_s", "service", "metrics", "leak"}) whole.erase(own);
    whole["kind"] = "llm";
    if (whole.contains("stream"))
        return reader.complain("a soak always streams", json_path_with(path, "stream"), "Leave it out.");
    whole["stream"] = true;
    spec.own_items = whole.contains("items") && !whole["items"].is_null();
    if (!spec.own_items) {
        whole["items"] = json::array({""});
        if (!whole.contains("prompt") || whole["prompt"].is_null())
            return reader.complain("\"prompt\" is missing", json_path_with(path, "prompt"),
                                   "Say what is asked again and again, or give \"items\" that are asked in turn.");
    }
    const auto read = read_llm_spec(whole, path);
    if (read) spec.request = std::dynamic_pointer_cast<const llm_spec>(*read);
    else reader.adopt(read.error());
}

void check_simulated_page(json_object_reader& reader, const soak_spec& spec) {
    if (spec.metrics && spec.metrics->url == simulated_page && !spec.wants_simulated())
        reader.complain("there is no built-in endpoint in this plan", reader.path_of("metrics") + "/url",
                        "Name the page of the service under test.");
}

}  // namespace

result<std::shared_ptr<const workload_spec>> read_soak_spec(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    auto spec = std::make_shared<soak_spec>();
    reader.choice("kind", {"soak"});
    read_times(reader, *spec);
    read_service(reader, *spec);
    read_metrics(reader, *spec);
    read_leak(reader, *spec);
    if (!reader.failed()) read_request(reader, value, path, *spec);
    if (!reader.failed()) check_simulated_page(reader, *spec);
    if (reader.failed()) return tl::unexpected(reader.fault());
    return spec;
}

}  // namespace sweeplab
