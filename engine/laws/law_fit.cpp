#include "engine/laws/law_fit.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/laws/law_intervals.h"
#include "engine/laws/law_points.h"
#include "engine/laws/law_refusal.h"

namespace sweeplab {
namespace {

constexpr int usl_parameters = 3;
constexpr int amdahl_parameters = 2;

value_interval exp_of(const value_interval& logs) {
    value_interval times{std::exp(logs.value), std::nullopt, std::nullopt};
    if (logs.lo && logs.hi) {
        times.lo = std::exp(*logs.lo);
        times.hi = std::exp(*logs.hi);
    }
    return times;
}

// How well each worker count is predicted from all others.
void add_leave_one_out(const law_points& measured, const held_values& held, int parameters, law_fit& fit) {
    const auto& points = measured.points;
    if (static_cast<int>(points.size()) <= parameters) return;
    double squares = 0, worst = -1;
    for (std::size_t left_out = 0; left_out < points.size(); ++left_out) {
        auto others = points;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
        const auto solution = solve_law(others, held);
        const auto& point = points[left_out];
        const double error = std::abs(std::expm1(solution.at.ln_time(point.n) + std::log(point.n) - point.ln_work));
        squares += error * error;
        if (error > worst) {
            worst = error;
            fit.worst_left_out = measured.workers[left_out];
        }
    }
    fit.leave_one_out = std::sqrt(squares / static_cast<double>(points.size()));
}

void add_residuals(const law_points& measured, const law_solution& solution, int parameters, law_fit& fit) {
    double squares = 0;
    for (const auto& point : measured.points) {
        const double residual = point.ln_work - solution.at.ln_time(point.n) - std::log(point.n);
        squares += residual * residual;
    }
    fit.residual_pattern = std::sqrt(squares / static_cast<double>(measured.points.size()));
    const int dof = static_cast<int>(measured.ln_works.size()) - parameters;
    if (dof > 0) fit.residual_sd = std::sqrt((solution.rss + measured.within) / dof);
}

std::optional<double> peak_of(const law_fit& fit) {
    if (!fit.kappa || fit.kappa->value <= 0 || fit.sigma->value >= 1) return std::nullopt;
    const double peak = fit.baseline_workers * std::sqrt((1 - fit.sigma->value) / fit.kappa->value);
    return peak >= fit.baseline_workers && peak <= fit.most_workers ? std::optional(peak) : std::nullopt;
}

law_fit fit_one(const law_points& measured, const law_input& input, int parameters, const law_options& options) {
    law_fit fit;
    fit.usable_workers = input.usable_workers;
    if (measured.fault) return fit;
    fit.baseline_workers = measured.workers.front();
    fit.most_workers = measured.workers.back();
    if (static_cast<int>(measured.points.size()) < parameters) return fit;
    held_values held;
    if (parameters == amdahl_parameters) held.kappa = 0.0;
    const auto solution = solve_law(measured.points, held);
    if (!solution.settled || !std::isfinite(solution.rss)) return fit;
    const auto intervals = intervals_of(measured, held, solution, parameters, options);
    fit.intervals = intervals.method;
    fit.baseline_s = exp_of(intervals.level);
    fit.sigma = intervals.sigma;
    if (parameters == usl_parameters) fit.kappa = intervals.kappa;
    fit.peak_workers = peak_of(fit);
    add_residuals(measured, solution, parameters, fit);
    add_leave_one_out(measured, held, parameters, fit);
    return fit;
}

// Times that clearly bend by κ are not Amdahl's, even where there is too little to show the USL.
law_fits::law law_to_report(const law_fits& fits) {
    const auto& kappa = fits.usl.kappa;
    if (kappa && kappa->lo && *kappa->lo > 0) return fits.usl.refused ? law_fits::law::none : law_fits::law::usl;
    return fits.amdahl.refused ? law_fits::law::none : law_fits::law::amdahl;
}

std::vector<std::string> notes_on(const law_points& measured, const law_input& input) {
    std::vector<std::string> notes;
    if (measured.fault) return notes;
    const int lowest = measured.workers.front();
    if (lowest > 1)
        notes.push_back(fmt::format("1 worker was not measured: σ and κ are relative to {}.", workers_in_words(lowest)));
    std::set<int> capped;
    for (const auto& one : input.observations)
        if (input.usable_workers && one.workers > *input.usable_workers) capped.insert(one.workers);
    if (!capped.empty())
        notes.push_back(fmt::format("More than {} get no item, so {} count as {}.", workers_in_words(*input.usable_workers),
                                    fmt::join(capped, ", "), *input.usable_workers));
    if (measured.within_dof < least_repeat_dof)
        notes.push_back("Too few repeats to tell a pattern in the residuals from noise.");
    return notes;
}

std::optional<double> share_of(std::int64_t part, std::int64_t total) {
    return total > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(total)) : std::nullopt;
}

}  // namespace

law_input law_input_from(const scaling_curve& curve, const loss_report* losses) {
    law_input input;
    input.usable_workers = curve.usable_workers;
    std::set<int> jobs;
    for (const auto& point : curve.points) {
        law_observation one;
        one.workers = point.workers;
        if (losses) {
            const auto lost = std::find_if(losses->points.begin(), losses->points.end(),
                                           [&](const loss_point& other) { return other.workers == point.workers; });
            if (lost != losses->points.end()) {
                one.rate_limit_share = share_of(lost->mean.rate_limit, lost->mean.total);
                one.tail_share = share_of(lost->mean.idle, lost->mean.total);
            }
        }
        for (const double time : point.times_s) {
            one.time_s = time;
            input.observations.push_back(one);
        }
        jobs.insert(point.jobs);
    }
    input.mixed_items = jobs.size() > 1;
    // What a person took out with a reason is no failure.
    for (const auto* points : {&curve.points, &curve.empty_points})
        for (const auto& point : *points)
            input.failed_trials += std::max(0, point.trials_not_counted - static_cast<int>(point.excluded_s.size()));
    return input;
}

std::optional<value_interval> law_fit::t1_s() const { return baseline_workers == 1 ? baseline_s : std::nullopt; }

std::optional<double> law_fit::predicted(double workers) const {
    if (!baseline_s || !sigma || !std::isfinite(workers)) return std::nullopt;
    const double effective = usable_workers ? std::min(workers, static_cast<double>(*usable_workers)) : workers;
    if (effective < baseline_workers || effective > most_extrapolation * most_workers) return std::nullopt;
    const law_shape shape{std::log(baseline_s->value), sigma->value, kappa ? kappa->value : 0.0};
    return std::exp(shape.ln_time(effective / baseline_workers));
}

law_fits fit_laws(const law_input& input, const law_options& options) {
    const auto measured = gather_points(input);
    law_fits fits;
    fits.repeat_sd = measured.repeat_sd();
    fits.usl = fit_one(measured, input, usl_parameters, options);
    fits.amdahl = fit_one(measured, input, amdahl_parameters, options);
    fits.usl.refused = reasons_to_refuse(measured, input, fits.usl, usl_needs_counts);
    fits.amdahl.refused = reasons_to_refuse(measured, input, fits.amdahl, amdahl_needs_counts);
    fits.reported = law_to_report(fits);
    fits.notes = notes_on(measured, input);
    return fits;
}

}  // namespace sweeplab
