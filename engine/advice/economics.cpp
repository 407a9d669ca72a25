#include "engine/advice/economics.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr int steps_of_a_line = 40;

bool is_amount(std::optional<double> value) { return value && std::isfinite(*value) && *value >= 0; }

// Far enough to see where lines cross; at least a machine's capacity where none do.
double end_of_lines(const std::vector<break_even>& found) {
    double crossing = 0, capacity = 0;
    for (const auto& one : found) {
        if (one.state == break_even_state::at_volume) {
            crossing = std::max(crossing, one.units_a_month->hi.value_or(one.units_a_month->value));
        }
        capacity = std::max(capacity, one.capacity_a_month.value);
    }
    return crossing > 0 ? 2 * crossing : capacity;
}

// Even steps up to `end`, with a point where the line meets the API's.
template <class Cost>
std::vector<cost_point> points_to(double end, const std::vector<double>& crossings, Cost cost) {
    std::vector<double> volumes;
    for (int i = 0; i <= steps_of_a_line; ++i) volumes.push_back(end * i / steps_of_a_line);
    for (const double crossing : crossings)
        if (crossing > 0 && crossing < end) volumes.push_back(crossing);
    std::sort(volumes.begin(), volumes.end());
    volumes.erase(std::unique(volumes.begin(), volumes.end()), volumes.end());
    std::vector<cost_point> points;
    for (const double volume : volumes) points.push_back(cost(volume));
    return points;
}

cost_line line_of(const machine_work& own, const break_even& found, double end) {
    const double electricity = *own.machine.watts / 1000 * *own.machine.tariff_per_kwh;
    const auto cost_at = [&](double volume, double units_per_s) {
        return found.monthly_fixed + volume * electricity / 3600 / units_per_s;
    };
    std::vector<double> crossings;
    if (found.units_a_month) crossings.push_back(found.units_a_month->value);
    const auto& speed = own.units_per_s;
    return {own.machine.name, points_to(std::min(end, found.capacity_a_month.value), crossings, [&](double volume) {
                cost_point point{volume, cost_at(volume, speed.value), std::nullopt, std::nullopt};
                if (speed.hi && *speed.hi > 0) point.lo = cost_at(volume, *speed.hi);
                if (speed.lo && *speed.lo > 0) point.hi = cost_at(volume, *speed.lo);
                return point;
            })};
}

std::string range_in_words(const number_range& range) { return fmt::format("{:.3g} to {:.3g}", range.least, range.most); }

}  // namespace

machine_costs costs_of(const host_profile& host, double utilisation) {
    return {host.name, host.price, host.amortisation_years, host.watts, host.tariff_per_kwh, utilisation, host.currency};
}

hourly_cost cost_an_hour(const machine_costs& machine) {
    hourly_cost hourly;
    std::vector<std::string> missing;
    const bool used = std::isfinite(machine.utilisation) && machine.utilisation > 0 && machine.utilisation <= 1;
    if (is_amount(machine.price) && is_amount(machine.amortisation_years) && *machine.amortisation_years > 0 && used)
        hourly.amortisation = *machine.price / (*machine.amortisation_years * hours_a_year * machine.utilisation);
    else missing.push_back(used ? "the machine's price or its years" : "a utilisation between 0 and 1");
    if (is_amount(machine.watts) && is_amount(machine.tariff_per_kwh))
        hourly.electricity = *machine.watts / 1000 * *machine.tariff_per_kwh;
    else missing.push_back("its power or the price of electricity");
    if (hourly.amortisation || hourly.electricity)
        hourly.total = hourly.amortisation.value_or(0) + hourly.electricity.value_or(0);
    if (!missing.empty()) hourly.missing = "not counted, for it is unknown: " + join(missing, "; ");
    return hourly;
}

std::optional<double> cost_of(const hourly_cost& hourly, double seconds) {
    if (!hourly.total || !std::isfinite(seconds) || seconds < 0) return std::nullopt;
    return *hourly.total * seconds / 3600;
}

std::optional<double> api_price_of_job(const prices_spec& prices, std::optional<double> input_tokens,
                                       std::optional<double> output_tokens, double cached_input_tokens) {
    if (!prices.per_request && !prices.input_per_million && !prices.output_per_million) return std::nullopt;
    double cost = prices.per_request.value_or(0);
    if (prices.input_per_million) {
        if (!input_tokens) return std::nullopt;
        const double cached = std::clamp(cached_input_tokens, 0.0, *input_tokens);
        const double cached_price = prices.cached_input_per_million.value_or(*prices.input_per_million);
        cost += ((*input_tokens - cached) * *prices.input_per_million + cached * cached_price) * 1e-6;
    }
    if (prices.output_per_million) {
        if (!output_tokens) return std::nullopt;
        cost += *output_tokens * *prices.output_per_million * 1e-6;
    }
    return cost;
}

economics_report make_economics(const std::vector<machine_work>& machines, const api_offer& api, const std::string& unit) {
    economics_report report;
    report.unit = unit;
    report.currency = api.currency;
    for (const auto& own : machines) {
        report.machines.push_back(own.machine.name);
        report.hourly.push_back(cost_an_hour(own.machine));
        report.break_evens.push_back(find_break_even(own, api, unit));
    }
    const double end = end_of_lines(report.break_evens);
    if (!(end > 0)) return report;
    std::vector<double> crossings;
    for (std::size_t i = 0; i < machines.size(); ++i) {
        const auto& found = report.break_evens[i];
        if (found.state == break_even_state::unknown) continue;
        report.lines.push_back(line_of(machines[i], found, end));
        if (found.units_a_month) crossings.push_back(found.units_a_month->value);
    }
    report.lines.push_back({api.name, points_to(end, crossings, [&](double volume) {
                                return cost_point{volume, volume * *api.price_per_unit, std::nullopt, std::nullopt};
                            })});
    return report;
}

expectation_check check_expected(const std::optional<number_range>& expected,
                                 const std::optional<value_interval>& measured) {
    if (!measured || !std::isfinite(measured->value) || measured->value <= 0)
        return {expectation::unknown, "No tokens/s were measured."};
    const auto value = fmt::format("{:.3g} tokens/s", measured->value);
    if (!expected || expected->most < expected->least)
        return {expectation::unknown, value + "; nothing is expected of this machine."};
    const auto range = range_in_words(*expected);
    const double lo = measured->lo.value_or(measured->value);
    const double hi = measured->hi.value_or(measured->value);
    const bool open = (lo < expected->least && hi >= expected->least) || (lo <= expected->most && hi > expected->most);
    const std::string doubt = open ? fmt::format(" The interval, {:.3g} to {:.3g}, does not decide it.", lo, hi) : "";
    if (measured->value < expected->least)
        return {expectation::below,
                fmt::format("{}, below the {} that are expected of this machine.{}", value, range, doubt)};
    if (measured->value > expected->most)
        return {expectation::above,
                fmt::format("{}, above the {} that are expected of this machine.{}", value, range, doubt)};
    return {expectation::inside, fmt::format("{}, within the {} that are expected of this machine.{}", value, range, doubt)};
}

}  // namespace sweeplab
