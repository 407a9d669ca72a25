#include <doctest/doctest.h>

#include <climits>
#include <cmath>
#include <limits>
#include <string>

#include "engine/laws/law_report.h"
#include "tests/engine/laws/made_up_laws.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

const std::vector<int> six_counts{1, 2, 4, 8, 16, 32};

bool says(const law_fit& fit, const std::string& words) {
    return fit.refused && fit.refused->find(words) != std::string::npos;
}

// Neither law has a figure, both say why, and the words for a person do too.
void check_unfit(const law_input& input, const std::string& words) {
    const auto fits = fit_laws(input);
    for (const auto* fit : {&fits.usl, &fits.amdahl}) {
        CHECK_MESSAGE(says(*fit, words), fit->refused.value_or("not refused"));
        CHECK_FALSE(fit->baseline_s);
        CHECK_FALSE(fit->sigma);
        CHECK_FALSE(fit->peak_workers);
        CHECK_FALSE(fit->predicted(1));
    }
    CHECK(fits.reported == law_fits::law::none);
    CHECK(describe_laws(fits).find(words) != std::string::npos);
    CHECK(to_json(fits)["usl"]["sigma"].is_null());
}

}  // namespace

TEST_CASE("what is no measurement is refused in words") {
    check_unfit({}, "nothing was measured");
    for (const double time : {0.0, -1.0}) {
        auto input = exact({}, six_counts);
        input.observations[2].time_s = time;
        check_unfit(input, "a time at 4 workers is not more than 0 s");
    }
    for (const double time : {std::nan(""), std::numeric_limits<double>::infinity()}) {
        auto input = exact({}, six_counts);
        input.observations[0].time_s = time;
        check_unfit(input, "a time at 1 worker is no finite number");
    }
    for (const int workers : {0, -4, INT_MIN}) {
        auto input = exact({}, six_counts);
        input.observations[1].workers = workers;
        check_unfit(input, std::to_string(workers) + " workers are no worker count");
    }
    auto no_width = exact({}, six_counts);
    no_width.usable_workers = 0;
    check_unfit(no_width, "0 usable workers");
}

TEST_CASE("one worker count has no law, however often it is measured") {
    law_input once;
    observe(once, 4, 20);
    check_unfit(once, "needs");
    observe(once, 4, 21);
    observe(once, 4, 22);
    check_unfit(once, "there is 1");
    auto all_beyond = exact({}, six_counts);
    all_beyond.usable_workers = 1;
    check_unfit(all_beyond, "there is 1 up to the 1 that get an item");
}

TEST_CASE("too few worker counts: the parameters are there, and refused") {
    const auto two = fit_laws(exact({}, {1, 4}));
    CHECK_FALSE(two.usl.sigma);
    CHECK(two.amdahl.sigma);
    CHECK(says(two.usl, "needs 5 different worker counts, and there are 2"));
    CHECK(says(two.amdahl, "needs 4 different worker counts, and there are 2"));
    const auto four = fit_laws(exact({100, 0.1, 0}, {1, 2, 4, 8}));
    CHECK(four.usl.sigma);
    CHECK(says(four.usl, "needs 5"));
    CHECK_FALSE(four.amdahl.refused);
    CHECK_FALSE(fit_laws(exact({}, {1, 2, 4, 8, 16})).usl.refused);
}

TEST_CASE("equal times need no law") {
    law_input input;
    for (const int n : six_counts) observe(input, n, 3.0);
    const auto fits = fit_laws(input);
    CHECK(says(fits.usl, "all times are equal"));
    CHECK(says(fits.amdahl, "all times are equal"));
    CHECK(fits.amdahl.sigma->value == doctest::Approx(1));  // nothing is shared out
    CHECK_FALSE(fits.usl.peak_workers);
    CHECK(fits.reported == law_fits::law::none);
}

TEST_CASE("a rate limit or an idle tail over a fifth of the worker-seconds is a bound") {
    auto input = exact({}, six_counts);
    input.observations[3].rate_limit_share = 0.2;
    input.observations[4].tail_share = 0.2;
    CHECK_FALSE(fit_laws(input).usl.refused);
    input.observations[3].rate_limit_share = 0.21;
    const auto limited = fit_laws(input);
    CHECK(says(limited.usl, "at 8 workers the rate limit holds up 21 %"));
    CHECK(says(limited.amdahl, "the rate limit"));
    CHECK(limited.usl.sigma);
    CHECK(limited.reported == law_fits::law::none);
    input.observations[3].rate_limit_share = std::nan("");
    CHECK_FALSE(fit_laws(input).usl.refused);
    input.observations[5].tail_share = 0.6;
    CHECK(says(fit_laws(input).usl, "at 32 workers idle tails are 60 %"));
}

