// How long answers took, one value an answer, and every gap between chunks; of a soak both from its histograms.
#include <algorithm>
#include <numeric>

#include "engine/analysis/percentile.h"
#include "engine/analysis/words.h"
#include "engine/targets/reading_parts.h"

namespace sweeplab {
namespace {

constexpr double ns_in_ms = 1e6;

reading read_sorted(const std::vector<std::int64_t>& sorted_ns, const reading_question& asked) {
    if (sorted_ns.empty()) return pending("no answer has it");
    const auto number = static_cast<double>(sorted_ns.size());
    reading made;
    if (asked.which == statistic::share_below) {
        const auto end = std::lower_bound(sorted_ns.begin(), sorted_ns.end(), asked.limit * ns_in_ms,
                                          [](std::int64_t ns, double limit) { return static_cast<double>(ns) < limit; });
        made = share_in_percent(static_cast<double>(end - sorted_ns.begin()) / number, number);
    } else if (asked.which == statistic::mean) {
        made.value = std::accumulate(sorted_ns.begin(), sorted_ns.end(), 0.0) / number / ns_in_ms;
    } else if (asked.which == statistic::max) {
        made.value = static_cast<double>(sorted_ns.back()) / ns_in_ms;
    } else {
        const auto read = read_percentile(sorted_ns, *thousandths_of(asked.which));
        if (!read.ns) return pending(read.refused);
        made.value = static_cast<double>(*read.ns) / ns_in_ms;
        made.lo = static_cast<double>(read.lo_ns) / ns_in_ms;
        made.hi = static_cast<double>(read.hi_ns) / ns_in_ms;
    }
    made.basis = counted(static_cast<long long>(sorted_ns.size()), "answer", "answers");
    return made;
}

using sorted_times = std::vector<std::int64_t>;

// Between one chunk with content and the next, of all answers that succeeded (METHODS.md §5).
sorted_times gaps_of(const std::vector<const trial*>& trials) {
    sorted_times gaps;
    for (const auto* one : trials)
        for (const auto& span : one->attempts) {
            if (span.state != attempt_state::succeeded) continue;
            for (std::size_t i = 1; i < span.chunk_ns.size(); ++i) gaps.push_back(span.chunk_ns[i] - span.chunk_ns[i - 1]);
        }
    std::sort(gaps.begin(), gaps.end());
    return gaps;
}

sorted_times answers_of(const trial& one, latency_quantity quantity) {
    run_record lone;  // as if it were the whole run
    lone.trials.push_back(one);
    const auto report = make_latency_report(lone);
    return report.points.empty() ? sorted_times() : report.points.front().of(quantity).sorted_ns;
}

// `times_of` gives those of one trial.
void add_repeats(reading& made, const std::vector<const trial*>& trials, const reading_question& asked,
                 const std::function<sorted_times(const trial&)>& times_of) {
    if (!made.value || trials.size() < 2 || asked.which == statistic::max) return;
    for (const auto* one : trials)
        if (const auto value = read_sorted(times_of(*one), asked).value) made.per_trial.push_back(*value);
    if (made.lo || asked.which != statistic::mean) return;
    // Of all answers together, as far as the trials' own means scatter.
    const auto of_trials = mean_of_trials(made.per_trial);
    if (!of_trials.lo) return;
    made.lo = *made.value + *of_trials.lo - *of_trials.value;
    made.hi = *made.value + *of_trials.hi - *of_trials.value;
}

reading read_answers(const run_facts& facts, const reading_question& asked, latency_quantity quantity) {
    const auto* point = facts.latency_at(asked.workers);
    if (!point) return pending("there is no answer at this worker count");
    auto made = read_sorted(point->of(quantity).sorted_ns, asked);
    add_repeats(made, facts.trials_at(asked.workers), asked,
                [quantity](const trial& one) { return answers_of(one, quantity); });
    return made;
}

reading read_gaps(const run_facts& facts, const reading_question& asked) {
    const auto& trials = facts.trials_at(asked.workers);
    const auto gaps = gaps_of(trials);
    if (gaps.empty()) return pending("the times of single chunks are not known");
    auto made = read_sorted(gaps, asked);
    made.basis = counted(static_cast<long long>(gaps.size()), "chunk gap", "chunk gaps");
    add_repeats(made, trials, asked, [](const trial& one) { return gaps_of({&one}); });
    return made;
}

target_figure answers_figure(std::string key, latency_quantity quantity) {
    target_figure figure;
    figure.key = std::move(key);
    figure.name = std::string(name_of(quantity));
    figure.unit = "ms";
    figure.statistics = {statistic::p50, statistic::p90,  statistic::p95,        statistic::p99,
                         statistic::max, statistic::mean, statistic::share_below};
    figure.read = [quantity](const run_facts& facts, const reading_question& asked) {
        const bool of_gaps = quantity == latency_quantity::chunk_gap;
        if (!facts.is_soak()) return of_gaps ? read_gaps(facts, asked) : read_answers(facts, asked, quantity);
        if (of_gaps) return read_soak_times(facts, asked, &soak_row::gaps, "chunk gaps");
        if (quantity == latency_quantity::first_token)
            return read_soak_times(facts, asked, &soak_row::first_content, "first contents");
        return pending("a soak does not measure it");
    };
    return figure;
}

}  // namespace

std::vector<target_figure> latency_figures() {
    std::vector<target_figure> all{answers_figure("first_token_ms", latency_quantity::first_token),
                                   answers_figure("per_token_ms", latency_quantity::per_token),
                                   answers_figure("answer_ms", latency_quantity::whole),
                                   answers_figure("chunk_gap_ms", latency_quantity::chunk_gap),
                                   answers_figure("first_token_from_due_ms", latency_quantity::first_token_from_due),
                                   answers_figure("answer_from_due_ms", latency_quantity::whole_from_due)};
    auto jitter = all.front();
    jitter.key = "jitter_ms";
    jitter.name = "Jitter";
    jitter.read = [](const run_facts& facts, const reading_question& asked) {
        if (!facts.is_soak()) return pending("only a soak measures jitter");
        return read_soak_times(facts, asked, &soak_row::jitter, "changes of the gap");
    };
    all.push_back(std::move(jitter));
    return all;
}

}  // namespace sweeplab
