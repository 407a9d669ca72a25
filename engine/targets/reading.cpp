#include "engine/targets/reading.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/advice/run_soak.h"
#include "engine/analysis/words.h"
#include "engine/targets/reading_parts.h"

namespace sweeplab {
namespace {

struct named_statistic {
    statistic which;
    std::string_view text;
    std::optional<int> thousandths;
};

constexpr std::array<named_statistic, 10> named = {{{statistic::value, "value", {}},
                                                    {statistic::mean, "mean", {}},
                                                    {statistic::p50, "p50", 500},
                                                    {statistic::p90, "p90", 900},
                                                    {statistic::p95, "p95", 950},
                                                    {statistic::p99, "p99", 990},
                                                    {statistic::max, "max", {}},
                                                    {statistic::first, "first", {}},
                                                    {statistic::last, "last", {}},
                                                    {statistic::share_below, "share_below", {}}}};

const named_statistic& entry_of(statistic which) {
    return *std::find_if(named.begin(), named.end(), [&](const auto& one) { return one.which == which; });
}

std::vector<target_figure> collect() {
    std::vector<target_figure> all;
    for (auto&& group : {scaling_figures(), latency_figures(), resource_figures(), soak_figures()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

}  // namespace

std::string_view to_text(statistic which) { return entry_of(which).text; }
std::optional<int> thousandths_of(statistic which) { return entry_of(which).thousandths; }

std::optional<statistic> statistic_from(std::string_view text) {
    for (const auto& one : named)
        if (one.text == text) return one.which;
    return std::nullopt;
}

run_facts::run_facts(const run_record& run)
    : run_(run),
      curve_(make_scaling_curve(run)),
      latency_(make_latency_report(run)),
      soaking_(sweeplab::is_soak(run)),
      soak_(soak_of_run(run)) {
    for (const auto& one : run.trials) {
        if (one.state == trial_state::complete && !one.warm_up && one.excluded.empty()) trials_[one.workers];
        if (one.counts()) trials_[one.workers].push_back(&one);
    }
    for (const auto& row : soak_.rows) trials_[row.workers];
    for (const auto& [workers, trials] : trials_) workers_.push_back(workers);
}

const std::vector<const trial*>& run_facts::trials_at(int workers) const {
    static const std::vector<const trial*> none;
    const auto found = trials_.find(workers);
    return found == trials_.end() ? none : found->second;
}

const scaling_point* run_facts::point_at(int workers) const {
    for (const auto& point : curve_.points)
        if (point.workers == workers) return &point;
    return nullptr;
}

const latency_point* run_facts::latency_at(int workers) const {
    for (const auto& point : latency_.points)
        if (point.workers == workers) return &point;
    return nullptr;
}

std::vector<const soak_row*> run_facts::soaks_at(int workers) const {
    std::vector<const soak_row*> rows;
    for (const auto& row : soak_.rows)
        if (row.workers == workers && row.state == trial_state::complete) rows.push_back(&row);
    return rows;
}

std::string run_facts::why_no_soak(int workers) const {
    if (!soaks_at(workers).empty()) return {};
    for (const auto& row : soak_.rows)
        if (row.workers == workers)
            return row.message.empty() ? "the soak has not run to its end"
                                       : "the soak did not run to its end: " + row.message;
    return "there is no soak with so many clients";
}

bool target_figure::has(statistic which) const {
    return std::find(statistics.begin(), statistics.end(), which) != statistics.end();
}

bool target_figure::grows() const { return key == "memory_growth_mb"; }

bool target_figure::is_growth() const { return key.starts_with("memory_growth"); }

bool target_figure::reads_series() const { return key == "series"; }

const std::vector<target_figure>& target_figures() {
    static const std::vector<target_figure> all = collect();
    return all;
}

const target_figure* find_target_figure(std::string_view key) {
    for (const auto& one : target_figures())
        if (one.key == key) return &one;
    return nullptr;
}

reading pending(std::string why) {
    reading none;
    none.why_pending = std::move(why);
    return none;
}

reading mean_of_trials(std::vector<double> values) {
    if (values.empty()) return pending("no trial that counts has it");
    reading made;
    const auto count = static_cast<double>(values.size());
    double sum = 0;
    for (const double value : values) sum += value;
    made.value = sum / count;
    if (values.size() > 1) {
        double squares = 0;
        for (const double value : values) squares += (value - *made.value) * (value - *made.value);
        const double half = t_quantile(count - 1) * std::sqrt(squares / (count - 1) / count);
        made.lo = *made.value - half;
        made.hi = *made.value + half;
    }
    made.basis = counted(static_cast<long long>(values.size()), "trial", "trials");
    made.per_trial = std::move(values);
    return made;
}

reading share_in_percent(double share, double count) {
    if (count <= 0) return pending("there is no value");
    constexpr double z = 1.959963984540054;
    const double centre = (share + z * z / (2 * count)) / (1 + z * z / count);
    const double half = z / (1 + z * z / count) * std::sqrt(share * (1 - share) / count + z * z / (4 * count * count));
    reading made;
    made.value = share * 100;
    made.lo = std::max(0.0, (centre - half) * 100);
    made.hi = std::min(100.0, (centre + half) * 100);
    return made;
}

}  // namespace sweeplab
