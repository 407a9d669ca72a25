#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>

#include "engine/foundation/json_reader.h"
#include "engine/laws/law_points.h"
#include "tests/engine/laws/made_up_laws.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

json known_answers() { return json::parse(std::ifstream(SWEEPLAB_SOURCE_DIR "/tests/fixtures/oracle/scaling_fit.json")); }

law_input input_of(const json& one) {
    law_input input;
    for (std::size_t i = 0; i < one["workers"].size(); ++i)
        observe(input, one["workers"][i].get<int>(), one["time_s"][i].get<double>());
    return input;
}

// The largest share by which the fit misses the times.
double largest_miss(const law_fit& fit, const law_input& input) {
    double largest = 0;
    for (const auto& one : input.observations)
        largest = std::max(largest, std::abs(*fit.predicted(one.workers) / one.time_s - 1));
    return largest;
}

}  // namespace

TEST_CASE("the fits are the known answers") {
    const auto known = known_answers();
    REQUIRE(known.size() == 6);
    for (const auto& one : known) {
        const auto fits = fit_laws(input_of(one));
        REQUIRE(fits.usl.t1_s());
        CHECK(fits.usl.t1_s()->value == doctest::Approx(one["usl"]["t1"].get<double>()).epsilon(1e-8));
        CHECK(std::abs(fits.usl.sigma->value - one["usl"]["sigma"].get<double>()) < 2e-9);
        CHECK(std::abs(fits.usl.kappa->value - one["usl"]["kappa"].get<double>()) < 1e-10);
        REQUIRE(fits.amdahl.t1_s());
        CHECK(fits.amdahl.t1_s()->value == doctest::Approx(one["amdahl"]["t1"].get<double>()).epsilon(1e-8));
        CHECK(std::abs(fits.amdahl.sigma->value - one["amdahl"]["sigma"].get<double>()) < 2e-9);
        CHECK_FALSE(fits.amdahl.kappa);
    }
}

TEST_CASE("no known answer has a smaller sum of squares than the solver's") {
    for (const auto& one : known_answers()) {
        const auto measured = gather_points(input_of(one));
        for (const auto* law : {"usl", "amdahl"}) {
            held_values held;
            if (std::string(law) == "amdahl") held.kappa = 0.0;
            const auto solution = solve_law(measured.points, held);
            CHECK(solution.settled);
            const double rss = solution.rss + measured.within;
            CHECK(rss <= one[law]["rss"].get<double>() * (1 + 1e-10));
            CHECK(rss == doctest::Approx(one[law]["rss"].get<double>()).epsilon(1e-9));
        }
    }
}

TEST_CASE("exact times give back their law, at any scale") {
    for (const double t1 : {1e-6, 100.0, 1e9}) {
        const auto fits = fit_laws(exact({t1, 0.05, 0.001}, {1, 2, 4, 8, 16, 32}));
        CHECK(fits.usl.t1_s()->value == doctest::Approx(t1).epsilon(1e-9));
        CHECK(fits.usl.sigma->value == doctest::Approx(0.05).epsilon(1e-8));
        CHECK(fits.usl.kappa->value == doctest::Approx(0.001).epsilon(1e-8));
        CHECK(*fits.usl.peak_workers == doctest::Approx(std::sqrt(0.95 / 0.001)).epsilon(1e-8));
        CHECK(fits.reported == law_fits::law::usl);
        CHECK_FALSE(fits.usl.refused);
    }
    const auto amdahl = fit_laws(exact({100, 0.2, 0}, {1, 2, 4, 8, 16}));
    CHECK(amdahl.usl.kappa->value == 0);  // exactly: not what rounding leaves
    CHECK(amdahl.amdahl.sigma->value == doctest::Approx(0.2).epsilon(1e-9));
    CHECK(amdahl.reported == law_fits::law::amdahl);
    const auto ideal = fit_laws(exact({100, 0, 0}, {1, 2, 4, 8, 16}));
    CHECK(ideal.usl.sigma->value == 0);
    CHECK(ideal.usl.kappa->value == 0);
    CHECK(ideal.amdahl.sigma->value == 0);
    CHECK_FALSE(ideal.usl.peak_workers);
}

TEST_CASE("the published benchmark without its cap: a peak that is not there, and refused") {
    const auto fits = fit_laws(published_times());
    CHECK(fits.usl.sigma->value == doctest::Approx(0.128).epsilon(0.005));
    CHECK(fits.usl.kappa->value == doctest::Approx(0.00102).epsilon(0.005));
    CHECK(*fits.usl.peak_workers == doctest::Approx(29).epsilon(0.01));
    CHECK(largest_miss(fits.usl, published_times()) == doctest::Approx(0.034).epsilon(0.02));
    REQUIRE(fits.usl.refused);  // the last count is not what the others foretell
    CHECK(fits.usl.worst_left_out == 50);
    CHECK(fits.reported == law_fits::law::none);
}

