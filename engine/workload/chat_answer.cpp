#include "engine/workload/chat_answer.h"

#include <utility>

#include "engine/foundation/text.h"
#include "engine/http/sse_parser.h"

namespace sweeplab {
namespace {

constexpr std::size_t shown_of_a_malformed_event = 120;

const json* member(const json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string_view text_member(const json& object, const char* key) {
    const json* value = member(object, key);
    return value != nullptr && value->is_string() ? std::string_view(value->get_ref<const std::string&>())
                                                  : std::string_view{};
}

std::optional<std::int64_t> count_member(const json* object, const char* key) {
    const json* value = object == nullptr ? nullptr : member(*object, key);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    return value->get<std::int64_t>();
}

token_usage read_usage(const json& usage) {
    token_usage tokens;
    tokens.input = count_member(&usage, "prompt_tokens");
    tokens.output = count_member(&usage, "completion_tokens");
    tokens.total = count_member(&usage, "total_tokens");
    tokens.reasoning = count_member(member(usage, "completion_tokens_details"), "reasoning_tokens");
    tokens.cached_input = count_member(member(usage, "prompt_tokens_details"), "cached_tokens");
    return tokens;
}

// What one choice brings: a delta of a stream, a whole message, or the text of /completions.
class choice_reader {
public:
    explicit choice_reader(chat_answer& answer) : answer_(answer) {}

    // True when there was anything that the model wrote.
    bool read(const json& choice) {
        if (member(choice, "finish_reason") != nullptr) answer_.finished = true;
        const json* part = member(choice, "delta");
        if (part == nullptr) part = member(choice, "message");
        bool wrote = take_content(text_member(choice, "text"));
        if (part == nullptr) return wrote;
        wrote |= take_content(text_member(*part, "content"));
        wrote |= !text_member(*part, "reasoning_content").empty() || !text_member(*part, "reasoning").empty();
        wrote |= take_content(text_member(*part, "refusal"));
        return take_tool_calls(*part) || wrote;
    }
    void finish() {
        if (answer_.text.empty()) answer_.text = tool_call_text_;
    }

private:
    bool take_content(std::string_view text) {
        answer_.text += text;
        return !text.empty();
    }
    bool take_tool_calls(const json& part) {
        const json* calls = member(part, "tool_calls");
        if (calls == nullptr || !calls->is_array()) return false;
        bool wrote = false;
        for (const auto& call : *calls) {
            const json* function = member(call, "function");
            if (function == nullptr) continue;
            const auto before = tool_call_text_.size();
            tool_call_text_ += text_member(*function, "name");
            tool_call_text_ += text_member(*function, "arguments");
            wrote |= tool_call_text_.size() > before;
        }
        return wrote;
    }

    chat_answer& answer_;
    std::string tool_call_text_;
};

// Takes what an event says into `answer`; true when the model wrote something.
bool take_event(std::string_view name, std::string_view data, chat_answer& answer, choice_reader& choices) {
    if (data == "[DONE]") {
        answer.finished = true;
        return false;
    }
    const auto document = json::parse(data, nullptr, false);
    if (!document.is_object()) {
        if (!answer.malformed)
            answer.malformed =
                "an event of the stream is no JSON object: " + shorten(to_valid_utf8(data), shown_of_a_malformed_event);
        return false;
    }
    if (const auto fault = server_error_in(document); fault && !answer.error) answer.error = fault;
    else if (name == "error" && !answer.error)
        answer.error = server_error{std::string(text_member(document, "message")), {}, {}};
    if (const json* usage = member(document, "usage")) answer.usage = read_usage(*usage);
    const json* list = member(document, "choices");
    bool wrote = false;
    if (list != nullptr && list->is_array())
        for (const auto& choice : *list) wrote |= choices.read(choice);
    return wrote;
}

// Finds the stamp of each event; events come in order, so it only moves forward.
class stamp_finder {
public:
    explicit stamp_finder(const std::vector<body_piece>& pieces) : pieces_(pieces) {}

    // The read that brought the byte before `end`.
    std::size_t piece_of(std::size_t end) {
        while (at_ + 1 < pieces_.size() && pieces_[at_ + 1].begin < end) ++at_;
        return at_;
    }
    instant arrived(std::size_t piece) const { return pieces_[piece].stamp.arrived; }

private:
    const std::vector<body_piece>& pieces_;
    std::size_t at_ = 0;
};

class stream_decoder {
public:
    explicit stream_decoder(const http_response& response)
        : response_(response), stamps_(response.pieces), choices_(answer_) {}

    chat_answer decode() {
        answer_.streamed = true;
        sse_parser parser;
        const auto on_event = [this](const sse_event& event) { take(event); };
        parser.feed(response_.body, on_event);
        parser.finish(on_event);
        choices_.finish();
        return std::move(answer_);
    }

private:
    void take(const sse_event& event) {
        if (response_.pieces.empty() || event.data.empty()) return;
        const auto piece = stamps_.piece_of(event.end);
        if (event.data != "[DONE]" && !answer_.first_event_at) answer_.first_event_at = stamps_.arrived(piece);
        const auto usage_before = std::exchange(answer_.usage, std::nullopt);
        if (take_event(event.name, event.data, answer_, choices_)) note_content(piece);
        if (answer_.usage) answer_.usage_at = stamps_.arrived(piece);
        else answer_.usage = usage_before;
    }

    void note_content(std::size_t piece) {
        if (answer_.has_content && last_content_piece_ == piece) ++answer_.merged_chunks;
        answer_.has_content = true;
        last_content_piece_ = piece;
        answer_.content_at.push_back(stamps_.arrived(piece));
    }

    const http_response& response_;
    chat_answer answer_;
    stamp_finder stamps_;
    choice_reader choices_;
    std::size_t last_content_piece_ = 0;
};

chat_answer decode_whole(const http_response& response) {
    chat_answer answer;
    const auto document = json::parse(response.body, nullptr, false);
    if (!document.is_object()) {
        answer.malformed =
            response.body.empty()
                ? "the answer has no body"
                : "the answer is no JSON object: " + shorten(to_valid_utf8(trim(response.body)), shown_of_a_malformed_event);
        return answer;
    }
    answer.error = server_error_in(document);
    if (const json* usage = member(document, "usage")) answer.usage = read_usage(*usage);
    const json* choices = member(document, "choices");
    if (choices == nullptr || !choices->is_array()) {
        if (!answer.error) answer.malformed = "the answer has no \"choices\"";
        return answer;
    }
    choice_reader reader(answer);
    for (const auto& choice : *choices) answer.has_content |= reader.read(choice);
    reader.finish();
    answer.finished = true;
    return answer;
}

// By what it is, not by what was asked for: servers answer a streamed request with plain JSON, and some
// send events without saying so.
bool is_event_stream(const http_response& response) {
    const auto type = to_lower(response.header("content-type"));
    if (type.starts_with("text/event-stream")) return true;
    if (type.starts_with("application/json")) return false;
    const auto start = trim(std::string_view(response.body).substr(0, 64));
    return start.starts_with("data:") || start.starts_with("event:") || start.starts_with(":");
}

}  // namespace

chat_event read_chat_event(std::string_view name, std::string_view data) {
    chat_answer answer;
    choice_reader choices(answer);
    chat_event event;
    event.wrote = take_event(name, data, answer, choices);
    event.finished = answer.finished;
    event.usage = answer.usage;
    event.error = std::move(answer.error);
    event.malformed = std::move(answer.malformed);
    return event;
}

chat_answer decode_chat_answer(const http_response& response) {
    return is_event_stream(response) ? stream_decoder(response).decode() : decode_whole(response);
}

}  // namespace sweeplab
