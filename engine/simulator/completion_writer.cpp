#include "engine/simulator/completion_writer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sweeplab::simulator {
namespace {

std::string json_string(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string_view object_name(const completion_request& request) {
    if (!request.chat) return "text_completion";
    return request.stream ? "chat.completion.chunk" : "chat.completion";
}

std::string_view reason_of(const completion_writer::ending& end) { return end.cut_by_limit ? R"("length")" : R"("stop")"; }

}  // namespace

completion_writer::completion_writer(const completion_request& request, std::uint64_t serial, std::int64_t created)
    : chat_(request.chat), include_usage_(request.include_usage), prompt_tokens_(request.prompt_tokens) {
    head_ =
        fmt::format(R"({{"id":"{}-simulated-{}","object":"{}","created":{},"model":{},"system_fingerprint":"simulated",)",
                    request.chat ? "chatcmpl" : "cmpl", serial, object_name(request), created, json_string(request.model));
}

std::string completion_writer::usage(int output_tokens) const {
    return fmt::format(R"({{"prompt_tokens":{},"completion_tokens":{},"total_tokens":{}}})", prompt_tokens_, output_tokens,
                       prompt_tokens_ + output_tokens);
}

std::string completion_writer::whole(std::string_view text, const ending& end) const {
    const auto content =
        chat_ ? fmt::format(R"("message":{{"role":"assistant","content":{},"refusal":null}})", json_string(text))
              : fmt::format(R"("text":{})", json_string(text));
    return fmt::format(R"({}"choices":[{{"index":0,{},"logprobs":null,"finish_reason":{}}}],"usage":{}}})", head_, content,
                       reason_of(end), usage(end.output_tokens));
}

std::string completion_writer::event(std::string_view choice_body, std::string_view finish_reason) const {
    return fmt::format("data: {}\"choices\":[{{\"index\":0,{},\"logprobs\":null,\"finish_reason\":{}}}]{}}}\n\n", head_,
                       choice_body, finish_reason, include_usage_ ? ",\"usage\":null" : "");
}

std::string completion_writer::opening() const {
    return chat_ ? event(R"("delta":{"role":"assistant","content":""})", "null") : std::string{};
}

std::string completion_writer::piece(std::string_view text) const {
    return event(fmt::format(fmt::runtime(chat_ ? R"("delta":{{"content":{}}})" : R"("text":{})"), json_string(text)),
                 "null");
}

std::string completion_writer::closing(const ending& end) const {
    std::string events = event(chat_ ? R"("delta":{})" : R"("text":"")", reason_of(end));
    if (include_usage_) events += fmt::format("data: {}\"choices\":[],\"usage\":{}}}\n\n", head_, usage(end.output_tokens));
    return events + "data: [DONE]\n\n";
}

std::string completion_writer::malformed() const { return "data: " + head_ + "\"choices\":[{\"simulated fault\n\n"; }

}  // namespace sweeplab::simulator
