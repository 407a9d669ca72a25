#include "engine/workload/command_outcome.h"

#include <algorithm>
#include <csignal>
#include <cstring>

#include <fmt/format.h>

namespace sweeplab {
namespace {

constexpr std::size_t longest_quoted_line = 300;

std::int64_t after(instant began, instant at) { return (at - began).count(); }

// The last that the command said for itself: of stderr, else of stdout.
std::string last_words(const process_outcome& ended) {
    auto words = ended.error_output.last_line(longest_quoted_line);
    if (words.empty()) words = ended.output.last_line(longest_quoted_line);
    return words.empty() ? words : ": " + words;
}

void set_measures(const process_outcome& ended, attempt& span) {
    auto& measured = span.measured;
    if (ended.end == process_end::exited) measured.set(measure::exit_code, ended.exit_code);
    if (ended.end == process_end::signalled) measured.set(measure::term_signal, ended.signal);
    measured.set(measure::spawn_ns, (ended.spawned - ended.started).count());
    measured.set(measure::user_ns, ended.usage.user.count());
    measured.set(measure::system_ns, ended.usage.system.count());
    measured.set(measure::peak_memory_bytes, ended.usage.peak_memory_bytes);
    measured.set(measure::stdout_bytes, ended.output.bytes);
    measured.set(measure::stderr_bytes, ended.error_output.bytes);
    measured.set(measure::major_faults, ended.usage.major_faults);
    measured.set(measure::voluntary_switches, ended.usage.voluntary_switches);
    measured.set(measure::involuntary_switches, ended.usage.involuntary_switches);
    if (span.output.truncated || span.error_output.truncated) measured.set(measure::output_truncated, 1);
    if (ended.left_behind) measured.set(measure::left_behind, 1);
}

void set_failure(job_outcome& outcome, failure_reason reason, std::string message) {
    outcome.span.state = attempt_state::failed;
    outcome.span.reason = reason;
    outcome.span.message = std::move(message);
    outcome.verdict.state = attempt_state::failed;
    outcome.verdict.worth_retrying = true;
}

void set_unstartable(job_outcome& outcome, const error& fault) {
    set_failure(outcome, failure_reason::could_not_start, fault.text());
    // A program that is missing stays so; a system that was short of room may have some the next time.
    outcome.verdict.worth_retrying = fault.kind == error_kind::busy;
}

void set_cancelled(job_outcome& outcome) {
    outcome.span.state = outcome.verdict.state = attempt_state::cancelled;
    outcome.span.reason = failure_reason::stopped;
    outcome.span.message = "stopped";
}

std::string signal_in_words(const process_outcome& ended) {
    const char* const name = ::strsignal(ended.signal);
    const char* const hint = ended.signal == SIGKILL ? ", as the system does when memory runs out" : "";
    return fmt::format("killed by signal {} ({}){}{}", ended.signal, name ? name : "unknown", hint, last_words(ended));
}

void set_verdict(const process_outcome& ended, const command_spec& spec, job_outcome& outcome) {
    const auto& expected = spec.expect_exit;
    if (ended.end == process_end::could_not_start) {
        set_unstartable(outcome, ended.fault);
    } else if (ended.stopped_by == process_stop::cancelled) {
        set_cancelled(outcome);
    } else if (ended.stopped_by == process_stop::time_limit) {
        set_failure(outcome, failure_reason::timed_out_whole,
                    fmt::format("ended after the time limit of {} s{}", spec.timeout_s.value_or(0), last_words(ended)));
    } else if (ended.end == process_end::signalled) {
        set_failure(outcome, failure_reason::killed_by_signal, signal_in_words(ended));
    } else if (std::find(expected.begin(), expected.end(), ended.exit_code) == expected.end()) {
        set_failure(outcome, failure_reason::exit_code, fmt::format("exit code {}{}", ended.exit_code, last_words(ended)));
    } else {
        outcome.span.measured.set(measure::result_digest, static_cast<std::int64_t>(ended.output.digest));
    }
}

}  // namespace

job_outcome judge_process(const process_outcome& ended, const command_spec& spec, instant began, std::size_t kept_bytes) {
    job_outcome outcome;
    outcome.verdict.started = ended.started;
    outcome.verdict.ended = ended.ended;
    outcome.span.start_ns = after(began, ended.started);
    outcome.span.end_ns = after(began, ended.ended);
    outcome.span.output = ended.output.within(kept_bytes);
    outcome.span.error_output = ended.error_output.within(kept_bytes);
    if (ended.end != process_end::could_not_start) set_measures(ended, outcome.span);
    set_verdict(ended, spec, outcome);
    return outcome;
}

job_outcome judge_unstartable(const error& fault, instant at, instant began) {
    job_outcome outcome;
    outcome.verdict.started = outcome.verdict.ended = at;
    outcome.span.start_ns = outcome.span.end_ns = after(began, at);
    set_unstartable(outcome, fault);
    return outcome;
}

void take_results(const command_spec& spec, const captured_output& output, job_outcome& outcome) {
    const auto found = spec.rules.apply(output.text(), outcome.span.measured);
    if (outcome.span.measured.has(measure::total_tokens) || outcome.span.measured.has(measure::output_tokens))
        outcome.verdict.tokens_used = outcome.span.tokens();
    if (found) return;
    auto message = found.error().text();
    if (!output.whole())
        message += fmt::format(". Of the {} bytes that the command wrote only {} were looked at: \"keep_output_bytes\"",
                               output.bytes, output.head.size() + output.tail.size());
    set_failure(outcome, failure_reason::result_not_found, std::move(message));
}

}  // namespace sweeplab
