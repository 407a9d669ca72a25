// The "soak" workload of a plan: clients that keep streams from an endpoint open for a set time, one answer after the other,
// while a process and its own figures are watched. Immutable after reading: any thread.
//
//   {"kind": "soak", "duration_s": 1800, "every_s": 5, "settle_s": 120,
//    "endpoint": {…}, "prompt": "Tell me about {item}", "items": ["tides"], "max_tokens": 512,
//    "service": {"pid": 4711},
//    "metrics": {"url": "http://127.0.0.1:8000/metrics", "series": ["process_resident_memory_bytes", "up{job=\"x\"}"]},
//    "leak": {"alarm_mb_per_h": 20, "harmless_mb_per_h": 10}}
//
// "service": {"command": {"argv": ["./serve", "--port", "8000"], "cwd": "server", "env": {…}}, "start_limit_s": 60} starts a
// process of our own before each trial and ends it afterwards. Endpoint, service and metrics may each be left out, but not
// all three. With the built-in endpoint ("base_url": "simulated") the page may be "simulated", too. Items are prompts that
// are asked in turn; the rest of the request is as of "llm". "settle_s" is left out of what is said of growth: a tenth of
// the duration, at most five minutes, where it is not given.
#pragma once

#include <memory>

#include "engine/metrics/metrics_page.h"
#include "engine/workload/command_spec.h"
#include "engine/workload/endpoint_user.h"
#include "engine/workload/llm_spec.h"
#include "engine/workload/soak_load.h"

namespace sweeplab {

inline constexpr int most_soak_samples = 100'000;  // of one trial

// In the place of a page's URL: that of the built-in simulated endpoint.
inline constexpr std::string_view simulated_page = "simulated";

struct leak_rule {
    double alarm_mb_per_h = 20;     // growth that is surely above it is a leak
    double harmless_mb_per_h = 10;  // growth that is surely below it is none
    bool operator==(const leak_rule&) const = default;
};

struct watched_service {
    std::optional<int> pid;                       // of a process that runs already
    std::shared_ptr<const command_spec> command;  // else that one is started
    double start_limit_s = 60;                    // for it to answer
};

class soak_spec final : public workload_spec, public endpoint_user, public soak_load {
public:
    double duration_s = 1800;
    double every_s = 5;
    std::optional<double> settle_s;
    std::shared_ptr<const llm_spec> request;  // what is asked again and again; null: no stream
    bool own_items = false;                   // else each request is the same
    std::optional<watched_service> service;
    std::optional<metrics_choice> metrics;
    leak_rule leak;

    std::string kind() const override { return "soak"; }
    json to_json() const override;
    std::string summary() const override;
    // One for each client that there may be: "client 1", …
    result<item_list> load_items(const std::filesystem::path& base) const override;
    int items_at(int workers, int items) const override { return std::min(workers, items); }
    std::optional<double> planned_seconds() const override { return duration_s; }
    std::vector<std::string> secret_names() const override;

    bool wants_simulated() const override { return request && request->wants_simulated(); }
    std::shared_ptr<const workload_spec> with_simulated_at(const std::string& url) const override;

    double soak_seconds() const override { return duration_s; }
    double sample_seconds() const override { return every_s; }
    double settled_after_s() const { return settle_s.value_or(std::min(duration_s / 10, 300.0)); }
};

// `path` is the JSON pointer of `value` in the plan.
result<std::shared_ptr<const workload_spec>> read_soak_spec(const json& value, const std::string& path);

}  // namespace sweeplab
