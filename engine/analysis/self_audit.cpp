#include "engine/analysis/self_audit.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace sweeplab {
namespace {

constexpr double most_little_error = 0.01;
constexpr double most_client_cpu = 0.8;
constexpr double most_lag_of_service = 0.05;
constexpr std::int64_t harmless_lag_ns = 1'000'000;

audit_check passed(std::string_view key, std::string text) { return {key, audit_verdict::passed, std::move(text)}; }
audit_check failed(std::string_view key, std::string text) { return {key, audit_verdict::failed, std::move(text)}; }
audit_check unknown(std::string_view key, std::string text) { return {key, audit_verdict::unknown, std::move(text)}; }
audit_check judged(bool good, std::string_view key, std::string text) {
    return good ? passed(key, std::move(text)) : failed(key, std::move(text));
}

std::int64_t service_of(const attempt& span) { return span.end_ns - span.start_ns; }

// L from what the workers did, λ·W from what the attempts recorded: two accounts of the same work.
audit_check check_littles_law(const trial& measured) {
    constexpr auto key = "littles_law";
    if (!measured.time_ns || *measured.time_ns <= 0 || measured.intervals.empty() || measured.attempts.empty())
        return unknown(key, "nothing was recorded job by job");
    double busy = 0, served = 0;
    for (const auto& interval : measured.intervals)
        if (interval.state == worker_state::service) busy += static_cast<double>(interval.end_ns - interval.start_ns);
    for (const auto& span : measured.attempts) served += static_cast<double>(service_of(span));
    if (busy <= 0) return unknown(key, "no worker ever served a job");
    const auto time = static_cast<double>(*measured.time_ns);
    const double error = std::abs(busy - served) / busy;
    return judged(error <= most_little_error, key,
                  fmt::format("workers were busy with {:.3g} jobs on average; the jobs' own times give {:.3g}", busy / time,
                              served / time));
}

bool stamps_fit(const attempt& span) {
    std::int64_t reached = 0;
    for (const auto which : {measure::sent_at, measure::first_byte_at, measure::first_event_at, measure::first_content_at,
                             measure::last_content_at, measure::closed_at}) {
        const auto at = span.measured.get(which);
        if (!at) continue;
        if (*at < reached) return false;
        reached = *at;
    }
    if (span.chunk_ns.empty()) return true;
    // E2E = TTFT + Σ gaps, stamp by stamp.
    return std::is_sorted(span.chunk_ns.begin(), span.chunk_ns.end()) &&
           span.chunk_ns.front() == span.measured.get(measure::first_content_at) &&
           span.chunk_ns.back() == span.measured.get(measure::last_content_at);
}

audit_check check_stamps(const trial& measured) {
    constexpr auto key = "stamps_add_up";
    int streamed = 0, broken = 0;
    for (const auto& span : measured.attempts) {
        if (!span.measured.has(measure::sent_at)) continue;
        ++streamed;
        broken += stamps_fit(span) ? 0 : 1;
    }
    if (streamed == 0) return unknown(key, "no exchange with an endpoint");
    if (broken == 0) return passed(key, "time to first token and the gaps after it sum to each answer's time");
    return failed(key, fmt::format("{} of {} answers have time stamps out of order", broken, streamed));
}

audit_check check_client_cpu(const generator_load& load) {
    constexpr auto key = "client_cpu";
    if (!load.client_cpu) return unknown(key, "Sweeplab's own CPU time was not sampled");
    const double percent = *load.client_cpu * 100;
    if (*load.client_cpu < most_client_cpu) return passed(key, fmt::format("Sweeplab used {:.0f} % of one core", percent));
    return failed(key,
                  fmt::format("Sweeplab used {:.0f} % of its core: part of this time may be the generator's own", percent));
}

std::optional<std::int64_t> at_quantile(std::vector<std::int64_t> values, double share) {
    if (values.empty()) return std::nullopt;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

audit_check check_loop_lag(const trial& measured, const generator_load& load) {
    constexpr auto key = "loop_lag";
    std::vector<std::int64_t> lags, services;
    for (const auto& span : measured.attempts) {
        services.push_back(service_of(span));
        if (const auto lag = span.measured.get(measure::receive_lag_max_ns)) lags.push_back(*lag);
    }
    const auto lag = load.loop_lag_ns ? load.loop_lag_ns : at_quantile(lags, 0.99);
    const auto service = at_quantile(services, 0.5);
    if (!lag || !service) return unknown(key, "how promptly events were handled is not known");
    const auto text = fmt::format("events waited {:.3g} ms for Sweeplab (p99)", static_cast<double>(*lag) * 1e-6);
    const bool small =
        *lag <= harmless_lag_ns || static_cast<double>(*lag) <= most_lag_of_service * static_cast<double>(*service);
    if (small) return passed(key, text);
    const double share = 100 * static_cast<double>(*lag) / static_cast<double>(std::max<std::int64_t>(*service, 1));
    return failed(key, fmt::format("{}, {:.0f} % of a typical job: jobs began and ended late by as much", text, share));
}

// A chunk with content holds at least about one token, and a token at least one byte.
bool usage_fits(const attempt& span, std::int64_t tokens) {
    const auto chunks = span.measured.get(measure::chunk_count).value_or(0);
    if (static_cast<double>(chunks) > 1.1 * static_cast<double>(tokens) + 2) return false;
    if (span.output.truncated || span.output.text.empty()) return true;
    const auto written = tokens - span.measured.get(measure::reasoning_tokens).value_or(0);
    return written <= static_cast<std::int64_t>(span.output.text.size()) + 2;
}

audit_check check_usage(const trial& measured) {
    constexpr auto key = "tokens_fit_usage";
    int told = 0, wrong = 0;
    for (const auto& span : measured.attempts) {
        const auto tokens = span.measured.get(measure::output_tokens);
        if (span.state != attempt_state::succeeded || !tokens || span.measured.get(measure::tokens_estimated) == 1) continue;
        ++told;
        wrong += usage_fits(span, *tokens) ? 0 : 1;
    }
    if (told == 0) return unknown(key, "no server told its token counts");
    if (wrong == 0) return passed(key, "the server's token counts fit its answers");
    return failed(key, fmt::format("the server's token counts do not fit {} of {} answers: tokens/s and cost may be wrong",
                                   wrong, told));
}

int most_at_once(const trial& measured) {
    std::vector<std::pair<std::int64_t, int>> changes;
    for (const auto& interval : measured.intervals) {
        if (interval.state != worker_state::service || interval.end_ns <= interval.start_ns) continue;
        changes.emplace_back(interval.start_ns, 1);
        changes.emplace_back(interval.end_ns, -1);
    }
    std::sort(changes.begin(), changes.end());  // an end before a start of the same instant
    int now = 0, most = 0;
    for (const auto& [when, change] : changes) most = std::max(most, now += change);
    return most;
}

std::string beyond(std::string_view what, double here, double limit) {
    return fmt::format("{:.3g} {} are beyond the {:.3g} that this machine's Sweeplab can drive: the limit may be its own",
                       here, what, limit);
}

audit_check check_calibration(const trial& measured, const std::optional<generator_limits>& limits) {
    constexpr auto key = "within_calibration";
    if (!limits) return unknown(key, "this machine's generator was not calibrated");
    if (!measured.time_ns || *measured.time_ns <= 0 || measured.attempts.empty())
        return unknown(key, "nothing was recorded job by job");
    const double seconds = static_cast<double>(*measured.time_ns) * 1e-9;
    double requests = 0, chunks = 0, starts = 0;
    for (const auto& span : measured.attempts) {
        requests += span.measured.has(measure::sent_at) ? 1 : 0;
        chunks += static_cast<double>(span.measured.get(measure::chunk_count).value_or(0));
        starts += span.measured.has(measure::spawn_ns) ? 1 : 0;
    }
    const double streams = chunks > 0 ? most_at_once(measured) : 0;
    const auto exceeds = [](double here, const auto& limit) { return limit && here > static_cast<double>(*limit); };
    if (exceeds(requests / seconds, limits->requests_per_s))
        return failed(key, beyond("requests/s", requests / seconds, *limits->requests_per_s));
    if (exceeds(chunks / seconds, limits->chunks_per_s))
        return failed(key, beyond("chunks/s", chunks / seconds, *limits->chunks_per_s));
    if (exceeds(streams, limits->streams)) return failed(key, beyond("streams at once", streams, *limits->streams));
    if (exceeds(starts / seconds, limits->process_starts_per_s))
        return failed(key, beyond("process starts/s", starts / seconds, *limits->process_starts_per_s));
    return passed(key, "within what this machine's Sweeplab was measured to drive");
}

audit_check check_in_flight(const trial& measured, int items) {
    constexpr auto key = "in_flight_reached";
    if (measured.intervals.empty()) return unknown(key, "nothing was recorded job by job");
    const int wanted = std::min(measured.slots, std::max(items, 1));
    const int most = most_at_once(measured);
    const auto text = fmt::format("at most {} of {} jobs were in flight at once", most, wanted);
    if (most >= wanted) return passed(key, text);
    const auto has_waited = [&](worker_state state) {
        return std::any_of(measured.intervals.begin(), measured.intervals.end(),
                           [state](const auto& one) { return one.state == state; });
    };
    if (has_waited(worker_state::arrival) || has_waited(worker_state::parked))
        return passed(key, text + ", as they came due");
    if (has_waited(worker_state::dependency)) return passed(key, text + ", since items waited for others");
    const bool limited = has_waited(worker_state::rate_limit);
    return failed(key, text + (limited ? ": a rate limit held workers back"
                                       : ": jobs ended faster than they could be started, so more workers change nothing"));
}

}  // namespace

bool trial_audit::has_failed() const {
    return std::any_of(checks.begin(), checks.end(), [](const auto& one) { return one.verdict == audit_verdict::failed; });
}

std::string trial_audit::reasons() const {
    std::string joined;
    for (const auto& one : checks)
        if (one.verdict == audit_verdict::failed) joined += (joined.empty() ? "" : "; ") + one.text;
    return joined;
}

trial_audit audit_trial(const trial& measured, int items, const generator_load& load,
                        const std::optional<generator_limits>& limits) {
    return {{check_littles_law(measured), check_stamps(measured), check_client_cpu(load), check_loop_lag(measured, load),
             check_usage(measured), check_in_flight(measured, items), check_calibration(measured, limits)}};
}

}  // namespace sweeplab
