// What goes into one HTTP exchange and what comes out of it: bytes and time stamps, nothing decoded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/foundation/clock.h"
#include "engine/http/receive_stamps.h"

namespace sweeplab {

enum class http_version { one_one, two };

struct http_header {
    std::string name;
    std::string value;
};

// Separate limits, each from its own beginning. Absent: none.
struct http_limits {
    duration connect = std::chrono::seconds(10);  // from start() until the request can be sent: name, TCP, TLS
    std::optional<duration> first_token;          // streamed only: from sending to the first content
    std::optional<duration> between_tokens;       // streamed only: from data to data (comments do not count)
    std::optional<duration> whole;                // from start() to the end
};

// How an exchange ended. `complete` says nothing of the status: a 404 with its whole body is complete.
enum class http_end {
    complete,
    connect_failed,  // name, TCP, TLS, proxy
    broken,          // ended in the middle
    malformed,       // not HTTP
    too_large,       // the body went over the bound
    timed_out_connect,
    timed_out_first_token,
    timed_out_between_tokens,
    timed_out_whole,
    cancelled,
    failed  // a fault of this side
};

// Body bytes from `begin` to the next piece's begin arrived in one read and share its stamp.
struct body_piece {
    std::size_t begin = 0;
    receive_stamp stamp;
};

struct http_times {
    instant due;                        // start() was called
    std::optional<instant> first_sent;  // the request was handed over for the first time
    std::optional<instant> sent;        // the last time: differs when it was resent
    std::optional<instant> first_byte;  // of the answer's head
    std::optional<instant> last_byte;
    instant ended;                    // the exchange was over for this side
    std::optional<duration> connect;  // name and TCP; absent when a connection was reused
    std::optional<duration> tls;
};

struct http_response {
    http_end end = http_end::failed;
    std::string message;  // libcurl's words when it is not complete
    std::string advice;
    int status = 0;   // 0: no answer
    int version = 0;  // 10, 11, 20; 0: no answer
    // Kept: content-type, location, server, retry-after, retry-after-ms, x-ratelimit-*. Names in lower case.
    std::vector<http_header> headers;
    std::string body;
    std::vector<body_piece> pieces;
    http_times times;
    int resent = 0;             // times that a reused connection turned out to be closed
    bool delimited = false;     // the answer said how long it is, so a short one would have been noticed
    bool stream_ended = false;  // "[DONE]" was seen

    std::string_view header(std::string_view name) const {
        for (const auto& kept : headers)
            if (kept.name == name) return kept.value;
        return {};
    }
};

}  // namespace sweeplab
