#include "engine/advice/rate_safety.h"

#include <algorithm>
#include <map>

#include "engine/advice/minute_windows.h"

namespace sweeplab {
namespace {

// The requests of one trial or one replay.
struct request_log {
    std::vector<timed_amount> requests;
    std::vector<timed_amount> tokens;
    bool tokens_known = true;
    int failed_without_tokens = 0;
    std::int64_t length_ns = 0;
    double service_ns = 0;  // of those that succeeded
    int succeeded = 0;
};

request_log log_of(const trial& measured) {
    request_log log;
    log.length_ns = *measured.time_ns;
    for (const auto& span : measured.attempts) {
        // A reused connection that had closed makes a request go out once more.
        const auto sent = 1 + static_cast<double>(span.measured.get(measure::resent).value_or(0));
        log.requests.push_back({span.start_ns, sent});
        const bool succeeded = span.state == attempt_state::succeeded;
        if (const auto tokens = span.tokens()) log.tokens.push_back({span.start_ns, static_cast<double>(*tokens)});
        else if (succeeded) log.tokens_known = false;
        else ++log.failed_without_tokens;
        if (!succeeded) continue;
        log.service_ns += static_cast<double>(span.end_ns - span.start_ns);
        ++log.succeeded;
    }
    return log;
}

request_log log_of(const std::vector<replay_item>& items, const replay_result& replayed) {
    request_log log;
    log.length_ns = replayed.makespan_ns;
    for (std::size_t i = 0; i < std::min(items.size(), replayed.items.size()); ++i) {
        const auto& [start, end] = replayed.items[i];
        log.requests.push_back({start, 1});
        const auto tokens = items[i].used_tokens.value_or(items[i].charged_tokens);
        if (items[i].used_tokens || items[i].charged_tokens > 0) log.tokens.push_back({start, static_cast<double>(tokens)});
        else log.tokens_known = false;
        log.service_ns += static_cast<double>(end - start);
        ++log.succeeded;
    }
    return log;
}

std::optional<double> percent_of(std::optional<double> amount, std::optional<double> limit) {
    if (!amount || !limit || !(*limit > 0)) return std::nullopt;
    return 100 * *amount / *limit;
}

minute_load load_of(const std::vector<request_log>& logs, std::vector<timed_amount> request_log::*which,
                    std::optional<double> limit) {
    minute_load load;
    for (const auto& log : logs) {
        const auto windows = slide_a_minute(log.*which, log.length_ns);
        load.mean += windows.mean / static_cast<double>(logs.size());
        load.worst = std::max(load.worst, windows.worst);
        if (log.length_ns <= 0 || log.length_ns >= minute_ns) continue;
        const double a_minute = windows.worst * static_cast<double>(minute_ns) / static_cast<double>(log.length_ns);
        load.extrapolated = std::max(load.extrapolated.value_or(0), a_minute);
    }
    load.mean_percent = percent_of(load.mean, limit);
    load.worst_percent = percent_of(load.worst, limit);
    load.extrapolated_percent = percent_of(load.extrapolated, limit);
    return load;
}

double sum_of(const std::vector<timed_amount>& amounts) {
    double sum = 0;
    for (const auto& one : amounts) sum += one.amount;
    return sum;
}

struct binding {
    std::optional<double> workers;
    bool by_tokens = false;
};

// Requests a second that both limits leave room for, times the seconds of a request.
binding where_it_binds(const std::vector<request_log>& logs, const rate_tier& tier, double service_s) {
    binding found;
    if (tier.requests_per_minute && *tier.requests_per_minute > 0)
        found.workers = *tier.requests_per_minute / 60 * service_s;
    double tokens = 0, requests = 0;
    for (const auto& log : logs) {
        if (!log.tokens_known) return found;
        tokens += sum_of(log.tokens);
        requests += log.succeeded;
    }
    if (!tier.tokens_per_minute || !(*tier.tokens_per_minute > 0) || !(tokens > 0)) return found;
    const double by_tokens = *tier.tokens_per_minute / 60 / (tokens / requests) * service_s;
    if (!found.workers || by_tokens < *found.workers) found = {by_tokens, true};
    return found;
}

struct placed_point {
    rate_point point;
    binding binds;
};

placed_point make_point(int workers, const std::vector<request_log>& logs, const rate_tier& tier) {
    placed_point made;
    auto& point = made.point;
    point.workers = workers;
    double service_ns = 0;
    int succeeded = 0;
    bool tokens_known = true;
    for (const auto& log : logs) {
        point.requests_a_trial += sum_of(log.requests) / static_cast<double>(logs.size());
        point.failed_without_tokens += log.failed_without_tokens;
        tokens_known = tokens_known && log.tokens_known;
        service_ns += log.service_ns;
        succeeded += log.succeeded;
    }
    point.requests = load_of(logs, &request_log::requests, tier.requests_per_minute);
    if (tokens_known && succeeded > 0) point.tokens = load_of(logs, &request_log::tokens, tier.tokens_per_minute);
    if (succeeded > 0) {
        point.mean_service_s = service_ns / succeeded / 1e9;
        made.binds = where_it_binds(logs, tier, *point.mean_service_s);
        point.binds_at = made.binds.workers;
    }
    auto highest = point.requests.highest_percent();
    if (point.tokens) highest = std::max(highest, point.tokens->highest_percent());
    if (highest) point.verdict = verdict_of(*highest / 100);
    return made;
}

void note_binding(rate_safety& safety, const binding& binds) {
    if (safety.binds_at || !binds.workers) return;
    safety.binds_at = binds.workers;
    safety.tokens_bind = binds.by_tokens;
}

}  // namespace

rate_verdict verdict_of(double share) {
    if (share < 0.05) return rate_verdict::very_safe;
    if (share < 0.2) return rate_verdict::safe;
    return share < 1 ? rate_verdict::caution : rate_verdict::over;
}

std::optional<double> minute_load::highest_percent() const {
    return std::max({mean_percent, worst_percent, extrapolated_percent});
}

rate_safety make_rate_safety(const run_record& run, const rate_tier& tier) {
    rate_safety safety;
    safety.tier = tier;
    std::map<int, std::vector<request_log>> logs;
    for (const auto& one : run.trials)
        if (one.counts() && *one.time_ns > 0 && !one.attempts.empty()) logs[one.workers].push_back(log_of(one));
    for (const auto& [workers, of_count] : logs) {
        auto made = make_point(workers, of_count, tier);
        made.point.trials = static_cast<int>(of_count.size());
        note_binding(safety, made.binds);
        safety.points.push_back(std::move(made.point));
    }
    return safety;
}

void add_replayed(rate_safety& safety, int workers, const std::vector<replay_item>& items, const replay_result& replayed) {
    const auto place = std::lower_bound(safety.points.begin(), safety.points.end(), workers,
                                        [](const rate_point& point, int wanted) { return point.workers < wanted; });
    if (items.empty() || (place != safety.points.end() && place->workers == workers)) return;
    auto made = make_point(workers, {log_of(items, replayed)}, safety.tier);
    made.point.replayed = true;
    note_binding(safety, made.binds);
    safety.points.insert(place, std::move(made.point));
}

}  // namespace sweeplab
