#include "engine/workload/exchange_judge.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "engine/foundation/hash.h"
#include "engine/foundation/text.h"
#include "engine/http/retry_after.h"
#include "engine/workload/chat_answer.h"

namespace sweeplab {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

failure_reason reason_for(http_end end) {
    switch (end) {
        case http_end::complete: return failure_reason::none;
        case http_end::connect_failed: return failure_reason::connect_failed;
        case http_end::broken: return failure_reason::connection_broken;
        case http_end::malformed:
        case http_end::too_large: return failure_reason::malformed_answer;
        case http_end::timed_out_connect: return failure_reason::timed_out_connect;
        case http_end::timed_out_first_token: return failure_reason::timed_out_first_token;
        case http_end::timed_out_between_tokens: return failure_reason::timed_out_between_tokens;
        case http_end::timed_out_whole: return failure_reason::timed_out_whole;
        case http_end::cancelled: return failure_reason::stopped;
        case http_end::failed: return failure_reason::internal;
    }
    return failure_reason::internal;
}

class judge {
public:
    judge(const http_response& response, const llm_spec& spec, const secret_filter& secrets, const judge_options& options)
        : response_(response), spec_(spec), secrets_(secrets), options_(options) {}

    job_outcome decide() {
        const bool has_answer = response_.status >= 200 && response_.status < 300;
        if (has_answer) answer_ = decode_chat_answer(response_);
        decide_state();
        set_times();
        measure_exchange();
        if (has_answer) measure_answer();
        if (outcome_.verdict.state == attempt_state::succeeded) apply_result_rules();
        outcome_.span.state = outcome_.verdict.state;
        return std::move(outcome_);
    }

private:
    measures& measured() { return outcome_.span.measured; }
    std::int64_t since_begin(instant t) const { return (t - options_.began).count(); }
    void set_time(measure which, std::optional<instant> t) {
        if (t) measured().set(which, since_begin(*t));
    }

    void fail_with(failure_reason reason, std::string message, bool worth_retrying) {
        outcome_.verdict.state = attempt_state::failed;
        outcome_.verdict.worth_retrying = worth_retrying;
        outcome_.span.reason = reason;
        outcome_.span.message = secrets_.clean(std::move(message));
    }

    void decide_state() {
        if (response_.end == http_end::cancelled) {
            outcome_.verdict.state = attempt_state::cancelled;
            outcome_.span.reason = failure_reason::stopped;
            outcome_.span.message = "stopped";
        } else if (response_.status >= 300) {
            judge_status();
        } else if (answer_.error) {
            judge_error_event();
        } else if (response_.end != http_end::complete && !response_.stream_ended) {
            judge_end();
        } else {
            judge_answer();
        }
    }

    void judge_status() {
        const int status = response_.status;
        const auto fault = read_error_body(response_.body);
        auto words = status_in_words(status, fault);
        if (status < 400 && !response_.header("location").empty())
            words += fmt::format(" (it redirects to {}: put that into \"base_url\")", response_.header("location"));
        fail_with(status == 429 ? failure_reason::rate_limited : failure_reason::http_status, words,
                  is_worth_retrying(status));
        auto& verdict = outcome_.verdict;
        verdict.rate_limited = status == 429;
        if (verdict.rate_limited) verdict.named = limits_named();
        verdict.ends_sweep = status == 400 || status == 401 || status == 403 || status == 404;
        verdict.retry_after = wait_asked_for();
        if (status == 429 && (fault.type == "insufficient_quota" || fault.code == "insufficient_quota")) {
            verdict.ends_sweep = true;  // no waiting brings the money back
            verdict.rate_limited = verdict.worth_retrying = false;
        }
    }

    named_limits limits_named() const {
        const auto figure = [this](const char* header) -> std::optional<double> {
            const auto value = whole_number(response_.header(header));
            return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
        };
        return {figure("x-ratelimit-limit-requests"), figure("x-ratelimit-remaining-requests"),
                figure("x-ratelimit-limit-tokens"), figure("x-ratelimit-remaining-tokens")};
    }

    std::optional<duration> wait_asked_for() const {
        if (const auto wait = parse_retry_after_ms(response_.header("retry-after-ms"))) return wait;
        return parse_retry_after(response_.header("retry-after"), wall_clock_now());
    }

    void judge_error_event() {
        const auto& fault = *answer_.error;
        const auto code = whole_number(fault.code);
        const bool our_fault = fault.type == "invalid_request_error" ||
                               (code && *code >= 400 && *code < 500 && !is_worth_retrying(static_cast<int>(*code)));
        fail_with(failure_reason::server_error_event, "the server reported an error in its answer: " + fault.message,
                  !our_fault);
    }

    void judge_end() {
        const auto end = response_.end;
        const bool retry = end != http_end::malformed && end != http_end::too_large && end != http_end::failed;
        fail_with(reason_for(end),
                  response_.advice.empty() ? response_.message : response_.message + ". " + response_.advice, retry);
    }

    void judge_answer() {
        if (answer_.malformed) return fail_with(failure_reason::malformed_answer, *answer_.malformed, false);
        const bool cut = answer_.streamed && !answer_.finished && !response_.delimited;
        if (cut)
            return fail_with(failure_reason::connection_broken, "the connection was closed in the middle of the stream",
                             true);
        if (!answer_.has_content) return fail_with(failure_reason::empty_answer, "the answer has no content", false);
        outcome_.verdict.state = attempt_state::succeeded;
    }

