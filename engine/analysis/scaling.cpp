#include "engine/analysis/scaling.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/analysis/conditions_words.h"
#include "engine/analysis/phase_report.h"
#include "engine/analysis/point_trust.h"
#include "engine/analysis/soak_report.h"
#include "engine/analysis/trial_sums.h"
#include "engine/analysis/uncounted.h"
#include "engine/analysis/unlike_counts.h"
#include "engine/analysis/worker_seconds.h"
#include "engine/model/item_graph.h"

namespace sweeplab {
namespace {

using trials_by_workers = std::map<int, std::vector<const trial*>>;

bool has_a_time(const trial& value) { return value.counts() && *value.time_ns > 0; }

// Every worker count that was planned or carried out; counted trials and all others apart.
struct sorted_trials {
    trials_by_workers counted;
    trials_by_workers others;
};

// What was cut off and done again when the run was resumed is made up for.
bool was_made_up_for(const trial& lost, const run_record& run) {
    return std::any_of(run.trials.begin(), run.trials.end(), [&](const trial& other) {
        return !other.warm_up && other.workers == lost.workers && other.repeat == lost.repeat && has_a_time(other);
    });
}

sorted_trials sort_trials(const run_record& run) {
    sorted_trials sorted;
    for (const int workers : run.summary.workers) sorted.others[workers];
    for (const auto& one : run.trials) {
        auto& others = sorted.others[one.workers];
        if (one.warm_up) continue;
        // A trial under way has no end mark yet; it is no failure.
        const bool under_way = run.summary.state == run_state::running && one.state == trial_state::interrupted;
        if (has_a_time(one)) sorted.counted[one.workers].push_back(&one);
        else if (!under_way && !was_made_up_for(one, run)) others.push_back(&one);
    }
    return sorted;
}

// Mean over the trials for which it is known.
class known_mean {
public:
    template <class T>
    void add(const std::optional<T>& value) {
        if (!value) return;
        sum_ += static_cast<double>(*value);
        ++count_;
    }
    std::optional<double> mean() const { return count_ > 0 ? std::optional(sum_ / count_) : std::nullopt; }

private:
    double sum_ = 0;
    int count_ = 0;
};

// Summed over the trials for which both are known.
class known_ratio {
public:
    template <class Above, class Below>
    void add(const std::optional<Above>& above, const std::optional<Below>& below) {
        if (!above || !below) return;
        above_ += static_cast<double>(*above);
        below_ += static_cast<double>(*below);
    }
    std::optional<double> ratio() const { return below_ > 0 ? std::optional(above_ / below_) : std::nullopt; }

private:
    double above_ = 0;
    double below_ = 0;
};

void add_sums(const std::vector<const trial*>& trials, const std::optional<int>& common, scaling_point& point) {
    known_mean cost, results;
    known_ratio of_a_job, of_a_result;
    double tokens = 0, token_seconds = 0;
    for (const trial* one : trials) {
        const auto sums = sums_of(*one);
        if (sums.cost) cost.add(std::optional(*sums.cost * share_of(*one, common)));
        results.add(sums.result_count);
        of_a_job.add(sums.cost, std::optional(one->jobs));
        of_a_result.add(sums.cost, sums.result_count);
        if (!sums.output_tokens) continue;
        tokens += static_cast<double>(*sums.output_tokens);
        token_seconds += to_seconds(duration(*one->time_ns));
    }
    point.cost = cost.mean();
    point.cost_per_job = of_a_job.ratio();
    point.cost_per_result = of_a_result.ratio();
    point.result_count = results.mean();
    if (token_seconds > 0) point.tokens_per_s = tokens / token_seconds;
}

scaling_point make_point(int workers, const std::vector<const trial*>& trials, const std::optional<int>& common) {
    scaling_point point;
    point.workers = workers;
    for (const trial* one : trials) {
        point.times_s.push_back(to_seconds(duration(*one->time_ns)) * share_of(*one, common));
        point.jobs = common ? *common : std::max(point.jobs, one->jobs);
    }
    add_sums(trials, common, point);
    return point;
}

void add_statistics(scaling_curve& curve) {
    if (curve.points.empty()) return;
    std::vector<log_group> groups;
    for (const auto& point : curve.points) groups.push_back(make_log_group(point.times_s));
    const auto spread = pool(groups);
    if (spread.dof > 0) curve.pooled_sd_ln = std::sqrt(spread.pooled_variance);
    curve.pooled_dof = spread.dof;
    curve.variances_differ = spread.variances_differ;
    curve.baseline_workers = curve.points.front().workers;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        auto& point = curve.points[i];
        point.time_s = geometric_mean(groups[i], spread);
        // The baseline beside itself is 1 by definition, not by measurement.
        point.speedup =
            i == 0 ? value_interval{1, std::nullopt, std::nullopt} : ratio_of_means(groups[0], groups[i], spread);
        point.efficiency = point.speedup->value * curve.baseline_workers / point.workers;
        if (point.jobs > 0) point.items_per_s = point.jobs / point.time_s.value;
    }
}

int items_of(const run_record& run) {
    int most_jobs = 0;
    for (const auto& one : run.trials) most_jobs = std::max(most_jobs, one.jobs);
    return run.items.empty() ? most_jobs : static_cast<int>(run.items.size());
}

// A command that parallelises itself has one slot whatever the worker count: what its workers get is not known.
// Imported times say nothing of slots; there the worker count is taken at its word.
std::optional<int> most_usable_workers(const run_record& run, int items) {
    const bool imported = run.plan.is_null();
    const bool slots_are_workers =
        std::all_of(run.trials.begin(), run.trials.end(), [](const trial& one) { return one.slots == one.workers; });
    if (items <= 0 || (!imported && !slots_are_workers)) return std::nullopt;
    return has_needs(run.items) ? usable_width(run, measure_baselines(run)) : items;
}

}  // namespace

