// A span: one try of one item in a trial, as it was recorded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/model/measure.h"

namespace sweeplab {

enum class attempt_state : std::uint8_t { succeeded = 1, failed = 2, cancelled = 3 };

// Why an attempt failed. The numbers are the store's.
enum class failure_reason : std::uint8_t {
    none = 0,
    could_not_start = 1,  // command missing, not executable, working folder missing
    exit_code = 2,
    killed_by_signal = 3,
    connect_failed = 4,     // no connection, name unknown, TLS
    connection_broken = 5,  // ended in the middle
    http_status = 6,
    server_error_event = 7,  // {"error": …} inside a stream that began with 200
    malformed_answer = 8,
    timed_out_connect = 9,
    timed_out_first_token = 10,
    timed_out_between_tokens = 11,
    timed_out_whole = 12,
    empty_answer = 13,
    result_not_found = 14,  // the plan's result rule found nothing
    stopped = 15,           // by the user or the trial's time limit
    rate_limited = 16,      // 429
    internal = 17,
    check_failed = 18  // the command did what it was told to, and the plan's check says that the result is wrong
};

std::string_view to_text(attempt_state state);
std::string_view to_text(failure_reason reason);
std::optional<attempt_state> attempt_state_from(std::string_view text);
std::optional<failure_reason> failure_reason_from(std::string_view text);

// Text is kept up to a bound; `truncated` says that there was more.
struct kept_text {
    std::string text;
    bool truncated = false;
    bool operator==(const kept_text&) const = default;
};

// All times are integer nanoseconds after the trial's start, on the trial's monotonic clock.
struct attempt {
    std::int32_t item = 0;    // index into the run's items
    std::int32_t number = 1;  // 1 for the first try of the item in this trial
    std::int32_t worker = 0;  // 0-based slot
    attempt_state state = attempt_state::succeeded;
    failure_reason reason = failure_reason::none;
    std::int64_t claimed_ns = 0;   // the worker took the item
    std::int64_t start_ns = 0;     // service begins (request sent off, just before the spawn)
    std::int64_t end_ns = 0;       // service ends (last byte, the child's end)
    std::int64_t released_ns = 0;  // the result is collected and the worker is free
    measures measured;
    std::string message;                 // for a person, when it failed; no secrets
    kept_text output;                    // the answer, or stdout
    kept_text error_output;              // stderr
    std::vector<std::int64_t> chunk_ns;  // arrival of each chunk with content
    bool operator==(const attempt&) const = default;

    std::optional<std::int64_t> tokens() const;  // total when known, else input + output as far as known
};

}  // namespace sweeplab
