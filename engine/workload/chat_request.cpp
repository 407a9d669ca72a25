#include "engine/workload/chat_request.h"

namespace sweeplab {
namespace {

// Items come from files of any encoding; what is no UTF-8 becomes U+FFFD instead of an error in mid-trial.
std::string to_text(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

json common_members(const llm_spec& spec) {
    json body = {{"model", spec.endpoint.model}, {"stream", spec.stream}};
    if (spec.stream) body["stream_options"] = {{"include_usage", true}};
    if (spec.max_tokens) body["max_tokens"] = *spec.max_tokens;
    if (spec.temperature) body["temperature"] = *spec.temperature;
    if (spec.seed) body["seed"] = *spec.seed;
    if (!spec.stop.empty()) body["stop"] = spec.stop;
    body.merge_patch(spec.extra);
    return body;
}

std::string message(const char* role, const std::string& content) { return to_text({{"role", role}, {"content", content}}); }

}  // namespace

chat_request_writer::chat_request_writer(const llm_spec& spec, int workers, std::uint64_t seed)
    : prompt_(spec.prompt),
      system_(spec.system),
      workers_(std::to_string(workers)),
      seed_(std::to_string(seed)),
      common_(to_text(common_members(spec)).substr(1)) {}

std::string chat_request_writer::filled(const std::string& pattern, const item& one,
                                        const std::vector<named_value>& more) const {
    std::vector<named_value> values{{"item", one.text}, {"item_name", one.name}, {"workers", workers_}, {"seed", seed_}};
    values.insert(values.end(), more.begin(), more.end());
    return fill_in(pattern, values);
}

std::string chat_request_writer::body_for(const item& one, const std::vector<named_value>& more) const {
    std::string body = "{\"messages\":[";
    if (system_) body += message("system", filled(*system_, one, more)) + ",";
    body += message("user", filled(prompt_, one, more));
    body += "],";
    body += common_;
    return body;
}

}  // namespace sweeplab
