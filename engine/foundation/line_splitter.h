// Cuts a stream that comes in pieces into lines; each byte is looked at once, however long a line is. One thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sweeplab {

class line_splitter {
public:
    void add(std::string_view piece) { text_ += piece; }

    // The next whole line, without its newline; nothing when there is none yet.
    std::optional<std::string> next() {
        const auto end = text_.find('\n', searched_);
        if (end == std::string::npos) {
            text_.erase(0, begin_);
            begin_ = 0;
            searched_ = text_.size();
            return std::nullopt;
        }
        auto line = text_.substr(begin_, end - begin_);
        begin_ = searched_ = end + 1;
        return line;
    }
    // Of the line that is not whole yet, once next() has given nothing.
    std::size_t unfinished() const { return text_.size() - begin_; }

private:
    std::string text_;
    std::size_t begin_ = 0;     // of the next line
    std::size_t searched_ = 0;  // no newline between begin_ and here
};

}  // namespace sweeplab
