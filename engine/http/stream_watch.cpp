#include "engine/http/stream_watch.h"

#include <algorithm>
#include <cstring>

namespace sweeplab {
namespace {

constexpr std::size_t longest_overlap = 64;  // more than a key, a colon, blanks and the value's first bytes

std::string_view without_blanks(std::string_view text) {
    const auto at = text.find_first_not_of(" \t\r\n");
    return at == std::string_view::npos ? std::string_view{} : text.substr(at);
}

// `rest` follows a key's closing quotation mark: is its value a string that is not empty?
bool has_text_value(std::string_view rest) {
    rest = without_blanks(rest);
    if (!rest.starts_with(':')) return false;
    rest = without_blanks(rest.substr(1));
    return rest.size() >= 2 && rest[0] == '"' && rest[1] != '"';
}

bool key_has_text(std::string_view window, std::string_view key_end) {
    for (auto at = window.find(key_end); at != std::string_view::npos; at = window.find(key_end, at + 1))
        if (has_text_value(window.substr(at + key_end.size()))) return true;
    return false;
}

}  // namespace

bool stream_watch::feed(std::string_view body, std::size_t fresh) {
    bool data_seen = false;
    const char* at = body.data() + fresh;
    const char* const end = body.data() + body.size();
    while (at < end) {
        const auto* line_end = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
        const char* const stop = line_end ? line_end : end;
        if (head_size_ < head_.size()) {
            const auto taken = std::min(static_cast<std::size_t>(stop - at), head_.size() - head_size_);
            std::memcpy(head_.data() + head_size_, at, taken);
            head_size_ += taken;
            classify_line();
        }
        data_seen = data_seen || (head_size_ > 0 && head_[0] != ':' && head_[0] != '\r');
        if (!line_end) break;
        head_size_ = 0;
        at = line_end + 1;
    }
    if (!content_begun_) look_for_content(body, fresh);
    return data_seen;
}

void stream_watch::classify_line() {
    const std::string_view head(head_.data(), head_size_);
    constexpr std::string_view data_field = "data:";
    if (!head.starts_with(data_field)) return;
    const auto value = without_blanks(head.substr(data_field.size()));
    if (value.starts_with("[DONE]")) ended_ = true;
    if (value.starts_with('{') && without_blanks(value.substr(1)).starts_with("\"error\"")) error_seen_ = true;
}

void stream_watch::look_for_content(std::string_view body, std::size_t fresh) {
    const auto window = body.substr(fresh - std::min(fresh, longest_overlap));
    // The ends of "content", "reasoning_content", "reasoning", "text" and "arguments" with their marks.
    for (const std::string_view key_end : {"content\"", "reasoning\"", "text\"", "arguments\""})
        if (key_has_text(window, key_end)) content_begun_ = true;
}

}  // namespace sweeplab
