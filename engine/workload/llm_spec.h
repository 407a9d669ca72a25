// The "llm" workload of a plan: one chat completion for each item. Immutable after reading: any thread.
//
//   {"kind": "llm", "endpoint": {…}, "prompt": "List the beliefs in:\n{item}", "system": "Answer in JSON.",
//    "items": {"file": "chunks.jsonl"}, "max_tokens": 256, "temperature": 0, "seed": 7, "stop": ["\n\n"],
//    "stream": true, "extra": {"top_p": 0.9}, "result": {"count": "/beliefs"},
//    "timeouts": {"connect_s": 10, "first_token_s": 120, "between_tokens_s": 60, "whole_s": 600}, "preconnect": true}
//
// {item} {item_name} {workers} {seed} are filled in in the prompt and the system text; {seed} is the trial's.
// "extra" is merged into the request's body (RFC 7396: null takes a member out).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/http/http_types.h"
#include "engine/model/plan.h"
#include "engine/workload/endpoint_spec.h"
#include "engine/workload/endpoint_user.h"
#include "engine/workload/item_source.h"
#include "engine/workload/result_rule.h"

namespace sweeplab {

struct llm_timeouts {
    // Seconds; absent: the default that llm_spec::limits() gives.
    std::optional<double> connect_s;
    std::optional<double> first_token_s;
    std::optional<double> between_tokens_s;
    std::optional<double> whole_s;
    bool operator==(const llm_timeouts&) const = default;
};

class llm_spec final : public workload_spec, public endpoint_user {
public:
    endpoint_spec endpoint;
    std::string prompt;
    std::optional<std::string> system;
    item_source items;
    std::optional<std::int64_t> max_tokens;
    std::optional<double> temperature;
    std::optional<std::int64_t> seed;
    std::vector<std::string> stop;
    bool stream = true;
    json extra = json::object();
    result_rules rules;
    llm_timeouts timeouts;
    bool preconnect = true;

    std::string kind() const override { return "llm"; }
    json to_json() const override;
    std::string summary() const override;
    result<item_list> load_items(const std::filesystem::path& base) const override;
    std::vector<std::string> secret_names() const override;
    // Four bytes a token: good enough to pace by, settled by the server's own count.
    std::optional<std::int64_t> expected_input_tokens(const item& one) const override;
    std::optional<std::int64_t> expected_output_tokens(const item&) const override { return max_tokens; }

    bool wants_simulated() const override { return endpoint.is_simulated(); }
    std::shared_ptr<const workload_spec> with_simulated_at(const std::string& url) const override;

    http_limits limits() const;
};

// `path` is the JSON pointer of `value` in the plan.
result<std::shared_ptr<const workload_spec>> read_llm_spec(const json& value, const std::string& path);

// True when the plan asks for the built-in simulated endpoint ("base_url": "simulated").
bool wants_simulated_endpoint(const workload_spec& spec);
// The same work against another URL, which is the built-in endpoint's: no proxy is asked for it. A spec that names no
// endpoints is given back as it is.
std::shared_ptr<const workload_spec> with_base_url(std::shared_ptr<const workload_spec> spec, const std::string& url);

}  // namespace sweeplab
