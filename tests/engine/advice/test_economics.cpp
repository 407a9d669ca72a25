#include <doctest/doctest.h>

#include <cmath>

#include "engine/advice/economics.h"

using namespace sweeplab;

namespace {

machine_costs workstation() { return {"workstation", 3600, 3, 500, 0.3, 1, "USD"}; }

// 0.1 jobs/s: 100 USD a month, electricity 0.15 USD an hour, which is 0.000417 a job.
machine_work at(double jobs_per_s, std::optional<double> lo = {}, std::optional<double> hi = {}) {
    return {workstation(), {jobs_per_s, lo, hi}};
}

api_offer asking(std::optional<double> price) { return {"the API", price, "USD"}; }

}  // namespace

TEST_CASE("an hour of an own machine") {
    const auto hourly = cost_an_hour(workstation());
    CHECK(*hourly.amortisation == doctest::Approx(3600 / (3 * 8766.0)));
    CHECK(*hourly.electricity == doctest::Approx(0.15));
    CHECK(*hourly.total == doctest::Approx(3600 / (3 * 8766.0) + 0.15));
    CHECK(hourly.missing.empty());
    CHECK(*cost_of(hourly, 1800) == doctest::Approx(*hourly.total / 2));
    auto half_used = workstation();
    half_used.utilisation = 0.5;
    CHECK(*cost_an_hour(half_used).amortisation == doctest::Approx(2 * *hourly.amortisation));
}

TEST_CASE("what is unknown of a machine is not 0") {
    host_profile host;
    host.name = "desk";
    host.watts = 100;
    auto hourly = cost_an_hour(costs_of(host));
    CHECK_FALSE(hourly.total);
    CHECK_FALSE(cost_of(hourly, 10));
    host.tariff_per_kwh = 0.4;
    hourly = cost_an_hour(costs_of(host));
    CHECK(*hourly.total == doctest::Approx(0.04));
    CHECK_FALSE(hourly.amortisation);
    CHECK(hourly.missing.find("price") != std::string::npos);
    auto idle = workstation();
    idle.utilisation = 0;
    CHECK_FALSE(cost_an_hour(idle).amortisation);
}

TEST_CASE("a job's price by its tokens, as the published benchmark's 0.0092 USD") {
    prices_spec prices;
    CHECK_FALSE(api_price_of_job(prices, 100, 100));
    prices.input_per_million = 0.15;
    prices.output_per_million = 0.60;
    // 41,600 tokens for 0.0092 USD: 6,580 of them output.
    CHECK(*api_price_of_job(prices, 35'020, 6'580) == doctest::Approx(0.0092).epsilon(0.001));
    CHECK_FALSE(api_price_of_job(prices, 100, std::nullopt));
    prices.cached_input_per_million = 0;
    CHECK(*api_price_of_job(prices, 1e6, 0, 4e5) == doctest::Approx(0.09));
}

TEST_CASE("the machine beats the API from a volume on") {
    const auto found = find_break_even(at(0.1, 0.08, 0.125), asking(0.002));
    CHECK(found.state == break_even_state::at_volume);
    CHECK(found.monthly_fixed == doctest::Approx(100));
    CHECK(found.marginal_per_unit == doctest::Approx(0.15 / 360));
    CHECK(found.units_a_month->value == doctest::Approx(100 / (0.002 - 0.15 / 360)));
    CHECK(*found.units_a_month->lo == doctest::Approx(100 / (0.002 - 0.15 / 450)));  // faster: sooner
    CHECK(*found.units_a_month->hi == doctest::Approx(100 / (0.002 - 0.15 / 288)));
    CHECK(found.capacity_a_month.value == doctest::Approx(0.1 * 730.5 * 3600));
    CHECK(found.text == "workstation beats the API from 63,200 (60,000 to 67,600) jobs a month on; it can do 263,000.");
    // At that volume both cost the same.
    const double volume = found.units_a_month->value;
    CHECK(found.monthly_fixed + volume * found.marginal_per_unit == doctest::Approx(volume * 0.002));
}

