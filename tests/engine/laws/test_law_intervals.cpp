#include <doctest/doctest.h>

#include "tests/engine/laws/made_up_laws.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr int loops = 150;
constexpr law_options few_draws{200, 1};

// Of a 95 % interval about 142 of 150 hold the truth; one that always does would be too wide to say anything.
void check_coverage(int held_truth) {
    CHECK(held_truth >= 132);
    CHECK(held_truth < loops);
}

}  // namespace

TEST_CASE("bootstrap intervals hold the truth about as often as they say") {
    const true_law law{100, 0.1, 0.002};
    random_source random(42);
    int t1 = 0, sigma = 0, kappa = 0;
    for (int i = 0; i < loops; ++i) {
        const auto fit = fit_laws(noisy(law, {1, 2, 4, 8, 16, 24}, 3, 0.03, random), few_draws).usl;
        REQUIRE(fit.intervals == interval_method::bootstrap);
        t1 += contains(*fit.t1_s(), law.t1_s) ? 1 : 0;
        sigma += contains(*fit.sigma, law.sigma) ? 1 : 0;
        kappa += contains(*fit.kappa, law.kappa) ? 1 : 0;
    }
    INFO("of ", loops, ": T1 ", t1, ", sigma ", sigma, ", kappa ", kappa);
    check_coverage(t1);
    check_coverage(sigma);
    check_coverage(kappa);
}

TEST_CASE("intervals from few points are widened for it") {
    const true_law law{100, 0.1, 0};
    random_source random(7);
    int t1 = 0, sigma = 0;
    for (int i = 0; i < loops; ++i) {
        const auto fit = fit_laws(noisy(law, {1, 2, 4, 8, 16}, 1, 0.03, random), few_draws).amdahl;  // 3 degrees
        t1 += contains(*fit.t1_s(), law.t1_s) ? 1 : 0;
        sigma += contains(*fit.sigma, law.sigma) ? 1 : 0;
    }
    INFO("of ", loops, ": T1 ", t1, ", sigma ", sigma);
    check_coverage(t1);
    check_coverage(sigma);
}

TEST_CASE("at 0 the likelihood's profile is the interval, and Amdahl's law is the one to report") {
    const true_law law{100, 0.1, 0};
    random_source random(3);
    int profiles = 0, kappas = 0, sigmas = 0, amdahls = 0;
    for (int i = 0; i < loops; ++i) {
        const auto fits = fit_laws(noisy(law, {1, 2, 4, 8, 16, 24}, 3, 0.03, random), few_draws);
        amdahls += fits.reported == law_fits::law::amdahl ? 1 : 0;
        if (fits.usl.kappa->value > 0) continue;
        REQUIRE(fits.usl.intervals == interval_method::profile);
        CHECK(fits.usl.kappa->lo == 0.0);
        ++profiles;
        kappas += contains(*fits.usl.kappa, 0) ? 1 : 0;
        sigmas += contains(*fits.usl.sigma, law.sigma) ? 1 : 0;
    }
    INFO("profiles ", profiles, ", kappa ", kappas, ", sigma ", sigmas, ", Amdahl ", amdahls);
    CHECK(profiles > loops / 4);
    CHECK(kappas == profiles);
    CHECK(sigmas > 0.9 * profiles);
    CHECK(amdahls > 0.9 * loops);
}

TEST_CASE("the same seed gives the same intervals, another seed others") {
    random_source random(11);
    const auto input = noisy({}, {1, 2, 4, 8, 16, 32}, 3, 0.02, random);
    const auto first = fit_laws(input, {1000, 5});
    const auto again = fit_laws(input, {1000, 5});
    const auto other = fit_laws(input, {1000, 6});
    CHECK(first.usl.kappa->lo == again.usl.kappa->lo);
    CHECK(first.usl.sigma->hi == again.usl.sigma->hi);
    CHECK(first.usl.kappa->value == other.usl.kappa->value);
    CHECK(first.usl.kappa->lo != other.usl.kappa->lo);
}

TEST_CASE("fewer than two degrees of freedom give no interval") {
    const auto three = fit_laws(exact({}, {1, 4, 16}));
    CHECK(three.usl.kappa);
    CHECK(three.usl.intervals == interval_method::none);
    CHECK_FALSE(three.usl.kappa->lo);
    CHECK_FALSE(three.amdahl.sigma->lo);
    CHECK_FALSE(three.usl.leave_one_out);
    CHECK(fit_laws(exact({}, {1, 2, 4, 8, 16}), {0, 1}).usl.intervals == interval_method::none);  // no draws
}
