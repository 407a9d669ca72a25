#include "engine/prediction/predict.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/prediction/item_graph.h"
#include "engine/prediction/replay_interval.h"
#include "engine/prediction/sequential_basis.h"

namespace sweeplab {
namespace {

double seconds(std::int64_t ns) { return to_seconds(duration(ns)); }

// How much items vary from one measurement to another.
struct item_noise {
    std::vector<double> residuals;  // spread: √2 times the item's own
    std::string basis;
};

double spread_of(const std::vector<double>& residuals) {
    double squares = 0;
    for (const double one : residuals) squares += one * one;
    return std::sqrt(squares / static_cast<double>(residuals.size()));
}

class run_predictor {
public:
    run_predictor(const run_record& run, const prediction_request& request, sequential_basis basis)
        : run_(run), request_(request), basis_(std::move(basis)) {}

    result<curve_prediction> predict() {
        for (const auto& one : run_.trials)
            if (one.workers > 1 && one.counts()) measured_counts_.insert(one.workers);
        curve_.counts_to_fit_from.assign(measured_counts_.begin(), measured_counts_.end());
        curve_.items = static_cast<int>(basis_.items.size());
        curve_.has_dependencies =
            std::ranges::any_of(basis_.items, [](const replay_item& one) { return !one.depends_on.empty(); });
        curve_.service_s = seconds(total_service_ns(basis_.items));
        curve_.critical_path_s = seconds(critical_path_ns(basis_.items));
        curve_.sequential_s = basis_.time_s;
        curve_.overhead_s = seconds(basis_.overhead_ns);
        if (request_.middle) {
            if (auto fitted = fit_middle(); !fitted) return tl::unexpected(fitted.error());
        } else if (!measured_counts_.empty()) {
            curve_.remarks.push_back(
                fmt::format("That items slow each other down is not taken into account; a trial at a middle worker count "
                            "shows it (measured: {}).",
                            worker_counts_to_text(curve_.counts_to_fit_from)));
        }
        add_points();
        add_intervals();
        add_scores();
        return std::move(curve_);
    }

private:
    replay_settings settings_for(int workers, item_order order) const {
        replay_settings settings;
        settings.workers = workers;
        settings.order = order;
        settings.overhead_ns = basis_.overhead_ns;
        settings.inflation = curve_.fit ? curve_.fit->inflation : 0;
        settings.limits = basis_.limits;
        return settings;
    }

    result<void> fit_middle() {
        const int middle = *request_.middle;
        if (middle < 2)
            return fail(error_kind::bad_input, "a middle worker count is more than 1", {},
                        "The trials at 1 worker are looked at in any case.");
        if (!measured_counts_.contains(middle)) {
            return fail(error_kind::bad_input, fmt::format("no trial at {} workers counts", middle), {},
                        measured_counts_.empty()
                            ? std::string("The run has none above 1 worker.")
                            : fmt::format("Measured are: {}.", worker_counts_to_text(curve_.counts_to_fit_from)));
        }
        middle_trials_ = clean_trials(run_, middle);
        std::erase_if(middle_trials_, [](const trial* one) { return waits_of(*one) > 0; });
        if (middle_trials_.empty()) {
            curve_.remarks.push_back(
                fmt::format("Every trial at {} workers waited for a limit or had failed attempts: how much items slow each "
                            "other down cannot be taken from them.",
                            middle));
            return {};
        }
        curve_.middle = middle;
        const auto fit = request_.fit ? *request_.fit
                                      : fit_inflation(basis_.items, settings_for(middle, basis_.carried_out),
                                                      geometric_mean_s(middle_trials_));
        if (fit.outcome == fit_outcome::faster_than_replay) {
            curve_.remarks.push_back(
                fmt::format("The trial at {} workers took {} less time than its replay ({}): items are taken not to slow "
                            "each other down.",
                            middle, percent_in_words(1 - fit.measured_s / fit.without_s), seconds_in_words(fit.without_s)));
        } else if (fit.outcome == fit_outcome::without_effect) {
            curve_.remarks.push_back(fmt::format(
                "No slowing down of items makes the replay at {} workers as long as the trial ({} instead of {}).", middle,
                seconds_in_words(fit.without_s), seconds_in_words(fit.measured_s)));
        }
        curve_.fit = fit;
        return {};
    }

    void add_points() {
        const auto middle =
            curve_.fit ? std::optional(measured_point{*curve_.middle, curve_.fit->measured_s}) : std::nullopt;
        const simple_curves simple(basis_.time_s, curve_.critical_path_s, curve_.items, middle);
        for (const int workers : request_.workers) {
            const auto settings = settings_for(workers, request_.order);
            const auto replayed = replay(basis_.items, settings);
            prediction made;
            made.run = run_.summary.id;
            for (const trial* one : basis_.trials) made.input_trials.push_back(one->id);
            for (const trial* one : middle_trials_) made.input_trials.push_back(one->id);
            made.made_at = request_.made_at;
            made.workers = workers;
            made.order = request_.order;
            made.inflation = settings.inflation;
            made.overhead_s = curve_.overhead_s;
            made.time_s = seconds(replayed.makespan_ns);
            made.worker_ns = replayed.states;
            made.baselines = simple.at(workers);
            made.is_input = workers == 1 || workers == curve_.middle;
            curve_.points.push_back(std::move(made));
        }
    }

