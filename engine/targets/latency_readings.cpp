// How long answers took: of a soak every gap from its histograms, else one value an answer.
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

// One number a trial; each as if it were the whole run.
std::vector<double> one_a_trial(const run_facts& facts, latency_quantity quantity, const reading_question& asked) {
    const auto& trials = facts.trials_at(asked.workers);
    if (trials.size() < 2) return {};
    std::vector<double> values;
    for (const auto* one : trials) {
        run_record lone;
        lone.trials.push_back(*one);
        const auto report = make_latency_report(lone);
        if (report.points.empty()) continue;
        if (const auto value = read_sorted(report.points.front().of(quantity).sorted_ns, asked).value)
            values.push_back(*value);
    }
    return values;
}

reading read_answers(const run_facts& facts, const reading_question& asked, latency_quantity quantity) {
    const auto* point = facts.latency_at(asked.workers);
    if (!point) return pending("there is no answer at this worker count");
    auto made = read_sorted(point->of(quantity).sorted_ns, asked);
    if (made.value) made.per_trial = one_a_trial(facts, quantity, asked);
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
        if (!facts.is_soak()) return read_answers(facts, asked, quantity);
        if (quantity == latency_quantity::chunk_gap) return read_soak_times(facts, asked, &soak_row::gaps, "chunk gaps");
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
