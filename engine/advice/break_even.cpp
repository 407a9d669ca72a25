// From which monthly volume on an own machine is cheaper than an API.
#include <cmath>

#include <fmt/format.h>

#include "engine/advice/economics.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

bool is_amount(std::optional<double> value) { return value && std::isfinite(*value) && *value >= 0; }

std::string round_number(double value) {
    if (value < 10) return fmt::format("{:.2g}", value);
    const double step = std::pow(10, std::floor(std::log10(value)) - 2);
    auto digits = fmt::format("{:.0f}", std::round(value / step) * step);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string money(double value, const std::string& currency) {
    const bool large = value >= 0.1 || value == 0;
    return large ? fmt::format("{:.2f} {}", value, currency) : fmt::format("{:.3g} {}", value, currency);
}

struct costs_at {
    double marginal = 0;
    std::optional<double> volume;
};

costs_at at_throughput(double electricity_an_hour, double fixed, double price, double units_per_s) {
    const double marginal = electricity_an_hour / 3600 / units_per_s;
    if (marginal >= price) return {marginal, std::nullopt};
    return {marginal, fixed / (price - marginal)};
}

// A faster machine breaks even sooner: the interval turns round.
std::optional<value_interval> volumes(double electricity, double fixed, double price, const value_interval& speed) {
    const auto centre = at_throughput(electricity, fixed, price, speed.value).volume;
    if (!centre) return std::nullopt;
    value_interval found{*centre, std::nullopt, std::nullopt};
    if (speed.hi && *speed.hi > 0) found.lo = at_throughput(electricity, fixed, price, *speed.hi).volume;
    if (speed.lo && *speed.lo > 0) found.hi = at_throughput(electricity, fixed, price, *speed.lo).volume;
    return found;
}

std::string what_is_missing(const machine_work& own, const api_offer& api) {
    const auto& machine = own.machine;
    std::vector<std::string> missing;
    if (!is_amount(machine.price)) missing.push_back("the machine's price");
    if (!is_amount(machine.amortisation_years) || *machine.amortisation_years <= 0)
        missing.push_back("the years it is written off over");
    if (!is_amount(machine.watts)) missing.push_back("its power in watts");
    if (!is_amount(machine.tariff_per_kwh)) missing.push_back("the price of electricity");
    if (!is_amount(own.units_per_s.value) || own.units_per_s.value <= 0) missing.push_back("a measured throughput");
    if (!is_amount(api.price_per_unit)) missing.push_back("the price of " + api.name);
    return join(missing, ", ");
}

// Whether it breaks even within a month at the other end of what was measured; empty where that changes nothing.
std::string other_end_in_words(const break_even& found, const machine_work& own, const api_offer& api) {
    const double electricity = *own.machine.watts / 1000 * *own.machine.tariff_per_kwh;
    const auto does_at = [&](double units_per_s) {
        const auto volume = at_throughput(electricity, found.monthly_fixed, *api.price_per_unit, units_per_s).volume;
        return volume && *volume <= units_per_s * hours_a_month * 3600;
    };
    const bool does = found.state == break_even_state::at_volume || found.state == break_even_state::always;
    const auto& other = does ? own.units_per_s.lo : own.units_per_s.hi;
    if (!other || *other <= 0 || does_at(*other) == does) return {};
    return does ? " At the slow end of what was measured it never does." : " At the fast end of what was measured it does.";
}

std::string in_words(const break_even& found, const machine_work& own, const api_offer& api, const std::string& unit) {
    const auto& name = own.machine.name;
    const auto capacity = round_number(found.capacity_a_month.value);
    if (found.state == break_even_state::never_cheaper)
        return fmt::format("{} never beats {}: electricity for one of the {} costs {}, {} asks {}.", name, api.name, unit,
                           money(found.marginal_per_unit, api.currency), api.name, money(*api.price_per_unit, api.currency));
    if (found.state == break_even_state::always)
        return fmt::format("{} is cheaper than {} at any volume up to the {} {} it can do in a month.", name, api.name,
                           capacity, unit);
    const auto& volume = *found.units_a_month;
    auto text = round_number(volume.value);
    // An interval narrower than what is said says nothing.
    const bool told_apart = volume.lo && volume.hi && round_number(*volume.lo) != round_number(*volume.hi);
    if (told_apart) text += fmt::format(" ({} to {})", round_number(*volume.lo), round_number(*volume.hi));
    else if (volume.lo && !volume.hi) text += fmt::format(" (at least {})", round_number(*volume.lo));
    if (found.state == break_even_state::beyond_capacity)
        return fmt::format("{} never beats {}: it would have to do {} {} a month and can do {}.", name, api.name, text, unit,
                           capacity);
    return fmt::format("{} beats {} from {} {} a month on; it can do {}.", name, api.name, text, unit, capacity);
}

}  // namespace

break_even find_break_even(const machine_work& own, const api_offer& api, const std::string& unit) {
    break_even found;
    if (const auto missing = what_is_missing(own, api); !missing.empty()) {
        found.text = fmt::format("No break-even of {} can be given; unknown: {}.", own.machine.name, missing);
        return found;
    }
    if (own.machine.currency != api.currency) {
        found.text = fmt::format("{} is priced in {}, {} in {}: not compared.", own.machine.name, own.machine.currency,
                                 api.name, api.currency);
        return found;
    }
    const auto& speed = own.units_per_s;
    const double a_month = hours_a_month * 3600;
    found.capacity_a_month.value = speed.value * a_month;
    if (speed.lo) found.capacity_a_month.lo = *speed.lo * a_month;
    if (speed.hi) found.capacity_a_month.hi = *speed.hi * a_month;
    found.monthly_fixed = *own.machine.price / (*own.machine.amortisation_years * 12);
    const double electricity = *own.machine.watts / 1000 * *own.machine.tariff_per_kwh;
    found.marginal_per_unit = electricity / 3600 / speed.value;
    found.units_a_month = volumes(electricity, found.monthly_fixed, *api.price_per_unit, speed);
    if (!found.units_a_month) found.state = break_even_state::never_cheaper;
    else if (found.monthly_fixed == 0) found.state = break_even_state::always;
    else if (found.units_a_month->value > found.capacity_a_month.value) found.state = break_even_state::beyond_capacity;
    else found.state = break_even_state::at_volume;
    found.text = in_words(found, own, api, unit) + other_end_in_words(found, own, api);
    return found;
}

}  // namespace sweeplab
