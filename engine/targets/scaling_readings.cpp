// Time and what follows from it.
#include "engine/targets/reading_parts.h"

#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

constexpr std::string_view no_trial = "no trial at this worker count counts";

reading from(const value_interval& interval, std::size_t trials) {
    reading made;
    made.value = interval.value;
    made.lo = interval.lo;
    made.hi = interval.hi;
    made.basis = counted(static_cast<long long>(trials), "trial", "trials");
    return made;
}

// A figure that is the inverse of the time: its interval turned round.
reading per_time(const scaling_point& point, double amount) {
    const auto& time = point.time_s;
    reading made = from({amount / time.value, std::nullopt, std::nullopt}, point.times_s.size());
    if (time.lo && time.hi) {
        made.lo = amount / *time.hi;
        made.hi = amount / *time.lo;
    }
    for (const double seconds : point.times_s) made.per_trial.push_back(amount / seconds);
    return made;
}

template <class Read>
auto at_point(Read read) {
    return [read](const run_facts& facts, const reading_question& asked) {
        if (facts.curve().open_loop || facts.is_soak())
            return pending("the time of a load in phases or a soak is the plan's");
        const auto* point = facts.point_at(asked.workers);
        return point ? read(facts, *point) : pending(std::string(no_trial));
    };
}

reading time_of(const run_facts&, const scaling_point& point) {
    auto made = from(point.time_s, point.times_s.size());
    made.per_trial = point.times_s;
    return made;
}

reading speedup_of(const run_facts& facts, const scaling_point& point) {
    if (!point.speedup) return pending("there is no baseline worker count");
    auto made = from(*point.speedup, point.times_s.size());
    if (facts.curve().baseline_workers != 1) made.basis += ", over " + workers_in_words(facts.curve().baseline_workers);
    return made;
}

reading efficiency_of(const run_facts& facts, const scaling_point& point) {
    auto made = speedup_of(facts, point);
    const double share = 100.0 * facts.curve().baseline_workers / point.workers;
    for (auto* end : {&made.value, &made.lo, &made.hi})
        if (*end) **end *= share;
    return made;
}

reading items_rate_of(const run_facts&, const scaling_point& point) {
    return point.jobs > 0 ? per_time(point, point.jobs) : pending("how many items a trial did is not known");
}

reading tokens_rate_of(const run_facts&, const scaling_point& point) {
    if (!point.tokens_per_s) return pending("the output tokens are not known");
    return per_time(point, *point.tokens_per_s * point.time_s.value);
}

reading known_or_pending(const std::optional<double>& value, std::string_view what) {
    reading made;
    made.value = value;
    if (!value) made.why_pending = std::string(what) + " is not known";
    return made;
}

// Of the items of every trial that ran to its end, those with failures too: else it would always be none.
reading failed_share_of(const run_facts& facts, const reading_question& asked) {
    double failed = 0, jobs = 0;
    if (facts.is_soak()) {
        for (const auto* row : facts.soaks_at(asked.workers)) {
            jobs += static_cast<double>(row->requests + row->failed);
            failed += static_cast<double>(row->failed);
        }
        if (jobs == 0)
            return pending(facts.why_no_soak(asked.workers).empty() ? "the soak asked nothing"
                                                                    : facts.why_no_soak(asked.workers));
    }
    for (const auto& one : facts.run().trials) {
        if (facts.is_soak() || one.workers != asked.workers || one.warm_up || one.state != trial_state::complete ||
            !one.excluded.empty())
            continue;
        jobs += one.jobs;
        failed += one.failed;
    }
    if (jobs == 0) return pending("no trial at this worker count ran to its end");
    auto made = share_in_percent(failed / jobs, jobs);
    made.basis =
        counted(static_cast<long long>(jobs), facts.is_soak() ? "request" : "item", facts.is_soak() ? "requests" : "items");
    return made;
}

}  // namespace

std::vector<target_figure> scaling_figures() {
    const std::vector<statistic> one{statistic::value};
    return {{"time_s", "Time", "s", true, one, at_point(time_of)},
            {"speedup", "Speedup", "×", false, one, at_point(speedup_of)},
            {"efficiency_pct", "Efficiency", "%", false, one, at_point(efficiency_of)},
            {"items_per_s", "Throughput", "items/s", false, one, at_point(items_rate_of)},
            {"tokens_per_s", "Output tokens", "tokens/s", false, one, at_point(tokens_rate_of)},
            {"cost", "Cost of a trial", "", true, one, at_point([](const run_facts&, const scaling_point& point) {
                 return known_or_pending(point.cost, "the cost");
             })},
            {"cost_per_item", "Cost of an item", "", true, one, at_point([](const run_facts&, const scaling_point& point) {
                 return known_or_pending(point.cost_per_job, "the cost");
             })},
            {"failed_pct", "Failed items", "%", true, one, failed_share_of}};
}

}  // namespace sweeplab
