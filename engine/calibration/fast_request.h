// What a client asks of the calibration's server, said in the path so that any client can ask for it:
//
//   /json/…                              one small JSON answer, as fast as it can be sent
//   /stream/i20000/n100/s1/…             100 chunks, one every 20,000 µs, each with its own send time;
//                                        s1: the streams are spread over the interval, s0: all send at one instant
//   /flood/n100000/…                     100,000 chunks as fast as the socket takes them
//   …/models                             the list of models, whatever stands before it
//
// Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sweeplab::calibration {

enum class answer_kind { json, stream, flood, models };

struct fast_request {
    answer_kind kind = answer_kind::json;
    std::int64_t interval_ns = 20'000'000;
    std::int64_t chunks = 100;
    bool staggered = true;
    std::size_t bytes = 0;  // head and body
};

// The first request in `received` when all of it is there; empty while some is missing.
std::optional<fast_request> first_request(std::string_view received);

}  // namespace sweeplab::calibration
