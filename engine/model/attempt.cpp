#include "engine/model/attempt.h"

#include "engine/model/enum_names.h"

namespace sweeplab {
namespace {

constexpr auto state_names = std::to_array<enum_name<attempt_state>>({
    {attempt_state::succeeded, "succeeded"},
    {attempt_state::failed, "failed"},
    {attempt_state::cancelled, "cancelled"},
});

constexpr auto reason_names = std::to_array<enum_name<failure_reason>>({
    {failure_reason::none, "none"},
    {failure_reason::could_not_start, "could_not_start"},
    {failure_reason::exit_code, "exit_code"},
    {failure_reason::killed_by_signal, "killed_by_signal"},
    {failure_reason::connect_failed, "connect_failed"},
    {failure_reason::connection_broken, "connection_broken"},
    {failure_reason::http_status, "http_status"},
    {failure_reason::server_error_event, "server_error_event"},
    {failure_reason::malformed_answer, "malformed_answer"},
    {failure_reason::timed_out_connect, "timed_out_connect"},
    {failure_reason::timed_out_first_token, "timed_out_first_token"},
    {failure_reason::timed_out_between_tokens, "timed_out_between_tokens"},
    {failure_reason::timed_out_whole, "timed_out_whole"},
    {failure_reason::empty_answer, "empty_answer"},
    {failure_reason::result_not_found, "result_not_found"},
    {failure_reason::stopped, "stopped"},
    {failure_reason::rate_limited, "rate_limited"},
    {failure_reason::internal, "internal"},
    {failure_reason::check_failed, "check_failed"},
});

}  // namespace

std::string_view to_text(attempt_state state) { return name_in(state_names, state); }
std::string_view to_text(failure_reason reason) { return name_in(reason_names, reason); }
std::optional<attempt_state> attempt_state_from(std::string_view text) { return value_in(state_names, text); }
std::optional<failure_reason> failure_reason_from(std::string_view text) { return value_in(reason_names, text); }

std::optional<std::int64_t> attempt::tokens() const {
    if (const auto total = measured.get(measure::total_tokens)) return total;
    const auto taken_in = measured.get(measure::input_tokens);
    const auto given_out = measured.get(measure::output_tokens);
    if (!taken_in && !given_out) return std::nullopt;
    return taken_in.value_or(0) + given_out.value_or(0);
}

}  // namespace sweeplab
