#include "engine/advice/advice_candidates.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/laws/time_bounds.h"

namespace sweeplab {
namespace {

bool is_time(double seconds) { return std::isfinite(seconds) && seconds > 0; }

// The intervals of a prediction are nominal 90 %.
constexpr double from_90_to_95 = 1.959964 / 1.644854;
// With fewer degrees of freedom t-intervals are wider than any difference: then the noise is not known.
constexpr int least_dof = 2;

std::optional<double> noise_of(const scaling_curve& curve, const std::vector<const scaling_point*>& points, int repeats) {
    if (curve.variances_differ && points.size() == 1 && points[0]->time_s.lo && is_time(*points[0]->time_s.lo) &&
        points[0]->time_s.hi)
        return std::log(*points[0]->time_s.hi / *points[0]->time_s.lo) / 2;
    if (!curve.pooled_sd_ln || curve.pooled_dof < least_dof || repeats < 1) return std::nullopt;
    return t_quantile(curve.pooled_dof) * *curve.pooled_sd_ln / std::sqrt(repeats);
}

std::optional<double> noise_of(const prediction& made) {
    if (!made.lo || !made.hi || !is_time(*made.lo) || *made.hi < *made.lo) return std::nullopt;
    return std::log(*made.hi / *made.lo) / 2 * from_90_to_95;
}

// Counts beyond the items or the DAG's width repeat one experiment: their repeats are averaged. Beyond the width of
// a rate limit more workers may also do harm: only the fewest count.
advice_candidate measured_candidate(const advice_input& input, int workers, std::vector<const scaling_point*> points,
                                    width_cap cap) {
    if (cap == width_cap::rate_limit) points.resize(1);
    advice_candidate made;
    made.workers = workers;
    double ln_sum = 0, cost_sum = 0;
    int costs = 0;
    for (const auto* point : points) {
        const int repeats = std::max(1, static_cast<int>(point->times_s.size()));
        made.shown_by.push_back(point->workers);
        made.repeats += repeats;
        ln_sum += repeats * std::log(point->time_s.value);
        if (!point->cost) continue;
        cost_sum += *point->cost;
        ++costs;
    }
    made.time_s = std::exp(ln_sum / made.repeats);
    made.noise_ln = noise_of(input.curve, points, made.repeats);
    if (costs > 0) made.cost = cost_sum / costs;
    if (points[0]->jobs > 0) made.items_per_s = points[0]->jobs / made.time_s;
    for (const auto& figure : input.latencies)
        if (!made.latency && figure.seconds >= 0 &&
            std::find(made.shown_by.begin(), made.shown_by.end(), figure.workers) != made.shown_by.end())
            made.latency = figure;
    return made;
}

int capped(int workers, const usable_width& width) { return width.workers ? std::min(workers, *width.workers) : workers; }

void add_measured(const advice_input& input, candidate_set& set) {
    std::map<int, std::vector<const scaling_point*>> by_width;
    for (const auto& point : input.curve.points) {
        if (point.workers < 1 || !is_time(point.time_s.value))
            set.remarks.push_back(fmt::format("{}: no time that could be compared.", workers_in_words(point.workers)));
        else by_width[capped(point.workers, set.width)].push_back(&point);
    }
    for (const auto& [workers, points] : by_width)
        set.all.push_back(measured_candidate(input, workers, points, set.width.cap));
}

const advice_candidate* at(const candidate_set& set, int workers) {
    for (const auto& one : set.all)
        if (one.workers == workers) return &one;
    return nullptr;
}

// The largest miss at a count that was measured and that the prediction was not made from.
void judge_prediction(const curve_prediction& curve, candidate_set& set) {
    double worst = 0;
    int where = 0;
    for (const auto& made : curve.points) {
        const auto* measured = at(set, capped(made.workers, set.width));
        if (!measured || made.is_input || made.workers == 1 || !is_time(made.time_s)) continue;
        // Workers without an item change nothing, but those beyond a rate limit do: a replay may know of none.
        if (set.width.cap == width_cap::rate_limit && made.workers != measured->workers) continue;
        const double miss = std::abs(made.time_s / measured->time_s - 1);
        if (miss <= worst) continue;
        worst = miss;
        where = made.workers;
    }
    if (worst <= most_prediction_error) return;
    set.prediction_fits = false;
    set.remarks.push_back(fmt::format("The prediction misses the measured time at {} by {}: predicted counts are not used.",
                                      workers_in_words(where), percent_in_words(worst)));
}

// What the measured trials cost: the same items cost the same at any worker count.
std::optional<double> mean_cost(const candidate_set& set) {
    double sum = 0;
    int known = 0;
    for (const auto& one : set.all) {
        if (!one.cost) continue;
        sum += *one.cost;
        ++known;
    }
    return known > 0 ? std::optional(sum / known) : std::nullopt;
}

void add_predicted(const advice_input& input, candidate_set& set) {
    if (!input.as_run) return;
    judge_prediction(*input.as_run, set);
    if (!set.prediction_fits) return;
    const auto cost = mean_cost(set);
    const int items = input.curve.items > 0 ? input.curve.items : input.as_run->items;
    std::vector<advice_candidate> predicted;
    for (const auto& made : input.as_run->points) {
        const int workers = capped(made.workers, set.width);
        if (workers < 1 || !is_time(made.time_s) || at(set, workers)) continue;
        const bool there = std::any_of(predicted.begin(), predicted.end(),
                                       [&](const advice_candidate& one) { return one.workers == workers; });
        if (there) continue;
        advice_candidate candidate;
        candidate.workers = workers;
        candidate.predicted = true;
        candidate.shown_by = {made.workers};
        candidate.time_s = made.time_s;
        candidate.noise_ln = noise_of(made);
        candidate.cost = cost;
        if (items > 0) candidate.items_per_s = items / made.time_s;
        predicted.push_back(std::move(candidate));
    }
    set.all.insert(set.all.end(), predicted.begin(), predicted.end());
    std::sort(set.all.begin(), set.all.end(), [](const auto& a, const auto& b) { return a.workers < b.workers; });
}

// The fewest measured workers; without any, one predicted worker.
void add_baseline(candidate_set& set) {
    for (const auto& one : set.all) {
        if (one.predicted && !(one.workers == 1)) continue;
        const bool better = !set.baseline || (set.baseline->predicted && !one.predicted);
        if (better) set.baseline = one;
    }
    if (!set.baseline) return;
    set.baseline_workers = set.baseline->workers;
    // More workers than a rate limit's width did run, if in vain; those beyond the items did not.
    const auto at_work = [&](const advice_candidate& one) {
        return set.width.cap == width_cap::rate_limit ? one.shown_by.front() : one.workers;
    };
    for (auto& one : set.all) {
        one.speedup = set.baseline->time_s / one.time_s;
        one.efficiency = *one.speedup * at_work(*set.baseline) / at_work(one);
    }
}

}  // namespace

usable_width usable_width_of(const advice_input& input) {
    usable_width width;
    const auto bound = [&](std::optional<int> workers, width_cap cap) {
        if (!workers || *workers < 1 || (width.workers && *width.workers <= *workers)) return;
        width = {workers, cap};
    };
    bound(input.curve.usable_workers, width_cap::items);
    if (input.curve.points.empty() && input.as_run && input.as_run->items > 0) bound(input.as_run->items, width_cap::items);
    bound(input.dag_width, width_cap::dag);
    if (input.rate_limit_width && *input.rate_limit_width > 0 && *input.rate_limit_width < most_workers)
        bound(static_cast<int>(std::ceil(*input.rate_limit_width)), width_cap::rate_limit);
    return width;
}

const advice_candidate& candidate_set::best() const {
    return *std::min_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.time_s < b.time_s; });
}