TEST_CASE("failed trials and mixed items are refused") {
    auto failed = exact({}, six_counts);
    failed.failed_trials = 2;
    CHECK(says(fit_laws(failed).usl, "2 trials failed"));
    CHECK(says(fit_laws(failed).amdahl, "2 trials failed"));
    auto mixed = exact({}, six_counts);
    mixed.mixed_items = true;
    CHECK(says(fit_laws(mixed).usl, "the same items"));
    mixed.failed_trials = 1;  // every reason is named
    CHECK(says(fit_laws(mixed).usl, "1 trial failed"));
    CHECK(says(fit_laws(mixed).usl, "the same items"));
}

TEST_CASE("a law that misses what is left out by more than a tenth is refused") {
    auto input = exact({100, 0.1, 0}, six_counts);
    CHECK(*fit_laws(input).amdahl.leave_one_out < 1e-6);
    input.observations[3].time_s *= 1.4;
    const auto fits = fit_laws(input);
    CHECK(*fits.amdahl.leave_one_out > 0.1);
    CHECK(fits.amdahl.worst_left_out == 8);
    CHECK(says(fits.amdahl, "worker counts left out of the fit are missed by"));
    CHECK(says(fits.usl, "most at 8 workers"));
}

TEST_CASE("residuals with a pattern that the repeats do not explain are refused") {
    law_input input;
    const true_law law{100, 0.1, 0};
    const std::vector<double> misses{-0.03, 0.03, -0.03, 0.03, -0.03, 0.03};
    for (std::size_t i = 0; i < six_counts.size(); ++i)
        for (const double repeat : {-0.002, 0.0, 0.002})
            observe(input, six_counts[i], law.time_at(six_counts[i]) * std::exp(misses[i] + repeat));
    const auto fits = fit_laws(input);
    CHECK(*fits.repeat_sd == doctest::Approx(0.002).epsilon(1e-6));
    CHECK(*fits.amdahl.leave_one_out < 0.1);
    CHECK(says(fits.amdahl, "more than twice what repeats differ by"));
    CHECK(says(fits.usl, "more than twice what repeats differ by"));
    for (std::size_t i = 0; i < input.observations.size(); ++i)  // the same misses among noisy repeats
        input.observations[i].time_s *= std::exp((static_cast<double>(i % 3) - 1) * 0.04);
    CHECK_FALSE(fit_laws(input).amdahl.refused);
}

TEST_CASE("noise alone is hardly ever taken for a pattern") {
    random_source random(5);
    int refused = 0;
    for (int i = 0; i < 200; ++i)
        refused += fit_laws(noisy({}, {1, 2, 4, 8, 16, 24}, 3, 0.02, random), {0, 1}).usl.refused ? 1 : 0;
    CHECK(refused <= 2);
}

TEST_CASE("times that rise and fall end in words, not in a crash") {
    for (const std::vector<double>& times : {std::vector<double>{10, 100, 5, 200, 1, 50},
                                             {1, 2, 4, 8, 16, 32},
                                             {1, 1e3, 1e6, 1e9, 1e12, 1e15},
                                             {1e-300, 1e300, 1e-300, 1e300, 1e-300, 1e300},
                                             {100, 1, 1, 1, 1, 1},
                                             {100, 10, 1, 0.1, 0.01, 0.001}}) {
        law_input input;
        for (std::size_t i = 0; i < times.size(); ++i) observe(input, six_counts[i], times[i]);
        const auto fits = fit_laws(input);
        CHECK_FALSE(describe_laws(fits).empty());
        CHECK(describe_laws(fits).find("inf") == std::string::npos);
        CHECK(to_json(fits).dump().find("null") != std::string::npos);
        for (const auto* fit : {&fits.usl, &fits.amdahl}) {
            if (!fit->baseline_s) CHECK(fit->refused);
            else CHECK(std::isfinite(fit->baseline_s->value));
            if (fit->sigma) CHECK(fit->sigma->value >= 0);
            if (fit->kappa) CHECK(fit->kappa->value >= 0);
        }
    }
    law_input superlinear;  // each time faster than any sharing out could make it
    for (const int n : six_counts) observe(superlinear, n, 100.0 / (n * n));
    const auto fits = fit_laws(superlinear);
    CHECK(fits.amdahl.sigma->value == 0);
    CHECK(fits.amdahl.refused);
    law_input enormous;
    for (const int n : {1, 1000, 1'000'000, 500'000'000, INT_MAX}) observe(enormous, n, 1.0 + 1.0 / n);
    CHECK(std::isfinite(fit_laws(enormous).usl.baseline_s->value));
}
