#include "engine/session/progress_meter.h"

#include <algorithm>

namespace sweeplab {
namespace {

constexpr duration token_window = std::chrono::seconds(10);

std::optional<duration> left_of(const progress_meter::trial_size& trial) {
    if (!trial.planned) return std::nullopt;
    return std::max(duration::zero(), *trial.planned - trial.before);
}

}  // namespace

progress_meter::progress_meter(run_id run, std::vector<trial_size> to_do, int trials_done_before, int items)
    : run_(run), to_do_(std::move(to_do)), done_before_(trials_done_before), items_(items) {}

void progress_meter::trial_started(instant now) {
    in_trial_ = true;
    trial_began_ = now;
    running_ = jobs_done_ = jobs_failed_ = 0;
    recent_tokens_.clear();
}

void progress_meter::job_ended(instant now, std::optional<duration> service, std::optional<std::int64_t> output_tokens,
                               bool failed, bool final) {
    --running_;
    if (service) {
        service_.sum += *service;
        ++service_.count;
    }
    if (output_tokens) recent_tokens_.emplace_back(now, *output_tokens);
    while (!recent_tokens_.empty() && recent_tokens_.front().first < now - token_window) recent_tokens_.pop_front();
    if (!final) return;
    ++jobs_done_;
    if (failed) ++jobs_failed_;
}

void progress_meter::trial_ended(instant, std::optional<duration> makespan) {
    if (makespan && current_ < to_do_.size()) {
        auto& known = makespan_of_[to_do_[current_].workers];
        known.sum += *makespan;
        ++known.count;
    }
    ++current_;
    in_trial_ = false;
    running_ = 0;
}

void progress_meter::trial_discarded() {
    in_trial_ = false;
    running_ = 0;
}

void progress_meter::take(const run_event& event, instant now) {
    if (std::holds_alternative<sweeplab::trial_started>(event)) trial_started(now);
    if (std::holds_alternative<sweeplab::job_started>(event)) job_started();
    if (const auto* ended = std::get_if<job_finished>(&event)) {
        const auto& span = ended->span;
        const bool succeeded = span.state == attempt_state::succeeded;
        job_ended(now, succeeded ? std::optional(duration(span.end_ns - span.start_ns)) : std::nullopt,
                  span.measured.get(measure::output_tokens), !succeeded, ended->final);
    }
    if (const auto* ended = std::get_if<trial_finished>(&event)) {
        const auto& time = ended->summary.time_ns;
        if (ended->summary.state == trial_state::interrupted) trial_discarded();
        else trial_ended(now, time ? std::optional(duration(*time)) : std::nullopt);
    }
}

std::optional<double> progress_meter::whole_s() const {
    duration sum{};
    for (const auto& one : to_do_) {
        const auto expected = expected_time_of(one);
        if (!expected) return std::nullopt;
        sum += *expected;
    }
    return to_seconds(sum);
}

// The mean of finished trials at this count; before there is one, what is planned, else what Graham's lower bound makes of
// the mean service time.
std::optional<duration> progress_meter::expected_time_of(const trial_size& trial) const {
    if (const auto known = makespan_of_.find(trial.workers); known != makespan_of_.end())
        return std::max(known->second.sum / known->second.count, left_of(trial).value_or(duration::zero()));
    if (trial.planned) return left_of(trial);
    if (service_.count == 0) return std::nullopt;
    const duration mean = service_.sum / service_.count;
    const int width = std::max(1, std::min(trial.slots, items_of(trial)));
    return std::max(mean, mean * items_of(trial) / width);
}

std::optional<duration> progress_meter::rest_of_current(instant now) const {
    if (!in_trial_ || current_ >= to_do_.size()) return duration::zero();
    const auto& trial = to_do_[current_];
    const auto whole = expected_time_of(trial);
    if (!whole) return std::nullopt;
    const duration by_clock = std::max(duration::zero(), *whole - (now - trial_began_));
    // While requests are still to come, how many are left says nothing of how long it takes.
    if (service_.count == 0 || (trial.planned && now - trial_began_ < *left_of(trial))) return by_clock;
    // When the clock has run past what was expected, the jobs that are left still take their time.
    const duration mean = service_.sum / service_.count;
    const int left = std::max(0, items_of(trial) - jobs_done_);
    const int width = std::max(1, std::min(trial.slots, left));
    const duration by_jobs = mean * left / width / 2;
    return std::max(by_clock, by_jobs);
}

// Absent where the plan gives the trial no time: the share of its jobs says how far it is.
std::optional<double> progress_meter::share_of_current(instant now) const {
    if (!in_trial_ || current_ >= to_do_.size()) return std::nullopt;
    const auto& trial = to_do_[current_];
    if (!trial.planned || *trial.planned <= duration::zero()) return std::nullopt;
    return std::clamp(to_seconds(trial.before + (now - trial_began_)) / to_seconds(*trial.planned), 0.0, 1.0);
}

std::optional<double> progress_meter::tokens_per_s(instant now) const {
    if (!in_trial_ || recent_tokens_.empty()) return std::nullopt;
    std::int64_t sum = 0;
    for (const auto& [at, tokens] : recent_tokens_)
        if (at >= now - token_window) sum += tokens;
    const double span = to_seconds(std::min(token_window, now - trial_began_));
    if (span <= 0) return std::nullopt;
    return static_cast<double>(sum) / span;
}

run_progress progress_meter::progress(instant now) const {
    run_progress report;
    report.run = run_;
    report.trials_done = done_before_ + static_cast<int>(current_);
    report.trials_total = done_before_ + static_cast<int>(to_do_.size());
    report.more_may_follow = more_may_follow_;
    report.jobs_running = running_;
    report.jobs_done = jobs_done_;
    report.jobs_failed = jobs_failed_;
    report.jobs_total = current_ < to_do_.size() ? items_of(to_do_[current_]) : items_;
    report.tokens_per_s = tokens_per_s(now);
    report.trial_share = share_of_current(now);

    auto left = rest_of_current(now);
    for (std::size_t i = current_ + (in_trial_ ? 1 : 0); left && i < to_do_.size(); ++i) {
        const auto one = expected_time_of(to_do_[i]);
        left = one ? std::optional(*left + *one) : std::nullopt;
    }
    if (left) report.eta_s = to_seconds(*left);
    return report;
}

}  // namespace sweeplab
