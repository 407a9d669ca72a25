#include "engine/model/measure.h"

#include "engine/model/numbered_names.h"

namespace sweeplab {
namespace {

constexpr auto names = std::to_array<enum_name<measure>>({
    {measure::input_tokens, "input_tokens"},
    {measure::output_tokens, "output_tokens"},
    {measure::total_tokens, "total_tokens"},
    {measure::reasoning_tokens, "reasoning_tokens"},
    {measure::tokens_estimated, "tokens_estimated"},
    {measure::result_count, "result_count"},
    {measure::result_digest, "result_digest"},
    {measure::cost_nano, "cost_nano"},
    {measure::cached_input_tokens, "cached_input_tokens"},
    {measure::due_at, "due_at"},
    {measure::sent_at, "sent_at"},
    {measure::first_byte_at, "first_byte_at"},
    {measure::first_event_at, "first_event_at"},
    {measure::first_content_at, "first_content_at"},
    {measure::last_content_at, "last_content_at"},
    {measure::usage_at, "usage_at"},
    {measure::closed_at, "closed_at"},
    {measure::chunk_count, "chunk_count"},
    {measure::http_status, "http_status"},
    {measure::connect_ns, "connect_ns"},
    {measure::tls_ns, "tls_ns"},
    {measure::bytes_in, "bytes_in"},
    {measure::resent, "resent"},
    {measure::stamp_source, "stamp_source"},
    {measure::merged_chunks, "merged_chunks"},
    {measure::receive_lag_max_ns, "receive_lag_max_ns"},
    {measure::retry_after_ns, "retry_after_ns"},
    {measure::http_version, "http_version"},
    {measure::rate_limit_requests, "rate_limit_requests"},
    {measure::rate_limit_requests_left, "rate_limit_requests_left"},
    {measure::rate_limit_tokens, "rate_limit_tokens"},
    {measure::rate_limit_tokens_left, "rate_limit_tokens_left"},
    {measure::exit_code, "exit_code"},
    {measure::term_signal, "term_signal"},
    {measure::spawn_ns, "spawn_ns"},
    {measure::user_ns, "user_ns"},
    {measure::system_ns, "system_ns"},
    {measure::peak_memory_bytes, "peak_memory_bytes"},
    {measure::stdout_bytes, "stdout_bytes"},
    {measure::stderr_bytes, "stderr_bytes"},
    {measure::output_truncated, "output_truncated"},
    {measure::left_behind, "left_behind"},
    {measure::major_faults, "major_faults"},
    {measure::voluntary_switches, "voluntary_switches"},
    {measure::involuntary_switches, "involuntary_switches"},
    {measure::tree_peak_memory_bytes, "tree_peak_memory_bytes"},
    {measure::check_exit_code, "check_exit_code"},
    {measure::check_ns, "check_ns"},
    {measure::phase, "phase"},
    {measure::requests_done, "requests_done"},
    {measure::requests_failed, "requests_failed"},
    {measure::work_done, "work_done"},
    {measure::work_unit, "work_unit"},
    {measure::work_ns, "work_ns"},
    {measure::hit_ppm, "hit_ppm"},
    {measure::latency_p50_ns, "latency_p50_ns"},
    {measure::latency_p99_ns, "latency_p99_ns"},
    {measure::latency_mean_ns, "latency_mean_ns"},
    {measure::memory_moved_bytes, "memory_moved_bytes"},
});

static_assert(ascending_by_number(names));

constexpr std::string_view numbered = "measure_";

}  // namespace

std::string_view measure_name(measure which) { return numbered_name(names, which, numbered); }

std::optional<measure> measure_from_name(std::string_view name) { return from_numbered_name(names, name, numbered); }

}  // namespace sweeplab
