#include "engine/advice/run_analysis.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/advice/economics.h"
#include "engine/advice/predicted_rates.h"
#include "engine/advice/run_phases.h"
#include "engine/advice/run_replay.h"
#include "engine/advice/run_soak.h"
#include "engine/analysis/planned_time.h"
#include "engine/analysis/scaling_json.h"
#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "engine/laws/law_report.h"
#include "engine/prediction/stored_predictions.h"

namespace sweeplab {
namespace {

std::optional<double> limit_of_plan(const run_record& run, const char* key) {
    if (!run.plan.is_object() || !run.plan.contains("limits") || !run.plan["limits"].is_object()) return std::nullopt;
    const auto& limits = run.plan["limits"];
    const auto found = limits.find(key);
    if (found == limits.end() || !found->is_number()) return std::nullopt;
    return found->get<double>();
}

// The least that the endpoint said with its answers (x-ratelimit headers).
std::optional<double> limit_of_endpoint(const run_record& run, measure which) {
    std::optional<std::int64_t> least;
    for (const auto& one : run.trials)
        for (const auto& span : one.attempts)
            if (const auto named = span.measured.get(which); named && *named > 0)
                least = least ? std::min(*least, *named) : *named;
    return least ? std::optional(static_cast<double>(*least)) : std::nullopt;
}

// Asked for, of the plan, or named by the endpoint, in this order.
void find_tier(const run_record& run, const analysis_request& request, rate_tier& tier, std::string& source) {
    if (request.tier) {
        tier = *request.tier;
        return;
    }
    tier = {limit_of_plan(run, "requests_per_minute"), limit_of_plan(run, "tokens_per_minute")};
    if (tier.requests_per_minute || tier.tokens_per_minute) {
        source = "The plan gives these limits.";
        return;
    }
    tier = {limit_of_endpoint(run, measure::rate_limit_requests), limit_of_endpoint(run, measure::rate_limit_tokens)};
    if (tier.requests_per_minute || tier.tokens_per_minute) source = "The endpoint itself named these limits.";
}

// The starts of a program are no requests, unless somebody says what limits them.
rate_safety rates_of(const run_record& run, const rate_tier& tier) {
    const bool limited = tier.requests_per_minute || tier.tokens_per_minute;
    if (run.summary.kind == "llm" || limited) return make_rate_safety(run, tier);
    rate_safety none;
    none.tier = tier;
    return none;
}

bool only_whole_times(const run_record& run) {
    return std::ranges::all_of(run.trials, [](const trial& one) { return one.attempts.empty() && one.intervals.empty(); });
}

bool any_needs(const item_list& items) {
    return std::ranges::any_of(items, [](const item& one) { return !one.depends_on.empty(); });
}

// Whole times say nothing of items, so that a worker without any looks like one that is no help.
void set_items(run_analysis& made, const std::optional<int>& items) {
    if (made.curve.items > 0 || made.curve.points.empty()) return;
    if (!items || *items < 1) {
        made.missing.push_back(
            "How many items each trial did is not known: nor is it, then, from which worker count on some workers get "
            "none.");
        return;
    }
    made.curve.items = *items;
    made.curve.usable_workers = *items;
    for (auto& point : made.curve.points) {
        point.jobs = *items;
        point.items_per_s = *items / point.time_s.value;
    }
}

// Workers beyond the usable width are counted as that width before a law is fitted, so what they idle is no tail of it.
law_input law_input_of(const run_analysis& made) {
    auto input = law_input_from(made.curve);
    for (auto& one : input.observations) {
        const auto lost = std::ranges::find(made.losses.points, one.workers, &loss_point::workers);
        if (lost == made.losses.points.end() || lost->mean.slots < 1) continue;
        const auto slots = static_cast<double>(lost->mean.slots);
        const double width = std::min(slots, static_cast<double>(made.curve.usable_workers.value_or(lost->mean.slots)));
        const auto total = static_cast<double>(lost->mean.total);
        const double usable = total * width / slots;
        if (!(usable > 0)) continue;
        one.tail_share = std::max(0.0, static_cast<double>(lost->mean.idle) - (total - usable)) / usable;
        one.rate_limit_share = std::min(1.0, static_cast<double>(lost->mean.rate_limit) / usable);
    }
    return input;
}

// The highest percentile up to p95 that every worker count has, so that they can be compared.
void add_latencies(const latency_report& report, advice_input& input) {
    const auto quantity =
        report.has(latency_quantity::first_token) ? latency_quantity::first_token : latency_quantity::whole;
    for (const int thousandths : {950, 900, 500}) {
        std::vector<latency_figure> figures;
        for (const auto& point : report.points) {
            const auto& read = point.of(quantity).percentile(thousandths);
            if (!read.ns) break;
            figures.push_back({point.workers, static_cast<double>(*read.ns) * 1e-9, static_cast<double>(read.lo_ns) * 1e-9,
                               static_cast<double>(read.hi_ns) * 1e-9});
        }
        if (figures.empty() || figures.size() < report.points.size()) continue;
        auto name = to_lower(std::string(name_of(quantity)));
        input.latencies = std::move(figures);
        input.latency_name = name + " " + percentile_name(thousandths);
        return;
    }
}

// Work that fits into one minute's worth never meets the limit, at whatever rate it goes: providers keep a minute's worth
// ready. Then the limit says nothing of this work's width.
bool limit_is_felt(const rate_safety& rates) {
    return std::ranges::any_of(rates.points, [&](const rate_point& point) {
        const bool too_many = rates.tier.requests_per_minute && point.requests_a_trial > *rates.tier.requests_per_minute;
        const bool too_much =
            rates.tier.tokens_per_minute && point.tokens && point.tokens->worst > *rates.tier.tokens_per_minute;
        return too_many || too_much;
    });
}

advice_input advice_input_of(const run_record& run, const analysis_request& request, const run_analysis& made) {
    advice_input input;
    input.curve = made.curve;
    if (any_needs(run.items) && made.curve.usable_workers && *made.curve.usable_workers < made.curve.items) {
        input.dag_width = made.curve.usable_workers;
        input.curve.usable_workers = made.curve.items;
    }
    input.as_run = made.replay;
    input.longest_first = made.longest_first;
    if (made.bounds.missing.empty()) {
        input.work_s = made.bounds.work_s;
        input.span_s = made.bounds.span_s;
    }
    if (limit_is_felt(made.rates)) input.rate_limit_width = made.rates.binds_at;
    add_latencies(made.latency, input);
    input.latency_target_s = request.latency_target_s;
    input.deadline_s = request.deadline_s;
    const auto machine = costs_of(run.host);
    if (machine.currency == run.currency) input.host_cost_per_hour = cost_an_hour(machine).total;
    input.asked = request.asked;
    return input;
}

// Every count may have been replayed: of those that nobody measured one is enough, the widest.
void thin_out(const scaling_curve& curve, std::vector<dismissed_count>& dismissed) {
    if (dismissed.empty()) return;
    const auto widest = dismissed.back().workers;
    std::erase_if(dismissed, [&](const dismissed_count& one) {
        const bool measured =
            std::ranges::any_of(curve.points, [&](const scaling_point& point) { return point.workers == one.workers; });
        return !measured && one.workers != widest;
    });
}

void note_missing(const analysis_request& request, run_analysis& made) {
    if (made.losses.empty()) made.missing.push_back(describe_losses(made.losses) + ".");
    if (!made.bounds.missing.empty()) made.missing.push_back(made.bounds.missing);
    if (made.replay && !made.replay->not_predictable.empty())
        made.missing.push_back("Other worker counts cannot be predicted: " + made.replay->not_predictable + ".");
    const bool limited = made.rates.tier.requests_per_minute || made.rates.tier.tokens_per_minute;
    if (made.rates.points.empty() && request.tier && limited)
        made.missing.push_back("No counted trial has the times of its requests, so nothing is known of the rate limit.");
}

std::string places_in_words(const run_bounds& bounds, band_place place) {
    std::vector<std::string> counts;
    for (const auto& point : bounds.points)
        if (point.place == place) counts.push_back(std::to_string(point.workers));
    return join(counts, ", ");
}

}  // namespace

namespace {

run_analysis analyze_planned_time(const run_record& run, const std::string& why) {
    run_analysis made;
    made.curve = make_scaling_curve(run);
    made.phases = phases_of_run(run);
    made.soak = soak_of_run(run);
    made.agreement = check_results_agree(run);
    made.losses = make_loss_report(run);
    made.latency = make_latency_report(run);
    made.bounds.missing = "There is no band: " + why + ".";
    made.laws.usl.refused = made.laws.amdahl.refused = why;
    made.advice.chosen.reason = "No worker count is advised: " + why + ".";
    made.missing.push_back("Not made: " + why + ".");
    return made;
}

// What advice stands on.
run_analysis analyze_for_advice(const run_record& run, const analysis_request& request) {
    if (const auto why = why_time_is_planned(run)) return analyze_planned_time(run, *why);
    run_analysis made;
    made.curve = make_scaling_curve(run);
    set_items(made, request.items);
    made.latency = make_latency_report(run);
    made.bounds = bounds_of(run, made.curve);
    made.predictions = stored_predictions(run);
    auto replays = replay_run(run, made.curve, made.predictions);
    made.replay = std::move(replays.as_run);
    made.longest_first = std::move(replays.longest_first);
    rate_tier tier;
    find_tier(run, request, tier, made.rate_source);
    made.rates = rates_of(run, tier);
    add_predicted_rates(made.rates, run, made.curve, made.replay);
    made.advice = advise_again(run, request, made);
    return made;
}

}  // namespace

advice_report advise_run(const run_record& run, const analysis_request& request) {
    return analyze_for_advice(run, request).advice;
}

run_analysis analyze_run(const run_record& run, const analysis_request& request) {
    auto made = analyze_for_advice(run, request);
    if (why_time_is_planned(run)) return made;
    made.agreement = check_results_agree(run);
    made.losses = make_loss_report(run);
    // Of whole times alone there is nothing to account for, which one sentence says better than one for each trial.
    if (made.losses.empty() && only_whole_times(run)) made.losses.not_accounted.clear();
    made.laws = fit_laws(law_input_of(made));
    note_missing(request, made);
    return made;
}

advice_report advise_again(const run_record& run, const analysis_request& request, const run_analysis& made) {
    if (why_time_is_planned(run)) return made.advice;
    auto advice = make_advice(advice_input_of(run, request, made));
    thin_out(made.curve, advice.not_worth);
    return advice;
}

std::string describe_bounds(const run_bounds& bounds) {
    if (!bounds.missing.empty()) return bounds.missing;
    auto words = fmt::format("The work is {} at 1 worker, and no worker count gets below {}.",
                             seconds_in_words(bounds.work_s), seconds_in_words(bounds.span_s));
    const auto above = places_in_words(bounds, band_place::above);
    const auto below = places_in_words(bounds, band_place::below);
    if (!above.empty())
        words += fmt::format(" Longer than the work itself explains (inflation, limits or overhead): {} workers.", above);
    if (!below.empty())
        words += fmt::format(" Shorter than any schedule of this work allows, so the time at 1 worker is wrong: {} workers.",
                             below);
    if (above.empty() && below.empty() && !bounds.points.empty())
        words += " Every measured time lies within what that allows.";
    return words;
}

json to_json(const run_analysis& analysis) {
    json predictions = json::array();
    for (const auto& one : analysis.predictions) predictions.push_back(to_json(one));
    return {{"points", points_json(analysis.curve)}, {"fits", to_json(analysis.laws)},
            {"bounds", to_json(analysis.bounds)},    {"recommendation", to_json(analysis.advice)},
            {"rate_limit", to_json(analysis.rates)}, {"predictions", std::move(predictions)}};
}

}  // namespace sweeplab
