#include "engine/prediction/sequential_basis.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/planned_time.h"
#include "engine/analysis/statistics.h"
#include "engine/analysis/uncounted.h"
#include "engine/analysis/words.h"
#include "engine/workload/workload_kinds.h"

namespace sweeplab {
namespace {

std::int64_t time_in(const trial& measured, worker_state state) {
    std::int64_t sum = 0;
    for (const auto& interval : measured.intervals)
        if (interval.state == state) sum += interval.end_ns - interval.start_ns;
    return sum;
}

bool has_failed_attempts(const trial& measured) {
    return std::any_of(measured.attempts.begin(), measured.attempts.end(),
                       [](const attempt& one) { return one.state != attempt_state::succeeded; });
}

std::size_t items_of(const run_record& run) {
    std::size_t count = run.items.size();
    for (const auto& one : run.trials)
        for (const auto& span : one.attempts) count = std::max(count, static_cast<std::size_t>(std::max(span.item, -1) + 1));
    return count;
}

// A command that parallelises itself is one job whatever the worker count.
bool parallelises_itself(const run_record& run, const std::shared_ptr<const workload_spec>& spec) {
    if (spec && spec->slots(2) == 1) return true;
    return std::any_of(run.trials.begin(), run.trials.end(),
                       [](const trial& one) { return one.workers > 1 && one.slots == 1; });
}

std::string why_none_counts(const run_record& run) {
    std::vector<const trial*> others;
    for (const auto& one : run.trials)
        if (one.workers == 1 && !one.warm_up) others.push_back(&one);
    if (others.empty()) return "there is no trial at 1 worker";
    return "no trial at 1 worker counts: " + describe_uncounted(others);
}

// The reason why a counted trial is no ground to stand on; empty when it is one.
std::string why_not(const trial& measured, std::size_t items) {
    if (measured.attempts.empty()) return "of the trial at 1 worker only the whole time is known, not that of each item";
    if (has_failed_attempts(measured)) return "attempts failed in the trial at 1 worker";
    if (const auto waited = waits_of(measured); waited > 0)
        return fmt::format("the trial at 1 worker waited {} for the rate limit",
                           seconds_in_words(to_seconds(duration(waited))));
    std::vector<bool> seen(items);
    for (const auto& span : measured.attempts)
        if (span.item >= 0) seen[static_cast<std::size_t>(span.item)] = true;
    if (std::find(seen.begin(), seen.end(), false) != seen.end()) return "the trial at 1 worker did not do every item";
    return {};
}

// What the worker spent beside the services, in a trial that waited for nothing.
std::int64_t overhead_of(const trial& measured) {
    if (!measured.intervals.empty()) return time_in(measured, worker_state::overhead);
    std::int64_t service = 0;
    for (const auto& span : measured.attempts) service += span.end_ns - span.start_ns;
    return std::max<std::int64_t>(0, *measured.time_ns - service);
}

// Longest first only shows where the items were really claimed in another order than the list's: without
// expected times the dispatcher keeps to the list.
item_order order_of(const run_record& run, const std::shared_ptr<const workload_spec>& spec, const trial& measured) {
    if (!spec || !run.plan.is_object() ||
        run.plan.value("/sweep/items"_json_pointer, "") != to_text(item_order::longest_first))
        return item_order::fifo;
    auto spans = measured.attempts;
    std::sort(spans.begin(), spans.end(), [](const attempt& a, const attempt& b) { return a.claimed_ns < b.claimed_ns; });
    const bool in_list_order =
        std::is_sorted(spans.begin(), spans.end(), [](const attempt& a, const attempt& b) { return a.item < b.item; });
    return in_list_order ? item_order::fifo : item_order::longest_first;
}

void add_tokens(sequential_basis& basis, const run_record& run, const workload_spec& spec) {
    std::vector<std::int64_t> used(basis.items.size());
    std::vector<int> known(basis.items.size());
    for (const trial* one : basis.trials) {
        for (const auto& span : one->attempts) {
            const auto tokens = span.tokens();
            if (!tokens) continue;
            used[span.item] += *tokens;
            ++known[span.item];
        }
    }
    for (std::size_t i = 0; i < basis.items.size(); ++i) {
        auto& item = basis.items[i];
        if (i < run.items.size()) {
            item.charged_tokens =
                spec.expected_input_tokens(run.items[i]).value_or(0) + spec.expected_output_tokens(run.items[i]).value_or(0);
        }
        if (known[i] > 0) item.used_tokens = used[i] / known[i];
    }
}

void add_residuals(sequential_basis& basis) {
    const auto repeats = static_cast<double>(basis.trials.size());
    if (basis.trials.size() < 2) return;
    const auto means = mean_services_ns(basis.trials, basis.items.size());
    const double widening = std::sqrt(repeats / (repeats - 1));
    for (const trial* one : basis.trials) {
        for (const auto& span : one->attempts) {
            const double mean = means[span.item];
            if (mean > 0)
                basis.residuals.push_back((static_cast<double>(span.end_ns - span.start_ns) / mean - 1) * widening);
        }
    }
}

}  // namespace

std::vector<const trial*> clean_trials(const run_record& run, int workers) {
    std::vector<const trial*> trials;
    for (const auto& one : run.trials)
        if (one.workers == workers && one.counts() && *one.time_ns > 0 && !has_failed_attempts(one)) trials.push_back(&one);
    return trials;
}

std::int64_t waits_of(const trial& measured) {
    return time_in(measured, worker_state::rate_limit) + time_in(measured, worker_state::back_off);
}

std::vector<double> mean_services_ns(const std::vector<const trial*>& trials, std::size_t items) {
    std::vector<double> sums(items);
    std::vector<int> counts(items);
    for (const trial* one : trials) {
        for (const auto& span : one->attempts) {
            if (span.state != attempt_state::succeeded || span.item < 0 || static_cast<std::size_t>(span.item) >= items)
                continue;
            sums[span.item] += static_cast<double>(span.end_ns - span.start_ns);
            ++counts[span.item];
        }
    }
    for (std::size_t i = 0; i < items; ++i)
        if (counts[i] > 0) sums[i] /= counts[i];
    return sums;
}

double geometric_mean_s(const std::vector<const trial*>& trials) {
    std::vector<double> times;
    for (const trial* one : trials) times.push_back(to_seconds(duration(*one->time_ns)));
    return std::exp(make_log_group(times).mean);
}

tl::expected<sequential_basis, std::string> read_sequential_basis(const run_record& run, int least) {
    if (auto why = why_time_is_planned(run)) return tl::unexpected(std::move(*why));
    const auto work = run.plan.is_object() ? read_plan(run.plan, known_workload_kinds()) : result<plan>{};
    const auto spec = work ? work->workload : nullptr;
    if (parallelises_itself(run, spec))
        return tl::unexpected(std::string("the command parallelises itself: what its workers do is not seen"));

    sequential_basis basis;
    const auto items = items_of(run);
    std::string reason;
    bool any_counts = false;
    for (const auto& one : run.trials) {
        if (one.workers != 1 || !one.counts() || *one.time_ns <= 0) continue;
        any_counts = true;
        const auto fault = why_not(one, items);
        if (fault.empty()) basis.trials.push_back(&one);
        else if (reason.empty()) reason = fault;
    }
    if (!any_counts) return tl::unexpected(why_none_counts(run));
    if (basis.trials.empty()) return tl::unexpected(reason);
    if (items < static_cast<std::size_t>(least)) {
        return tl::unexpected(fmt::format("the run has {}; at least {} are needed",
                                          counted(static_cast<long long>(items), "item", "items"), least));
    }

    for (const double service : mean_services_ns(basis.trials, items))
        basis.items.push_back({std::llround(service), 0, {}, {}});
    for (std::size_t i = 0; i < std::min(items, run.items.size()); ++i) basis.items[i].depends_on = run.items[i].depends_on;
    std::int64_t overhead = 0;
    for (const trial* one : basis.trials) overhead += overhead_of(*one);
    basis.overhead_ns =
        std::llround(static_cast<double>(overhead) / static_cast<double>(items) / static_cast<double>(basis.trials.size()));
    basis.time_s = geometric_mean_s(basis.trials);
    basis.carried_out = order_of(run, spec, *basis.trials.front());
    if (spec) {
        basis.limits = work->limits;
        add_tokens(basis, run, *spec);
    }
    add_residuals(basis);
    return basis;
}

}  // namespace sweeplab