scaling_curve make_scaling_curve(const run_record& run) { return make_scaling_curve(run, common_items(run)); }

scaling_curve make_scaling_curve(const run_record& run, std::optional<int> common) {
    scaling_curve curve;
    curve.run = run.summary.id;
    curve.run_name = run.summary.name;
    curve.host_name = run.host.name.empty() ? run.summary.host_name : run.host.name;
    curve.host_summary = run.host.summary();
    curve.workload = run.summary.workload;
    curve.simulated = run.summary.simulated;
    curve.currency = run.currency;
    curve.items = items_of(run);
    curve.open_loop = is_open_loop(run);
    curve.soak = is_soak(run);
    if (curve.open_loop || curve.soak) {
        curve.condition_warnings = describe_conditions(run);
        return curve;
    }
    curve.usable_workers = most_usable_workers(run, curve.items);
    const auto sorted = sort_trials(run);
    for (const auto& [workers, others] : sorted.others) {
        const auto counted = sorted.counted.find(workers);
        const bool measured = counted != sorted.counted.end();
        auto point = make_point(workers, measured ? counted->second : std::vector<const trial*>{}, common);
        point.trials_not_counted = static_cast<int>(others.size());
        point.why_not_counted = describe_uncounted(others);
        add_trust(measured ? counted->second : std::vector<const trial*>{}, others, common, point);
        if (!measured && others.empty())
            point.why_not_counted = run.summary.state == run_state::running ? "not measured yet" : "not measured";
        (measured ? curve.points : curve.empty_points).push_back(std::move(point));
    }
    add_statistics(curve);
    curve.repeat_rule = repeat_rule_in_words(run.plan);
    curve.condition_warnings = describe_conditions(run);
    if (common) curve.usable_workers.reset();  // each worker had items of its own
    if (common) curve.items = *common;
    if (auto words = common_items_in_words(run); common && !words.empty())
        curve.condition_warnings.insert(curve.condition_warnings.begin(), std::move(words));
    return curve;
}

}  // namespace sweeplab