candidate_set gather_candidates(const advice_input& input) {
    candidate_set set;
    set.width = usable_width_of(input);
    add_measured(input, set);
    add_predicted(input, set);
    add_baseline(set);
    if (input.host_cost_per_hour && std::isfinite(*input.host_cost_per_hour)) {
        for (auto& one : set.all) one.cost = one.cost.value_or(0) + *input.host_cost_per_hour * one.time_s / 3600;
    }
    set.noise_known = !set.all.empty() &&
                      std::all_of(set.all.begin(), set.all.end(), [](const auto& one) { return one.noise_ln.has_value(); });
    return set;
}

std::optional<double> noise_between(const advice_candidate& a, const advice_candidate& b) {
    if (a.workers == b.workers) return 0;
    if (!a.noise_ln || !b.noise_ln) return std::nullopt;
    return std::hypot(*a.noise_ln, *b.noise_ln);
}

std::vector<std::string> find_wrong_baseline(const advice_input& input, const candidate_set& set) {
    std::vector<std::string> found;
    if (!set.baseline) return found;
    const auto base = workers_in_words(set.baseline_workers);
    for (const auto& one : set.all) {
        if (one.predicted) continue;
        const double noise = std::expm1(noise_between(one, *set.baseline).value_or(std::log1p(assumed_noise)));
        const auto band =
            input.work_s && input.span_s ? bounds_at(one.shown_by.front(), *input.work_s, *input.span_s) : std::nullopt;
        const double least = one.noise_ln ? std::expm1(*one.noise_ln) : assumed_noise;
        if (band && place_in(*band, one.time_s, least) == band_place::below) {
            found.push_back(fmt::format(
                "{} took {}, less than the {} that no schedule of this work can beat: the baseline, {}, is wrong.",
                workers_in_words(one.workers), seconds_in_words(one.time_s), seconds_in_words(band->lower_s), base));
        } else if (one.efficiency && *one.efficiency > 1 + noise) {
            found.push_back(fmt::format(
                "{} at an efficiency of {}: more than 100 % by more than the noise says that the baseline, {} in "
                "{}, is wrong.",
                workers_in_words(one.workers), percent_in_words(*one.efficiency), seconds_in_words(set.baseline->time_s),
                base));
        }
    }
    return found;
}

}  // namespace sweeplab