    void set_times() {
        auto& verdict = outcome_.verdict;
        const auto& times = response_.times;
        verdict.started = times.first_sent.value_or(times.due);
        const bool ended_by_its_last_byte = response_.end == http_end::complete || response_.stream_ended;
        verdict.ended = ended_by_its_last_byte ? times.last_byte.value_or(times.ended) : times.ended;
        verdict.ended = std::max(verdict.ended, verdict.started);
        outcome_.span.start_ns = since_begin(verdict.started);
        outcome_.span.end_ns = since_begin(verdict.ended);
    }

    void measure_exchange() {
        const auto& times = response_.times;
        set_time(measure::due_at, times.due);
        set_time(measure::sent_at, times.sent);
        set_time(measure::first_byte_at, times.first_byte);
        set_time(measure::closed_at, times.ended);
        if (times.connect) measured().set(measure::connect_ns, times.connect->count());
        if (times.tls) measured().set(measure::tls_ns, times.tls->count());
        if (response_.resent > 0) measured().set(measure::resent, response_.resent);
        if (response_.status != 0) measure_head();
        if (!response_.pieces.empty()) measure_stamps();
    }

    void measure_head() {
        measured().set(measure::http_status, response_.status);
        if (response_.version != 0) measured().set(measure::http_version, response_.version);
        measured().set(measure::bytes_in, static_cast<std::int64_t>(response_.body.size()));
        if (outcome_.verdict.retry_after) measured().set(measure::retry_after_ns, outcome_.verdict.retry_after->count());
        measured().set(measure::rate_limit_requests, whole_number(response_.header("x-ratelimit-limit-requests")));
        measured().set(measure::rate_limit_requests_left, whole_number(response_.header("x-ratelimit-remaining-requests")));
        measured().set(measure::rate_limit_tokens, whole_number(response_.header("x-ratelimit-limit-tokens")));
        measured().set(measure::rate_limit_tokens_left, whole_number(response_.header("x-ratelimit-remaining-tokens")));
    }

    void measure_stamps() {
        bool all_by_kernel = true;
        duration longest_lag = duration::zero();
        for (const auto& piece : response_.pieces) {
            all_by_kernel = all_by_kernel && piece.stamp.by_kernel;
            longest_lag = std::max(longest_lag, piece.stamp.woke - piece.stamp.arrived);
        }
        measured().set(measure::stamp_source, all_by_kernel ? 1 : 2);
        if (all_by_kernel) measured().set(measure::receive_lag_max_ns, longest_lag.count());
    }

    void measure_answer() {
        set_time(measure::first_event_at, answer_.first_event_at);
        set_time(measure::usage_at, answer_.usage_at);
        if (answer_.streamed) measure_chunks();
        else if (answer_.has_content) set_time(measure::last_content_at, response_.times.last_byte);
        measure_tokens();
        keep_text();
    }

    void measure_chunks() {
        auto& span = outcome_.span;
        const auto count = static_cast<std::int64_t>(answer_.content_at.size());
        measured().set(measure::chunk_count, count);
        if (count == 0) return;
        set_time(measure::first_content_at, answer_.content_at.front());
        set_time(measure::last_content_at, answer_.content_at.back());
        measured().set(measure::merged_chunks, answer_.merged_chunks);
        span.chunk_ns.reserve(answer_.content_at.size());
        for (const auto arrived : answer_.content_at) span.chunk_ns.push_back(since_begin(arrived));
    }

    void measure_tokens() {
        if (answer_.usage) {
            measured().set(measure::input_tokens, answer_.usage->input);
            measured().set(measure::total_tokens, answer_.usage->total);
            measured().set(measure::reasoning_tokens, answer_.usage->reasoning);
            measured().set(measure::cached_input_tokens, answer_.usage->cached_input);
        }
        if (answer_.usage && answer_.usage->output) {
            measured().set(measure::output_tokens, *answer_.usage->output);
        } else if (answer_.streamed && !answer_.content_at.empty()) {
            measured().set(measure::output_tokens, static_cast<std::int64_t>(answer_.content_at.size()));
            measured().set(measure::tokens_estimated, 1);
        }
        outcome_.verdict.tokens_used = outcome_.span.tokens();
    }

    void keep_text() {
        auto text = secrets_.clean(to_valid_utf8(answer_.text));
        auto& kept = outcome_.span.output;
        kept.truncated = text.size() > options_.kept_output_bytes;
        const bool asked_for = options_.whole_text_bytes > 0 && outcome_.verdict.state == attempt_state::succeeded;
        if (asked_for && text.size() <= options_.whole_text_bytes) outcome_.whole_text = text;
        if (kept.truncated) {
            auto cut = options_.kept_output_bytes;
            while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U)  // inside a character
                --cut;
            text.resize(cut);
        }
        kept.text = std::move(text);
    }

    void apply_result_rules() {
        // Only a request that asks for repeatable answers promises the same text at every worker count.
        if (spec_.temperature == 0.0)
            measured().set(measure::result_digest, static_cast<std::int64_t>(hash64(answer_.text)));
        if (spec_.rules.empty()) return;
        if (const auto found = spec_.rules.apply(answer_.text, measured()); !found)
            fail_with(failure_reason::result_not_found, found.error().text(), false);
    }

    const http_response& response_;
    const llm_spec& spec_;
    const secret_filter& secrets_;
    const judge_options& options_;
    chat_answer answer_;
    job_outcome outcome_;
};

}  // namespace

std::string status_in_words(int status, const server_error& fault) {
    if (fault.message.empty()) return fmt::format("HTTP {}", status);
    return fmt::format("HTTP {}: {}", status, fault.message);
}

bool is_worth_retrying(int status) {
    return status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
}

job_outcome judge_exchange(const http_response& response, const llm_spec& spec, const secret_filter& secrets,
                           const judge_options& options) {
    return judge(response, spec, secrets, options).decide();
}

}  // namespace sweeplab
