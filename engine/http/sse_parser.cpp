#include "engine/http/sse_parser.h"

namespace sweeplab {

void sse_parser::feed(std::string_view bytes, const handler& on_event) {
    std::size_t at = 0;
    if (skip_line_feed_ && !bytes.empty()) {
        if (bytes.front() == '\n') at = 1;
        skip_line_feed_ = false;
    }
    while (at < bytes.size()) {
        const auto line_end = bytes.find_first_of("\r\n", at);
        if (line_end == std::string_view::npos) {
            partial_line_.append(bytes.substr(at));
            break;
        }
        const auto piece = bytes.substr(at, line_end - at);
        if (partial_line_.empty()) {
            end_line(piece, consumed_ + line_end, on_event);
        } else {
            partial_line_.append(piece);
            end_line(partial_line_, consumed_ + line_end, on_event);
            partial_line_.clear();
        }
        at = line_end + 1;
        if (bytes[line_end] != '\r') continue;
        if (at == bytes.size()) skip_line_feed_ = true;
        else if (bytes[at] == '\n') ++at;
    }
    consumed_ += bytes.size();
}

void sse_parser::finish(const handler& on_event) {
    if (!partial_line_.empty()) {
        const std::string last_line = std::move(partial_line_);
        partial_line_.clear();
        end_line(last_line, consumed_, on_event);
    }
    dispatch(on_event);
}

void sse_parser::end_line(std::string_view line, std::size_t end, const handler& on_event) {
    if (first_line_ && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    first_line_ = false;
    if (line.empty()) dispatch(on_event);
    else take_field(line, end);
}

void sse_parser::take_field(std::string_view line, std::size_t end) {
    const auto colon = line.find(':');
    if (colon == 0) return;  // a comment
    const auto field = line.substr(0, colon);
    auto value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (field == "data") {
        if (has_data_) data_ += '\n';
        data_ += value;
        has_data_ = true;
        data_end_ = end;
    } else if (field == "event") {
        name_ = value;
    }
}

void sse_parser::dispatch(const handler& on_event) {
    if (has_data_) on_event({name_, data_, data_end_});
    data_.clear();
    name_.clear();
    has_data_ = false;
}

}  // namespace sweeplab
