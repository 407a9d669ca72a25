#include "engine/prediction/virtual_jobs.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {

void virtual_jobs::start(const job_ticket& ticket) {
    starting_.push_back({ticket, later(clock_.now(), overhead_)});
    if (overhead_ == duration::zero()) begin_service(clock_.now());
}

std::optional<instant> virtual_jobs::next_event() const {
    std::optional<instant> next;
    if (!starting_.empty()) next = starting_.front().service_begins;
    if (!running_.empty()) {
        const instant end = later(worked_until_, until_end(running_.top()));
        next = next ? std::min(*next, end) : end;
    }
    return next;
}

const std::vector<ended_job>& virtual_jobs::take_due() {
    const instant now = clock_.now();
    ended_.clear();
    end_service(now);
    begin_service(now);
    return ended_;
}

duration virtual_jobs::until_end(const running_job& job) const {
    constexpr double longest = 9.2e18;
    return duration(static_cast<std::int64_t>(std::clamp((job.ends_at - work_done_) * slow_down() + 0.5, 0.0, longest)));
}

void virtual_jobs::work_until(instant now) {
    if (!running_.empty()) work_done_ += static_cast<double>((now - worked_until_).count()) / slow_down();
    else work_done_ = 0;  // nobody counts on it; small numbers are the exact ones
    worked_until_ = now;
}

void virtual_jobs::begin_service(instant now) {
    while (!starting_.empty() && starting_.front().service_begins <= now) {
        work_until(now);
        const auto& ticket = starting_.front().ticket;
        running_.push({work_done_ + static_cast<double>(items_[ticket.item].service_ns), ticket, now});
        starting_.pop_front();
    }
}

// All that end within this nanosecond.
void virtual_jobs::end_service(instant now) {
    if (running_.empty() || later(worked_until_, until_end(running_.top())) > now) return;
    const double slowed = slow_down();
    work_until(now);
    work_done_ = std::max(work_done_, running_.top().ends_at);
    while (!running_.empty() && (running_.top().ends_at - work_done_) * slowed < 0.5) {
        const auto& job = running_.top();
        ended_job one{job.ticket, {}};
        one.verdict.started = job.started;
        one.verdict.ended = now;
        one.verdict.tokens_used = items_[job.ticket.item].used_tokens;
        ended_.push_back(one);
        running_.pop();
    }
    if (ended_.size() > 1) {
        std::sort(ended_.begin(), ended_.end(),
                  [](const ended_job& a, const ended_job& b) { return a.ticket.item < b.ticket.item; });
    }
}

}  // namespace sweeplab
