#include "engine/advice/auto_ledger.h"

#include <algorithm>

#include "engine/foundation/clock.h"

namespace sweeplab {
namespace {

// Of a trial that did not run to its end: until its last worker was given up.
std::int64_t length_ns(const trial& one) {
    if (one.time_ns) return *one.time_ns;
    std::int64_t last = 0;
    for (const auto& interval : one.intervals) last = std::max(last, interval.end_ns);
    for (const auto& span : one.attempts) last = std::max(last, span.released_ns);
    return last;
}

}  // namespace

auto_ledger::auto_ledger(const run_record& run) {
    for (const auto& one : run.trials) {
        seconds_ += to_seconds(duration(length_ns(one)));
        if (one.cost) {
            cost_ += *one.cost;
            ++priced_;
        }
        const bool ended = one.state == trial_state::complete || one.state == trial_state::failed;
        if (one.warm_up || !ended) continue;
        ++trials_;
        auto& record = counts_[one.workers];
        if (one.counts() && *one.time_ns > 0) {
            ++record.counted;
            record.seconds += to_seconds(duration(*one.time_ns));
        } else {
            ++record.failed;
            last_message_ = !one.excluded.empty() ? one.excluded : one.message;
        }
    }
}

std::optional<double> auto_ledger::mean_cost() const { return priced_ > 0 ? std::optional(cost_ / priced_) : std::nullopt; }

std::vector<int> auto_ledger::counted() const {
    std::vector<int> all;
    for (const auto& [workers, record] : counts_)
        if (record.counted > 0) all.push_back(workers);
    return all;
}

int auto_ledger::counted_at(int workers) const {
    const auto found = counts_.find(workers);
    return found == counts_.end() ? 0 : found->second.counted;
}

int auto_ledger::failed_at(int workers) const {
    const auto found = counts_.find(workers);
    return found == counts_.end() ? 0 : found->second.failed;
}

int auto_ledger::most() const {
    const auto all = counted();
    return all.empty() ? 0 : all.back();
}

std::optional<int> auto_ledger::measured_below(int workers) const {
    std::optional<int> nearest;
    for (const int count : counted())
        if (count < workers) nearest = count;
    return nearest;
}

std::optional<int> auto_ledger::measured_above(int workers) const {
    for (const int count : counted())
        if (count > workers) return count;
    return std::nullopt;
}

std::optional<int> auto_ledger::fewest_failing(int times) const {
    for (const auto& [workers, record] : counts_)
        if (record.counted == 0 && record.failed >= times) return workers;
    return std::nullopt;
}

std::optional<double> auto_ledger::mean_time(int workers) const {
    const auto found = counts_.find(workers);
    if (found == counts_.end() || found->second.counted == 0) return std::nullopt;
    return found->second.seconds / found->second.counted;
}

std::optional<double> auto_ledger::time_below(int workers) const {
    const auto below = measured_below(workers);
    return below ? mean_time(*below) : std::nullopt;
}

run_record without_last(const run_record& run, int counted_trials) {
    auto before = run;
    while (counted_trials > 0 && !before.trials.empty()) {
        if (before.trials.back().counts()) --counted_trials;
        before.trials.pop_back();
    }
    return before;
}

}  // namespace sweeplab
