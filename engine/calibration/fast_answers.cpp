#include "engine/calibration/fast_answers.h"

#include <fmt/format.h>

namespace sweeplab::calibration {
namespace {

constexpr std::size_t block_bytes = 64 * 1024;

std::string framed(std::string_view events) { return fmt::format("{:x}\r\n{}\r\n", events.size(), events); }

std::string content_event(std::string_view content) {
    return fmt::format(
        "data: {{\"id\":\"bench\",\"object\":\"chat.completion.chunk\",\"choices\":[{{\"index\":0,\"delta\":"
        "{{\"content\":\"{}\"}},\"finish_reason\":null}}]}}\n\n",
        content);
}

std::string many_chunks() {
    const auto chunk = framed(content_event("word "));
    std::string block;
    while (block.size() + chunk.size() <= block_bytes) block += chunk;
    return block;
}

}  // namespace

std::string whole_answer(std::string_view body) {
    return fmt::format("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}", body.size(),
                       body);
}

const std::string& small_json_answer() {
    static const std::string answer = whole_answer(
        R"({"id":"bench","object":"chat.completion","model":"bench","choices":[{"index":0,"message":{"role":"assistant",)"
        R"("content":"ok"},"finish_reason":"stop"}],"usage":{"prompt_tokens":8,"completion_tokens":1,"total_tokens":9}})");
    return answer;
}

const std::string& models_answer() {
    static const std::string answer = whole_answer(R"({"object":"list","data":[{"id":"bench","object":"model"}]})");
    return answer;
}

const std::string& stream_head() {
    static const std::string head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    return head;
}

const std::string& stream_end() {
    static const std::string end =
        framed(
            "data: {\"id\":\"bench\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},"
            "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n") +
        "0\r\n\r\n";
    return end;
}

const std::string& flood_block() {
    static const std::string block = many_chunks();
    return block;
}

std::size_t flood_chunk_bytes() { return framed(content_event("word ")).size(); }

timed_chunk::timed_chunk()
    : text_(framed(content_event(std::string(digits, '0') + " "))), digits_at_(text_.find(std::string(digits, '0'))) {}

std::string_view timed_chunk::at(std::int64_t now_ns) {
    for (std::size_t i = digits; i-- > 0; now_ns /= 10) text_[digits_at_ + i] = static_cast<char>('0' + now_ns % 10);
    return text_;
}

}  // namespace sweeplab::calibration