    item_noise find_noise() const {
        item_noise noise;
        if (!basis_.residuals.empty()) {
            for (const double one : basis_.residuals) noise.residuals.push_back(one * std::sqrt(2.0));
            noise.basis = fmt::format("the {} trials at 1 worker", basis_.trials.size());
        } else if (!middle_trials_.empty()) {
            add_middle_residuals(noise);
            noise.basis = fmt::format("the trials at 1 and {} workers", *curve_.middle);
        }
        return noise;
    }

    // An item's time at the middle count over its time alone, against the mean of that: two measurements of one
    // item, of which the middle one may be a mean of several.
    void add_middle_residuals(item_noise& noise) const {
        const auto there = mean_services_ns(middle_trials_, basis_.items.size());
        std::vector<double> ratios;
        for (std::size_t i = 0; i < there.size(); ++i)
            if (there[i] > 0 && basis_.items[i].service_ns > 0)
                ratios.push_back(there[i] / static_cast<double>(basis_.items[i].service_ns));
        if (ratios.size() < least_items) return;
        double mean = 0;
        for (const double ratio : ratios) mean += ratio / static_cast<double>(ratios.size());
        const double repeats = static_cast<double>(middle_trials_.size());
        const double freedom = static_cast<double>(ratios.size()) / static_cast<double>(ratios.size() - 1);
        const double widening = std::sqrt(2 / (1 + 1 / repeats) * freedom);
        for (const double ratio : ratios) noise.residuals.push_back((ratio / mean - 1) * widening);
    }

    void add_intervals() {
        const auto noise = find_noise();
        if (noise.residuals.empty()) {
            curve_.remarks.push_back(
                "No interval: one trial at 1 worker alone does not say how much items vary; more repeats or a middle worker "
                "count do.");
            return;
        }
        curve_.item_noise = spread_of(noise.residuals) / std::sqrt(2.0);
        if (request_.most_draws < least_draws_of_an_interval) return;
        std::vector<replay_settings> settings;
        for (const int workers : request_.workers) settings.push_back(settings_for(workers, request_.order));
        const auto ranges = replay_ranges(basis_.items, settings, noise.residuals, request_.most_draws);
        for (std::size_t i = 0; i < ranges.size(); ++i) {
            auto& made = curve_.points[i];
            // Draws are longer than the plain replay on the average; the interval holds it in any case.
            made.lo = std::min(ranges[i].lo_s, made.time_s);
            made.hi = std::max(ranges[i].hi_s, made.time_s);
        }
        curve_.remarks.push_back(fmt::format("Interval: nominal 90 %, from items that vary by {} between {}.",
                                             percent_in_words(*curve_.item_noise), noise.basis));
    }

    // Only trials carried out in the same order say how good the prediction is.
    void add_scores() {
        if (request_.order != basis_.carried_out) {
            if (!measured_counts_.empty())
                curve_.remarks.push_back("The measured trials took the items in another order; they are not compared.");
            return;
        }
        bool any_waited = false;
        for (auto& made : curve_.points) {
            std::vector<const trial*> counted_trials;
            for (const auto& one : run_.trials)
                if (one.workers == made.workers && one.counts() && *one.time_ns > 0) counted_trials.push_back(&one);
            if (counted_trials.empty()) continue;
            made.score = score_against(made, geometric_mean_s(counted_trials));
            any_waited = any_waited || std::any_of(counted_trials.begin(), counted_trials.end(),
                                                   [](const trial* one) { return waits_of(*one) > 0; });
        }
        if (any_waited) {
            curve_.remarks.push_back(
                "A prediction begins with the whole of a minute's limit; measured trials that waited for it began with what "
                "those before had left.");
        }
    }

    const run_record& run_;
    const prediction_request& request_;
    sequential_basis basis_;
    std::set<int> measured_counts_;
    std::vector<const trial*> middle_trials_;
    curve_prediction curve_;
};

}  // namespace

result<curve_prediction> predict_run(const run_record& run, const prediction_request& request) {
    auto basis = read_sequential_basis(run);
    if (!basis) {
        curve_prediction none;
        none.not_predictable = basis.error();
        return none;
    }
    if (!request.workers.empty() &&
        !can_be_counted(basis->items, *std::max_element(request.workers.begin(), request.workers.end()))) {
        curve_prediction none;
        none.not_predictable = "its times are too long to be counted in nanoseconds for that many workers";
        return none;
    }
    return run_predictor(run, request, std::move(*basis)).predict();
}

}  // namespace sweeplab
