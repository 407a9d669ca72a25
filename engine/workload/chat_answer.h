// Decodes the answer to a chat completion from its bytes and stamps, after the exchange: streamed or not,
// of /chat/completions or /completions. Pure; any thread.
//
// A content chunk is an event that brings text of any sort that the model wrote: content, reasoning, a
// refusal, a tool call's arguments. All of it counts as output tokens on the server's side, so the times to
// the first and last token take all of it too; only content (else the tool call) is the answer's text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/http/http_types.h"
#include "engine/workload/server_words.h"

namespace sweeplab {

struct token_usage {
    std::optional<std::int64_t> input;
    std::optional<std::int64_t> output;
    std::optional<std::int64_t> total;
    std::optional<std::int64_t> reasoning;
    std::optional<std::int64_t> cached_input;
};

struct chat_answer {
    std::string text;
    bool streamed = false;
    bool has_content = false;  // any content chunk, or a text that is not empty
    bool finished = false;     // a finish_reason or "[DONE]" was there
    std::optional<token_usage> usage;
    std::optional<server_error> error;     // an error instead of, or in the middle of, the answer
    std::optional<std::string> malformed;  // why it cannot be understood

    // Streamed only; by the stamps of the reads that brought the end of each event.
    std::optional<instant> first_event_at;
    std::optional<instant> usage_at;
    std::vector<instant> content_at;
    std::int64_t merged_chunks = 0;  // content chunks that came in the same read as the one before
};

// One event of a stream by itself, for those who read along instead of keeping the whole answer.
struct chat_event {
    bool wrote = false;     // it brings content
    bool finished = false;  // it ends the answer
    std::optional<token_usage> usage;
    std::optional<server_error> error;
    std::optional<std::string> malformed;
};
chat_event read_chat_event(std::string_view name, std::string_view data);

chat_answer decode_chat_answer(const http_response& response);

}  // namespace sweeplab
