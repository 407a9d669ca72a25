#include "engine/analysis/inflation.h"

namespace sweeplab {
namespace {

double seconds(std::int64_t ns) { return static_cast<double>(ns) * 1e-9; }

void add_span(item_mean& mean, const attempt& span) {
    ++mean.count;
    mean.service_s += seconds(span.end_ns - span.start_ns);
    const auto tokens = span.measured.get(measure::output_tokens);
    const auto first = span.measured.get(measure::first_content_at);
    const auto user = span.measured.get(measure::user_ns);
    const auto system = span.measured.get(measure::system_ns);
    mean.has_tokens = mean.has_tokens && tokens.value_or(0) > 0;
    mean.has_first_token = mean.has_first_token && first;
    mean.has_cpu = mean.has_cpu && user && system;
    mean.tokens += static_cast<double>(tokens.value_or(0));
    if (first) mean.first_token_s += seconds(*first - span.start_ns);
    mean.cpu_s += seconds(user.value_or(0) + system.value_or(0));
}

void add_to(std::optional<double>& sum, double value) { sum = sum.value_or(0) + value; }

}  // namespace

std::vector<item_mean> item_means(const run_record& run, int workers) {
    std::vector<item_mean> means(run.items.size());
    for (const auto& one : run.trials) {
        if (!one.counts() || one.workers != workers) continue;
        for (const auto& span : one.attempts)
            if (span.state == attempt_state::succeeded && span.item >= 0 && span.item < static_cast<int>(means.size()))
                add_span(means[span.item], span);
    }
    for (auto& mean : means) {
        if (mean.count == 0) continue;
        for (double* sum : {&mean.service_s, &mean.first_token_s, &mean.tokens, &mean.cpu_s}) *sum /= mean.count;
    }
    return means;
}

inflation_split split_inflation(const std::vector<item_mean>& base, const std::vector<item_mean>& here) {
    inflation_split split;
    bool all_streamed = true;
    for (std::size_t item = 0; item < base.size() && item < here.size(); ++item) {
        const auto& a = base[item];
        const auto& b = here[item];
        if (a.count == 0 || b.count == 0) continue;
        const bool by_tokens = a.has_tokens && b.has_tokens;
        const bool by_cpu = a.has_cpu && b.has_cpu;
        if (by_tokens) {
            const bool streamed = a.has_first_token && b.has_first_token;
            all_streamed = all_streamed && streamed;
            const double first_a = streamed ? a.first_token_s : 0;
            const double first_b = streamed ? b.first_token_s : 0;
            const double rate = (a.service_s - first_a) / a.tokens;
            add_to(split.more_tokens_s, rate * (b.tokens - a.tokens));
            add_to(split.slower_first_token_s, first_b - first_a);
            add_to(split.slower_tokens_s, (b.service_s - first_b) - rate * b.tokens);
        }
        if (by_cpu) {
            add_to(split.cpu_s, b.cpu_s - a.cpu_s);
            add_to(split.off_cpu_s, (b.service_s - b.cpu_s) - (a.service_s - a.cpu_s));
        }
        if (by_tokens || by_cpu) ++split.items;
    }
    // Where some answers came whole, what their first token cost is inside the time a token, not zero.
    if (!all_streamed && split.slower_first_token_s) {
        *split.slower_tokens_s += *split.slower_first_token_s;
        split.slower_first_token_s.reset();
    }
    return split;
}

}  // namespace sweeplab
