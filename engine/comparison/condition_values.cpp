#include "engine/comparison/condition_values.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double most_speed_change = 0.03;  // of the spin loop, METHODS.md §7
constexpr double most_round_trip_ratio = 2;
constexpr double least_round_trip_change_ns = 5e6;

template <class Visit>
void visit_conditions(const run_record& run, Visit visit) {
    for (const auto& one : run.trials) {
        if (!one.counts()) continue;
        for (const auto* side : {&one.conditions.before, &one.conditions.after})
            if (!side->empty()) visit(*side);
    }
}

// Every value that was seen, joined; null when there is none.
json words_of(const run_record& run, std::string machine_conditions::*member) {
    std::set<std::string> seen;
    visit_conditions(run, [&](const machine_conditions& side) {
        if (!(side.*member).empty()) seen.insert(side.*member);
    });
    if (seen.empty()) return nullptr;
    return join({seen.begin(), seen.end()}, ", ");
}

json values_of(const run_record& run, condition which) {
    std::set<std::int64_t> seen;
    visit_conditions(run, [&](const machine_conditions& side) {
        if (const auto value = side.values.get(which)) seen.insert(*value);
    });
    if (seen.empty()) return nullptr;
    if (seen.size() == 1) return *seen.begin();
    return json(seen);
}

std::optional<double> median_of(const run_record& run, condition which) {
    std::vector<std::int64_t> values;
    visit_conditions(run, [&](const machine_conditions& side) {
        if (const auto value = side.values.get(which)) values.push_back(*value);
    });
    if (values.empty()) return std::nullopt;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return static_cast<double>(*middle);
}

// Rounds a second: loops are cut to each machine's speed, so that their times alone say nothing.
std::optional<double> spin_speed(const run_record& run) {
    const auto ns = median_of(run, condition::spin_ns);
    const auto rounds = median_of(run, condition::spin_rounds);
    if (!ns || !rounds || *ns <= 0) return std::nullopt;
    return *rounds / *ns * 1e9;
}

}  // namespace

std::vector<json_difference> condition_differences(const run_record& a, const run_record& b) {
    std::vector<json_difference> found;
    const auto add = [&](std::string_view name, json of_a, json of_b) {
        // What one of them does not know is no difference.
        if (!of_a.is_null() && !of_b.is_null() && of_a != of_b)
            found.push_back({std::string(name), std::move(of_a), std::move(of_b)});
    };
    add("governor", words_of(a, &machine_conditions::governor), words_of(b, &machine_conditions::governor));
    add("frequency_driver", words_of(a, &machine_conditions::frequency_driver),
        words_of(b, &machine_conditions::frequency_driver));
    for (const auto which : {condition::turbo, condition::processors, condition::usable_processors, condition::on_battery})
        add(condition_name(which), values_of(a, which), values_of(b, which));
    const auto speed_a = spin_speed(a), speed_b = spin_speed(b);
    if (speed_a && speed_b && std::abs(*speed_a / *speed_b - 1) > most_speed_change)
        add("spin_rounds_per_s", std::llround(*speed_a), std::llround(*speed_b));
    const auto trip_a = median_of(a, condition::round_trip_ns), trip_b = median_of(b, condition::round_trip_ns);
    if (trip_a && trip_b && std::abs(*trip_a - *trip_b) > least_round_trip_change_ns &&
        std::max(*trip_a, *trip_b) > most_round_trip_ratio * std::min(*trip_a, *trip_b))
        add("round_trip_ns", std::llround(*trip_a), std::llround(*trip_b));
    return found;
}

}  // namespace sweeplab
