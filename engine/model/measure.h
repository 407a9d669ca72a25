// What was measured of one attempt beside its start and end: a small open set of named integers.
// A measure that was not taken is absent, never 0. The numbers are the store's: never reuse one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/model/named_integers.h"

namespace sweeplab {

// Times are nanoseconds after the trial's start.
enum class measure : std::uint16_t {
    // tokens and results, of any kind of workload
    input_tokens = 1,
    output_tokens = 2,
    total_tokens = 3,
    reasoning_tokens = 4,
    tokens_estimated = 5,  // 1: no usage from the server, output_tokens counts chunks ("~")
    result_count = 6,
    result_digest = 7,  // hash64 of the result, as a signed number
    cost_nano = 8,      // 1e-9 of the plan's currency
    cached_input_tokens = 9,

    // one HTTP exchange (METHODS.md §5)
    due_at = 20,   // when the dispatcher wanted it sent
    sent_at = 21,  // request handed to the kernel
    first_byte_at = 22,
    first_event_at = 23,
    first_content_at = 24,
    last_content_at = 25,
    usage_at = 26,
    closed_at = 27,
    chunk_count = 28,  // chunks with content
    http_status = 29,
    connect_ns = 30,  // absent when a connection was reused
    tls_ns = 31,
    bytes_in = 32,
    resent = 33,               // times resent because a reused connection had closed
    stamp_source = 34,         // 1 the kernel's receive time, 2 the loop's wake-up
    merged_chunks = 35,        // chunks that shared a stamp with the one before (arrived in one read)
    receive_lag_max_ns = 36,   // largest wake-up minus kernel stamp: the client's own lag
    retry_after_ns = 37,       // what a 429 or 503 asked for
    http_version = 38,         // 11 or 20
    rate_limit_requests = 39,  // x-ratelimit-limit-requests
    rate_limit_requests_left = 40,
    rate_limit_tokens = 41,
    rate_limit_tokens_left = 42,

    // one child process
    exit_code = 60,
    term_signal = 61,
    spawn_ns = 62,  // time inside the spawning call
    user_ns = 63,
    system_ns = 64,
    peak_memory_bytes = 65,
    stdout_bytes = 66,  // all that was written, kept or not
    stderr_bytes = 67,
    output_truncated = 68,  // 1: more was written than is kept
    left_behind = 69,       // 1: descendants outlived the child and were ended
    major_faults = 70,
    voluntary_switches = 71,
    involuntary_switches = 72,
    tree_peak_memory_bytes = 73,  // most that the process and its descendants had resident at once, as sampled
    check_exit_code = 74,         // of the command that judged the result
    check_ns = 75,                // time it took; no part of the service

    phase = 80,  // of a load in phases, from 0

    requests_done = 81,    // by one client of a soak
    requests_failed = 82,  // of one client of a soak; it went on

    // one native kernel
    work_done = 90,  // operations, elements, bytes, …: what `work_unit` counts
    work_unit = 91,  // a number of engine/native/work_unit.h
    work_ns = 92,    // time of the measured part, without set-up and check
    hit_ppm = 93,    // hits a million accesses, of a cache
    latency_p50_ns = 94,
    latency_p99_ns = 95,
    latency_mean_ns = 96,
    memory_moved_bytes = 97,  // by the measured part, as STREAM counts
};

// "input_tokens"; for JSON and CSV. Unknown numbers read "measure_N".
std::string_view measure_name(measure which);
std::optional<measure> measure_from_name(std::string_view name);

using measures = named_integers<measure>;

}  // namespace sweeplab
