#include "widgets/advice/cost_basis.h"

#include <algorithm>

#include <fmt/format.h>

namespace sweeplab {
namespace {

bool has_costs(const host_profile& host) {
    return host.price || host.amortisation_years || host.watts || host.tariff_per_kwh;
}

bool same_machine(const host_profile& a, const host_profile& b) {
    return a.id.empty() || b.id.empty() ? a.name == b.name : a.id == b.id;
}

json without_endpoint(const json& plan) {
    auto work = plan.value("workload", json::object());
    if (work.is_object()) work.erase("endpoint");
    return work;
}

int jobs_of(const scaling_curve& curve) { return curve.points.empty() ? 0 : curve.points.front().jobs; }

// The same work done elsewhere: its endpoint is where it is done, no part of it.
bool same_work(const priced_run& a, const priced_run& b) {
    if (!a.run->work_hash.empty() && a.run->work_hash == b.run->work_hash) return true;
    if (a.run->plan.is_object() && b.run->plan.is_object() && a.run->plan.contains("workload"))
        return without_endpoint(a.run->plan) == without_endpoint(b.run->plan) && a.run->items == b.run->items;
    return jobs_of(*a.curve) > 0 && jobs_of(*a.curve) == jobs_of(*b.curve);  // imported times: nothing else is known
}

// A machine takes longer at the upper end of its time.
value_interval rate_of(double at_time, const value_interval& time) {
    value_interval rate{at_time, std::nullopt, std::nullopt};
    if (time.hi && *time.hi > 0) rate.lo = at_time * time.value / *time.hi;
    if (time.lo && *time.lo > 0) rate.hi = at_time * time.value / *time.lo;
    return rate;
}

std::vector<std::string> missing_costs(const host_profile& host) {
    std::vector<std::string> missing;
    if (!host.price) missing.push_back("its price");
    if (!host.amortisation_years) missing.push_back("the years it is written off over");
    if (!host.watts) missing.push_back("its power in watts");
    if (!host.tariff_per_kwh) missing.push_back("the price of electricity");
    return missing;
}

machine_on_chart machine_of(const priced_run& one, const scaling_point& point, const host_profile& now) {
    machine_on_chart machine;
    machine.work.machine = costs_of(now);
    machine.work.machine.name = one.run->host.name;
    machine.run_name = one.run->summary.name;
    machine.workers = point.workers;
    machine.missing = missing_costs(now);
    if (point.items_per_s) machine.work.units_per_s = rate_of(*point.items_per_s, point.time_s);
    return machine;
}

std::optional<double> mean_of(const std::vector<const trial*>& trials, std::optional<std::int64_t> trial::*tokens) {
    double sum = 0;
    std::int64_t jobs = 0;
    for (const auto* one : trials) {
        if (!(one->*tokens)) return std::nullopt;
        sum += static_cast<double>(*(one->*tokens));
        jobs += one->jobs;
    }
    return jobs > 0 ? std::optional(sum / static_cast<double>(jobs)) : std::nullopt;
}

job_tokens tokens_of(const run_record& run, int workers) {
    std::vector<const trial*> trials;
    for (const auto& one : run.trials)
        if (one.workers == workers && one.counts() && one.jobs > 0) trials.push_back(&one);
    job_tokens tokens{mean_of(trials, &trial::input_tokens), mean_of(trials, &trial::output_tokens), 0};
    double cached = 0;
    std::int64_t jobs = 0;
    for (const auto* one : trials) {
        jobs += one->jobs;
        for (const auto& span : one->attempts)
            if (span.state == attempt_state::succeeded)
                cached += static_cast<double>(span.measured.get(measure::cached_input_tokens).value_or(0));
    }
    if (jobs > 0) tokens.cached_input = cached / static_cast<double>(jobs);
    return tokens;
}

std::string text_at(const json& plan, const json::json_pointer& where) {
    if (!plan.is_object() || !plan.contains(where) || !plan.at(where).is_string()) return {};
    return plan.at(where).get<std::string>();
}

bool worked_itself(const run_record& run) {
    if (run.summary.simulated || !run.plan.is_object()) return false;
    if (run.summary.kind == "native") return true;
    const auto url = text_at(run.plan, "/workload/endpoint/base_url"_json_pointer);
    for (const char* here : {"://127.", "://localhost", "://[::1]"})
        if (url.find(here) != std::string::npos) return true;
    return false;
}

void add_others(cost_basis& basis, const priced_run& shown, const objective_advice& chosen,
                const std::vector<priced_run>& ticked, const std::vector<host_profile>& hosts) {
    std::vector<const host_profile*> there{&shown.run->host};
    for (const auto& one : ticked) {
        if (one.run->summary.id == shown.run->summary.id) continue;
        const auto& name = one.run->summary.name;
        if (!same_work(shown, one)) {
            basis.left_out.push_back(
                fmt::format("“{}” did other work: a job of it cannot be compared with one of these.", name));
            continue;
        }
        if (std::ranges::any_of(there, [&](const auto* host) { return same_machine(*host, one.run->host); })) continue;
        advice_input input;
        input.curve = *one.curve;
        input.asked = chosen.which;
        const auto* point = point_to_price(*one.curve, make_advice(input).chosen);
        if (!point) {
            basis.left_out.push_back(fmt::format("No trial of “{}” counts.", name));
            continue;
        }
        basis.machines.push_back(machine_of(one, *point, profile_now(one.run->host, hosts)));
        there.push_back(&one.run->host);
    }
}

}  // namespace

const host_profile& profile_now(const host_profile& then, const std::vector<host_profile>& hosts) {
    for (const auto& host : hosts)
        if (!then.id.empty() && host.id == then.id && has_costs(host)) return host;
    return then;
}

const scaling_point* point_to_price(const scaling_curve& curve, const objective_advice& chosen) {
    const auto& points = curve.points;
    if (points.empty()) return nullptr;
    for (const auto& wanted : {chosen.shown_by, chosen.workers})
        for (const auto& point : points)
            if (wanted && point.workers == *wanted) return &point;
    return &*std::ranges::min_element(points, {}, [](const scaling_point& one) { return one.time_s.value; });
}

api_offer offer_at(const prices_spec& prices, const std::string& name, const job_tokens& tokens) {
    return {name, api_price_of_job(prices, tokens.input, tokens.output, tokens.cached_input), prices.currency};
}

cost_basis make_cost_basis(const priced_run& shown, const objective_advice& chosen, const std::vector<priced_run>& ticked,
                           const std::vector<host_profile>& hosts) {
    cost_basis basis;
    const auto* point = point_to_price(*shown.curve, chosen);
    if (!point) return basis;
    basis.simulated = shown.run->summary.simulated;
    basis.did_it_itself = worked_itself(*shown.run);
    basis.tokens = tokens_of(*shown.run, point->workers);
    basis.paid = {"the API", point->cost_per_job, shown.curve->currency};
    basis.machines.push_back(machine_of(shown, *point, profile_now(shown.run->host, hosts)));

    auto expected = shown.run->host.expected_tokens_per_s;
    for (const auto& host : hosts)
        if (!host.id.empty() && host.id == shown.run->host.id && host.expected_tokens_per_s)
            expected = host.expected_tokens_per_s;
    std::optional<value_interval> measured;
    if (point->tokens_per_s) measured = rate_of(*point->tokens_per_s, point->time_s);
    basis.tokens_expected = expected.has_value();
    basis.tokens_per_s = check_expected(expected, measured);
    add_others(basis, shown, chosen, ticked, hosts);
    return basis;
}

}  // namespace sweeplab