TEST_CASE("the published benchmark on effective worker counts is Amdahl's") {
    auto input = published_times();
    input.usable_workers = 12;
    const auto fits = fit_laws(input);
    CHECK(fits.usl.kappa->value == 0);
    CHECK(fits.usl.intervals == interval_method::profile);
    CHECK(fits.usl.kappa->lo == 0.0);
    CHECK(*fits.usl.kappa->hi > 0);
    CHECK_FALSE(fits.usl.peak_workers);
    CHECK(fits.usl.refused.value().find("needs 5") != std::string::npos);
    CHECK(fits.amdahl.sigma->value == doctest::Approx(0.122).epsilon(0.005));
    CHECK(contains(*fits.amdahl.sigma, fits.amdahl.sigma->value));
    CHECK(largest_miss(fits.amdahl, input) == doctest::Approx(0.026).epsilon(0.02));
    CHECK_FALSE(fits.amdahl.refused);
    CHECK(fits.reported == law_fits::law::amdahl);
    CHECK(fits.amdahl.most_workers == 12);
    CHECK(fits.notes.front().find("20, 50") != std::string::npos);
}

TEST_CASE("worker counts beyond the usable width are repeats of one experiment") {
    law_input input = exact({100, 0.1, 0}, {1, 2, 4, 8});
    observe(input, 16, 20.0);
    observe(input, 32, 20.4);
    input.usable_workers = 10;
    const auto measured = gather_points(input);
    CHECK(measured.workers == std::vector<int>{1, 2, 4, 8, 10});
    CHECK(measured.within_dof == 1);
    CHECK(*measured.repeat_sd() == doctest::Approx(std::log(20.4 / 20.0) / std::sqrt(2.0)));
}

TEST_CASE("nothing is foretold beyond twice what was measured, or below it") {
    const auto fit = fit_laws(exact({100, 0.05, 0.001}, {2, 4, 8, 12, 16})).usl;
    CHECK(*fit.predicted(16) == doctest::Approx(true_law{100, 0.05, 0.001}.time_at(16)));
    CHECK(*fit.predicted(32) == doctest::Approx(true_law{100, 0.05, 0.001}.time_at(32)));
    CHECK_FALSE(fit.predicted(33));
    CHECK_FALSE(fit.predicted(1));
    CHECK_FALSE(fit.predicted(0));
    CHECK_FALSE(fit.predicted(std::nan("")));
    CHECK_FALSE(fit.predicted(std::numeric_limits<double>::infinity()));
    auto capped = exact({100, 0.1, 0}, {1, 2, 4, 8});
    capped.usable_workers = 12;
    const auto amdahl = fit_laws(capped).amdahl;
    CHECK(*amdahl.predicted(1000) == doctest::Approx(true_law{100, 0.1, 0}.time_at(12)));  // 12 is all that there is
    CHECK_FALSE(law_fit{}.predicted(4));
}

TEST_CASE("a peak outside what was measured is not named") {
    CHECK(fit_laws(exact({100, 0.05, 0.001}, {1, 2, 4, 8, 16, 32})).usl.peak_workers);  // 30.8
    const auto beyond = fit_laws(exact({100, 0.05, 0.001}, {1, 2, 4, 8, 16, 30})).usl;
    CHECK(beyond.kappa->value == doctest::Approx(0.001).epsilon(1e-6));
    CHECK_FALSE(beyond.peak_workers);
    CHECK_FALSE(fit_laws(exact({100, 1.2, 0.001}, {1, 2, 4, 8, 16, 32})).usl.peak_workers);  // slower from 2 on
}

TEST_CASE("without 1 worker the figures are relative to the lowest count, and say so") {
    const true_law law{100, 0.05, 0.001};
    const auto fits = fit_laws(exact(law, {2, 4, 8, 16, 32, 40}));
    const auto& fit = fits.usl;
    CHECK(fit.baseline_workers == 2);
    CHECK_FALSE(fit.t1_s());
    CHECK(fit.baseline_s->value == doctest::Approx(law.time_at(2)));
    CHECK(*fit.predicted(8) == doctest::Approx(law.time_at(8)));
    CHECK(*fit.peak_workers == doctest::Approx(std::sqrt(0.95 / 0.001)).epsilon(1e-6));  // the peak is the same
    REQUIRE_FALSE(fits.notes.empty());
    CHECK(fits.notes.front() == "1 worker was not measured: σ and κ are relative to 2 workers.");
}
