// Answers of the calibration's server, laid out once; only the send time in a chunk is written anew. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace sweeplab::calibration {

std::string whole_answer(std::string_view body);
const std::string& small_json_answer();
const std::string& models_answer();
const std::string& stream_head();
// finish_reason, [DONE] and the end of the body.
const std::string& stream_end();
// As many chunks as fit into 64 KiB, for floods; each is flood_chunk_bytes() long.
const std::string& flood_block();
std::size_t flood_chunk_bytes();

// A chunk whose content is a time in nanoseconds and a space, written over the one before.
class timed_chunk {
public:
    timed_chunk();
    std::string_view at(std::int64_t now_ns);

private:
    static constexpr std::size_t digits = 19;
    std::string text_;
    std::size_t digits_at_;
};

}  // namespace sweeplab::calibration
