// Server-sent events from bytes that may be cut anywhere: inside a UTF-8 character, between CR and LF,
// inside a field's name. Follows the parsing rules of the HTML standard (section 9.2.6), with one leniency:
// finish() delivers an event whose closing blank line never came, since servers leave it out.
// One thread; a value.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace sweeplab {

struct sse_event {
    std::string_view name;  // of the "event:" field; empty for the usual kind
    std::string_view data;  // its "data:" lines joined by line feeds
    std::size_t end = 0;    // offset in the whole stream just behind the last byte of the data
};

class sse_parser {
public:
    using handler = std::function<void(const sse_event&)>;

    // The event's views hold during the call only.
    void feed(std::string_view bytes, const handler& on_event);
    void finish(const handler& on_event);

private:
    void end_line(std::string_view line, std::size_t end, const handler& on_event);
    void take_field(std::string_view line, std::size_t end);
    void dispatch(const handler& on_event);

    std::string partial_line_;
    std::string name_;
    std::string data_;
    bool has_data_ = false;
    bool skip_line_feed_ = false;  // the last byte was a CR
    bool first_line_ = true;       // may begin with a byte order mark
    std::size_t data_end_ = 0;
    std::size_t consumed_ = 0;  // bytes of the stream before the current feed
};

}  // namespace sweeplab
