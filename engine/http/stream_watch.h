// What the trial loop must know about a stream while it runs, found without decoding any JSON: whether data
// (not only comments that keep a connection alive) arrived, whether content began, whether the end or an
// error was announced. Everything exact is left to the decoder, later and on another thread.
// One thread; a value.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace sweeplab {

class stream_watch {
public:
    // `body` is all that has arrived; the bytes from `fresh` on are new. True when there is more among them than
    // comments and blank lines; a plain JSON answer to a streamed request counts whole.
    bool feed(std::string_view body, std::size_t fresh);

    bool content_begun() const { return content_begun_; }
    bool ended() const { return ended_; }            // "[DONE]" was seen
    bool error_seen() const { return error_seen_; }  // an event that begins with {"error"
    bool announced_end() const { return ended_ || error_seen_; }

private:
    void classify_line();
    void look_for_content(std::string_view body, std::size_t fresh);

    std::array<char, 24> head_{};  // the beginning of the current line
    std::size_t head_size_ = 0;
    bool content_begun_ = false;
    bool ended_ = false;
    bool error_seen_ = false;
};

}  // namespace sweeplab
