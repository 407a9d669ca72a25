#include "engine/analysis/worker_seconds.h"

#include <algorithm>
#include <cmath>

#include "engine/model/item_graph.h"

namespace sweeplab {
namespace {

std::int64_t length(const worker_interval& interval) { return interval.end_ns - interval.start_ns; }

// The number of the attempt that succeeded, by item; 0 where none did. An item succeeds at most once a trial.
std::vector<int> succeeded_attempts(const trial& measured) {
    std::vector<int> numbers;
    for (const auto& span : measured.attempts) {
        if (span.state != attempt_state::succeeded || span.item < 0) continue;
        if (static_cast<std::size_t>(span.item) >= numbers.size()) numbers.resize(static_cast<std::size_t>(span.item) + 1);
        numbers[static_cast<std::size_t>(span.item)] = span.number;
    }
    return numbers;
}

bool is_success(const std::vector<int>& succeeded, const worker_interval& interval) {
    return interval.item >= 0 && static_cast<std::size_t>(interval.item) < succeeded.size() && interval.attempt > 0 &&
           succeeded[static_cast<std::size_t>(interval.item)] == interval.attempt;
}

// The makespan is absent for trials that did not complete; their intervals end where the trial was cut.
std::int64_t end_of(const trial& measured) {
    if (measured.time_ns) return *measured.time_ns;
    std::int64_t end = 0;
    for (const auto& interval : measured.intervals) end = std::max(end, interval.end_ns);
    return end;
}

std::optional<std::int64_t> baseline_of(const item_baselines& baselines, int item) {
    if (item < 0 || item >= static_cast<int>(baselines.service_ns.size())) return std::nullopt;
    return baselines.service_ns[item];
}

void add_success(worker_seconds& account, std::int64_t service, std::optional<std::int64_t> baseline) {
    if (!baseline) {
        account.unbaselined += service;
        return;
    }
    account.baseline += *baseline;
    account.inflation += service - *baseline;
}

struct running_mean {
    double mean = 0;
    double squares = 0;
    int count = 0;
    void add(double value) {  // Welford 1962
        ++count;
        const double off = value - mean;
        mean += off / count;
        squares += off * (value - mean);
    }
};

}  // namespace

item_baselines measure_baselines(const run_record& run) {
    item_baselines baselines;
    const trial* lowest = nullptr;
    for (const auto& one : run.trials)
        if (one.counts() && (!lowest || one.workers < lowest->workers)) lowest = &one;
    baselines.service_ns.resize(run.items.size());
    baselines.variance.resize(run.items.size());
    baselines.repeats.resize(run.items.size());
    if (!lowest) return baselines;
    baselines.workers = lowest->workers;

    std::vector<running_mean> service(run.items.size());
    for (const auto& one : run.trials) {
        if (!one.counts() || one.workers != baselines.workers) continue;
        for (const auto& span : one.attempts) {
            if (span.state != attempt_state::succeeded || span.item < 0 || span.item >= static_cast<int>(service.size()))
                continue;
            service[span.item].add(static_cast<double>(span.end_ns - span.start_ns));
        }
    }
    for (std::size_t item = 0; item < service.size(); ++item) {
        const auto& seen = service[item];
        baselines.repeats[item] = seen.count;
        if (seen.count > 0) baselines.service_ns[item] = std::llround(seen.mean);
        if (seen.count > 1) baselines.variance[item] = seen.squares / (seen.count - 1);
    }
    return baselines;
}

result<worker_seconds> account_for(const trial& measured, const item_baselines& baselines) {
    const auto end = end_of(measured);
    if (const auto tiled = check_tiling(measured.intervals, measured.slots, end); !tiled)
        return tl::unexpected(tiled.error());

    worker_seconds account;
    account.slots = measured.slots;
    account.total = end * measured.slots;
    const auto succeeded = succeeded_attempts(measured);
    for (const auto& interval : measured.intervals) {
        const auto time = length(interval);
        switch (interval.state) {
            case worker_state::service:
                if (is_success(succeeded, interval)) add_success(account, time, baseline_of(baselines, interval.item));
                else account.retries += time;
                break;
            case worker_state::back_off: account.retries += time; break;
            case worker_state::rate_limit: account.rate_limit += time; break;
            case worker_state::dependency: account.dependency += time; break;
            case worker_state::overhead: account.overhead += time; break;
            case worker_state::arrival:
            case worker_state::idle: account.idle += time; break;
            case worker_state::parked: account.total -= time; break;
        }
    }
    return account;
}

loss_factors factors_of(const worker_seconds& account) {
    const auto ratio = [](std::int64_t before, std::int64_t after) {
        return after > 0 ? std::optional(static_cast<double>(before) / static_cast<double>(after)) : std::nullopt;
    };
    loss_factors factors;
    std::int64_t sum = account.baseline;
    const auto step = [&](std::int64_t part) {
        const auto before = sum;
        sum += part;
        return ratio(before, sum);
    };
    factors.inflation = step(account.inflation);
    factors.unbaselined = step(account.unbaselined);
    factors.retries = step(account.retries);
    factors.rate_limit = step(account.rate_limit);
    factors.dependency = step(account.dependency);
    factors.overhead = step(account.overhead);
    factors.idle = step(account.idle);
    factors.product = ratio(account.baseline, account.total);
    return factors;
}

int usable_width(const run_record& run, const item_baselines& baselines) {
    const auto items = static_cast<int>(run.items.size());
    if (!has_needs(run.items)) return std::max(1, items);
    std::vector<std::int64_t> durations;
    for (const auto& service : baselines.service_ns) {
        if (!service) return std::max(1, items);
        durations.push_back(*service);
    }
    return most_at_once(needs_of(run.items), durations);
}

idle_split split_idle(const trial& measured, const item_list& items) {
    std::int64_t service = 0;
    std::int64_t longest = 0;
    std::vector<std::int64_t> of_items(items.size());
    for (const auto& interval : measured.intervals) {
        if (interval.state != worker_state::service) continue;
        service += length(interval);
        longest = std::max(longest, length(interval));
        if (interval.item >= 0 && static_cast<std::size_t>(interval.item) < of_items.size())
            of_items[static_cast<std::size_t>(interval.item)] += length(interval);
    }
    if (has_needs(items)) longest = std::max(longest, critical_path_ns(needs_of(items), of_items));
    // N·T_lb = max(Σ service, N·longest) in whole nanoseconds, without dividing first.
    const std::int64_t bound = std::max(service, longest * measured.slots);
    idle_split split;
    split.unavoidable = bound - service;
    split.avoidable = std::max<std::int64_t>(0, end_of(measured) * measured.slots - bound);
    return split;
}

}  // namespace sweeplab