TEST_CASE("it never does, for electricity or for lack of hours") {
    const auto dear = find_break_even(at(0.1), asking(0.0004));
    CHECK(dear.state == break_even_state::never_cheaper);
    CHECK_FALSE(dear.units_a_month);
    CHECK(dear.text ==
          "workstation never beats the API: electricity for one of the jobs costs 0.000417 USD, the API asks 0.0004 USD.");
    const auto slow = find_break_even(at(0.01), asking(0.005));
    CHECK(slow.state == break_even_state::beyond_capacity);
    CHECK(slow.text.find("it would have to do 120,000 jobs a month and can do 26,300") != std::string::npos);
    const auto unsure = find_break_even(at(0.1, 0.02, 0.5), asking(0.002));
    CHECK(unsure.state == break_even_state::at_volume);
    CHECK_FALSE(unsure.units_a_month->hi);
    CHECK(unsure.text.ends_with("it can do 263,000. At the slow end of what was measured it never does."));
    const auto hopeful = find_break_even(at(0.01, 0.005, 0.1), asking(0.005));
    CHECK(hopeful.state == break_even_state::beyond_capacity);
    CHECK(hopeful.text.ends_with("At the fast end of what was measured it does."));
    auto given = at(0.1);
    given.machine.price = 0;
    CHECK(find_break_even(given, asking(0.002)).state == break_even_state::always);
}

TEST_CASE("what is missing for a break-even is named") {
    auto unknown = at(0.1);
    unknown.machine.price = {};
    unknown.machine.watts = {};
    const auto found = find_break_even(unknown, asking({}));
    CHECK(found.state == break_even_state::unknown);
    CHECK(found.text.find("the machine's price, its power in watts, the price of the API") != std::string::npos);
    CHECK(find_break_even(at(0), asking(1)).text.find("a measured throughput") != std::string::npos);
    CHECK(find_break_even(at(1), {"the API", 1, "EUR"}).text.find("not compared") != std::string::npos);
    CHECK(make_economics({}, asking(1)).lines.empty());
    CHECK(make_economics({unknown}, asking({})).lines.empty());
    CHECK(to_json(make_economics({unknown}, asking({})))["machines"][0]["break_even"]["monthly_fixed"].is_null());
}

TEST_CASE("lines of monthly cost meet at the break-even and end at the capacity") {
    const auto report = make_economics({at(0.1, 0.08, 0.125), at(0.03)}, asking(0.002));
    REQUIRE(report.lines.size() == 3);
    const auto& fast = report.lines[0];
    const auto& slow = report.lines[1];
    const auto& api = report.lines[2];
    CHECK(fast.points.front().cost == doctest::Approx(100));
    CHECK(api.points.front().cost == 0);
    CHECK(slow.points.back().units == doctest::Approx(0.03 * 730.5 * 3600));
    for (const auto& point : fast.points) {
        CHECK(*point.lo <= point.cost);
        CHECK(*point.hi >= point.cost);
    }
    const double crossing = report.break_evens[0].units_a_month->value;
    int meetings = 0;
    for (const auto& mine : fast.points)
        for (const auto& theirs : api.points)
            if (mine.units == crossing && theirs.units == crossing) {
                CHECK(mine.cost == doctest::Approx(theirs.cost));
                ++meetings;
            }
    CHECK(meetings == 1);
    CHECK(to_json(report)["lines"][2]["points"].size() == api.points.size());
}

TEST_CASE("measured tokens a second against what is expected") {
    const number_range macbook{30, 50};
    CHECK(check_expected(macbook, value_interval{38, {}, {}}).text ==
          "38 tokens/s, within the 30 to 50 that are expected of this machine.");
    CHECK(check_expected(macbook, value_interval{20, 18.0, 22.0}).place == expectation::below);
    CHECK(check_expected(macbook, value_interval{60, {}, {}}).place == expectation::above);
    const auto edge = check_expected(macbook, value_interval{29, 27.0, 31.0});
    CHECK(edge.place == expectation::below);
    CHECK(edge.text.find("does not decide it") != std::string::npos);
    CHECK(check_expected({}, value_interval{29, {}, {}}).place == expectation::unknown);
    CHECK(check_expected(macbook, {}).place == expectation::unknown);
}
