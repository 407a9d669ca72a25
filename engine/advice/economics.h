// What an own machine costs beside an API: by the hour, by the job, and from which monthly volume on it is the cheaper
// one. Pure; any thread. METHODS.md §6.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/statistics.h"
#include "engine/foundation/json_reader.h"
#include "engine/model/host_profile.h"
#include "engine/model/plan.h"

namespace sweeplab {

inline constexpr double hours_a_year = 8766;
inline constexpr double hours_a_month = hours_a_year / 12;

// What was not given is unknown, never 0.
struct machine_costs {
    std::string name;
    std::optional<double> price;
    std::optional<double> amortisation_years;
    std::optional<double> watts;  // while it works
    std::optional<double> tariff_per_kwh;
    double utilisation = 1;  // share of all hours in which it works, for the cost of an hour: more than 0, at most 1
    std::string currency = "USD";
};
machine_costs costs_of(const host_profile& host, double utilisation = 1);

struct hourly_cost {
    std::optional<double> amortisation;  // price / (years · 8766 h · utilisation)
    std::optional<double> electricity;   // watts / 1000 · tariff
    std::optional<double> total;         // of those that are known; absent when neither is
    std::string missing;                 // what could not be counted, in words; else empty
};
hourly_cost cost_an_hour(const machine_costs& machine);
// Of a job, a trial, anything that takes so long on it.
std::optional<double> cost_of(const hourly_cost& hourly, double seconds);

// Of a job with these tokens; nothing when a price is given whose tokens are unknown, or no price is.
std::optional<double> api_price_of_job(const prices_spec& prices, std::optional<double> input_tokens,
                                       std::optional<double> output_tokens, double cached_input_tokens = 0);

// The volume is in any unit of work: jobs, or tokens. Electricity is paid for the hours worked, the machine for every
// month, so utilisation plays no part.
struct machine_work {
    machine_costs machine;
    value_interval units_per_s;  // measured
};

struct api_offer {
    std::string name = "the API";
    std::optional<double> price_per_unit;  // absent: unknown
    std::string currency = "USD";
};

enum class break_even_state {
    at_volume,        // the machine is the cheaper one from `units_a_month` on
    always,           // no fixed cost, and each unit costs less
    never_cheaper,    // its electricity for a unit costs more than the API does
    beyond_capacity,  // it would have to do more than it can in a month
    unknown           // something is missing
};

struct break_even {
    break_even_state state = break_even_state::unknown;
    std::optional<value_interval> units_a_month;  // the upper end is absent where the slowest throughput never breaks even
    double monthly_fixed = 0;
    double marginal_per_unit = 0;
    value_interval capacity_a_month;  // all hours of a month
    std::string text;
};

// `unit` is the word for more than one: "jobs".
break_even find_break_even(const machine_work& own, const api_offer& api, const std::string& unit = "jobs");

struct cost_point {
    double units = 0;  // a month
    double cost = 0;   // a month
    std::optional<double> lo;
    std::optional<double> hi;
};

struct cost_line {
    std::string name;
    std::vector<cost_point> points;  // ends at the machine's capacity
};

struct economics_report {
    std::string unit;
    std::string currency;
    std::vector<std::string> machines;  // by name; the same order as `break_evens`
    std::vector<hourly_cost> hourly;
    std::vector<break_even> break_evens;
    std::vector<cost_line> lines;  // of each machine that has costs, then of the API
};

economics_report make_economics(const std::vector<machine_work>& machines, const api_offer& api,
                                const std::string& unit = "jobs");

enum class expectation { below, inside, above, unknown };
struct expectation_check {
    expectation place = expectation::unknown;
    std::string text;  // "38.0 tokens/s, within the 30 to 50 that are expected of this machine."
};
expectation_check check_expected(const std::optional<number_range>& expected, const std::optional<value_interval>& measured);

std::string_view to_text(break_even_state state);  // "at_volume"
// {unit, currency, machines: [{name, hourly, break_even}], lines: [{name, points: [{units, cost, lo, hi}]}]}
json to_json(const economics_report& report);

}  // namespace sweeplab
