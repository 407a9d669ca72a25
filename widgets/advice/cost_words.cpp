#include "widgets/advice/cost_words.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "widgets/advice/cost_basis.h"

namespace sweeplab {
namespace {

std::string prices_date(const run_record& run) {
    if (!run.plan.is_object() || !run.plan.contains("prices") || !run.plan["prices"].is_object()) return {};
    const auto date = run.plan["prices"].value("as_of", json());
    return date.is_string() && !date.get<std::string>().empty() ? ", at the prices of " + date.get<std::string>() : "";
}

// What is missing is said with the chart, here and below.
void add_api(const run_record& run, const scaling_curve& curve, const scaling_point& point, cost_words& words) {
    if (!point.cost) return;
    const auto& currency = curve.currency;
    auto text = fmt::format("At {}: {} a trial", workers_in_words(point.workers), money(*point.cost, currency));
    if (point.cost_per_job) text += fmt::format(", {} a job", money(*point.cost_per_job, currency));
    if (point.cost_per_result) text += fmt::format(", {} a successful result", money(*point.cost_per_result, currency));
    words.known.push_back(text + prices_date(run) + ".");
}

void add_machine(const std::string& name, const host_profile& host, const scaling_point& point, cost_words& words) {
    const auto hourly = cost_an_hour(costs_of(host));
    if (!hourly.total) return;
    auto text = fmt::format("{}: {} an hour", name, money(*hourly.total, host.currency));
    const auto trial = cost_of(hourly, point.time_s.value);
    if (trial && point.jobs > 0)
        text += fmt::format(", {} a job at {}", money(*trial / point.jobs, host.currency), workers_in_words(point.workers));
    if (!hourly.missing.empty()) text += " (" + hourly.missing + ")";
    words.known.push_back(text + ".");
}

}  // namespace

std::string money(double amount, const std::string& currency) {
    const auto unit = currency.empty() ? currency : currency + " ";
    if (!(amount > 0) || amount >= 0.1) return fmt::format("{}{:.2f}", unit, amount);
    const int decimals = std::min(2 - static_cast<int>(std::floor(std::log10(amount))), 12);
    auto text = fmt::format("{:.{}f}", amount, decimals);
    text.erase(text.find_last_not_of('0') + 1);
    return unit + text;
}

cost_words describe_costs(const run_record& run, const host_profile& host, const scaling_curve& curve,
                          const objective_advice& chosen) {
    cost_words words;
    const auto* point = point_to_price(curve, chosen);
    if (!point) {
        words.missing.push_back("No trial counts, so nothing can be priced.");
        return words;
    }
    add_api(run, curve, *point, words);
    add_machine(run.host.name, host, *point, words);
    return words;
}

}  // namespace sweeplab
