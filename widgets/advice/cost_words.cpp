#include "widgets/advice/cost_words.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/advice/economics.h"
#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

// Three digits that say something, however small the sum, and never an exponent.
std::string money(double amount, const std::string& currency) {
    if (!(amount > 0) || amount >= 0.1) return fmt::format("{} {:.2f}", currency, amount);
    const int decimals = std::min(2 - static_cast<int>(std::floor(std::log10(amount))), 12);
    auto text = fmt::format("{:.{}f}", amount, decimals);
    text.erase(text.find_last_not_of('0') + 1);
    return currency + " " + text;
}

// The measured point of the worker count that is advised; of the fastest one when that was not measured.
const scaling_point* point_to_price(const scaling_curve& curve, const objective_advice& chosen) {
    const auto& points = curve.points;
    if (points.empty()) return nullptr;
    for (const auto& wanted : {chosen.shown_by, chosen.workers})
        for (const auto& point : points)
            if (wanted && point.workers == *wanted) return &point;
    return &*std::ranges::min_element(points, {}, [](const scaling_point& one) { return one.time_s.value; });
}

std::string prices_date(const run_record& run) {
    if (!run.plan.is_object() || !run.plan.contains("prices") || !run.plan["prices"].is_object()) return {};
    const auto date = run.plan["prices"].value("as_of", json());
    return date.is_string() && !date.get<std::string>().empty() ? ", at the prices of " + date.get<std::string>() : "";
}

void add_api(const run_record& run, const scaling_curve& curve, const scaling_point& point, cost_words& words) {
    if (!point.cost) {
        words.missing.push_back(
            "What the requests cost is not known: enter the prices of a million tokens in the plan (Workload and sweep, "
            "Limits and prices) and run it.");
        return;
    }
    const auto& currency = curve.currency;
    auto text = fmt::format("At {}: {} a trial", workers_in_words(point.workers), money(*point.cost, currency));
    if (point.cost_per_job) text += fmt::format(", {} a job", money(*point.cost_per_job, currency));
    if (point.cost_per_result) text += fmt::format(", {} a successful result", money(*point.cost_per_result, currency));
    words.known.push_back(text + prices_date(run) + ".");
}

void add_machine(const run_record& run, const scaling_point& point, cost_words& words) {
    const auto hourly = cost_an_hour(costs_of(run.host));
    if (!hourly.total) {
        words.missing.push_back(
            "What the machine costs is not known: enter its price, the years it is written off over, its power and the "
            "price of electricity in its host profile (Hosts, Costs).");
        return;
    }
    auto text = fmt::format("{}: {} an hour", run.host.name, money(*hourly.total, run.host.currency));
    const auto trial = cost_of(hourly, point.time_s.value);
    if (trial && point.jobs > 0)
        text +=
            fmt::format(", {} a job at {}", money(*trial / point.jobs, run.host.currency), workers_in_words(point.workers));
    if (!hourly.missing.empty()) text += " (" + hourly.missing + ")";
    words.known.push_back(text + ".");
}

// The volume is what this machine would do at the measured throughput: true of a run that worked on it.
void add_break_even(const run_record& run, const scaling_curve& curve, const scaling_point& point, cost_words& words) {
    if (!point.cost_per_job || !point.items_per_s || !cost_an_hour(costs_of(run.host)).total) return;
    machine_work own{costs_of(run.host), {*point.items_per_s, std::nullopt, std::nullopt}};
    if (point.time_s.lo && point.time_s.hi && *point.time_s.lo > 0 && point.jobs > 0)
        own.units_per_s = {*point.items_per_s, point.jobs / *point.time_s.hi, point.jobs / *point.time_s.lo};
    const api_offer api{"the API", point.cost_per_job, curve.currency};
    words.known.push_back("If this machine did the work at the throughput measured here: " + find_break_even(own, api).text);
}

}  // namespace

cost_words describe_costs(const run_record& run, const scaling_curve& curve, const objective_advice& chosen) {
    cost_words words;
    const auto* point = point_to_price(curve, chosen);
    if (!point) {
        words.missing.push_back("No trial counts, so nothing can be priced.");
        return words;
    }
    add_api(run, curve, *point, words);
    add_machine(run, *point, words);
    add_break_even(run, curve, *point, words);
    return words;
}

}  // namespace sweeplab
