// Keeps an output up to a bound: its beginning and its end, with all bytes counted and digested, so that a
// gigabyte costs no more memory than the bound. Values; one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "engine/model/attempt.h"

namespace sweeplab {

// What is kept of an output: all of it, or its two ends.
struct captured_output {
    std::string head;
    std::string tail;
    std::int64_t bytes = 0;    // all that was written, kept or not
    std::uint64_t digest = 0;  // hash64 of all that was written

    bool whole() const { return static_cast<std::int64_t>(head.size() + tail.size()) == bytes; }
    // The text within `limit` bytes, the note about what is left out not counted.
    kept_text within(std::size_t limit) const;
    std::string text() const { return within(head.size() + tail.size()).text; }
    // The last line that is not blank, within `limit` bytes and as valid UTF-8; empty when there is none.
    std::string last_line(std::size_t limit) const;
};

class output_capture {
public:
    explicit output_capture(std::size_t limit);
    ~output_capture();
    output_capture(output_capture&&) noexcept;
    output_capture& operator=(output_capture&&) noexcept;

    void add(std::string_view bytes);
    std::int64_t bytes() const { return bytes_; }
    captured_output take();  // leaves this one empty

private:
    struct running_digest;
    void add_to_digest(std::string_view bytes);
    void add_to_tail(std::string_view bytes);

    std::size_t head_limit_;
    std::size_t tail_limit_;
    std::string head_;
    std::string tail_;  // up to twice its limit, so that cutting it is rare
    std::int64_t bytes_ = 0;
    std::unique_ptr<running_digest> digest_;  // from the moment that not all is kept
};

}  // namespace sweeplab
