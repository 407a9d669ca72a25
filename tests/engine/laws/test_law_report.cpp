#include <doctest/doctest.h>

#include "engine/laws/law_report.h"
#include "tests/engine/analysis/made_up_runs.h"
#include "tests/engine/laws/made_up_laws.h"

using namespace sweeplab;
using namespace sweeplab::test;

TEST_CASE("a curve's repeats are what is fitted, capped where no worker gets an item") {
    const auto input = law_input_from(make_scaling_curve(published_benchmark()));
    CHECK(input.observations.size() == 5);
    CHECK(input.usable_workers == 12);
    CHECK(input.failed_trials == 0);
    CHECK_FALSE(input.mixed_items);
    const auto fits = fit_laws(input);
    CHECK(fits.reported == law_fits::law::amdahl);
    CHECK(fits.amdahl.sigma->value == doctest::Approx(0.122).epsilon(0.005));
    CHECK(describe_laws(fits).starts_with("Amdahl (an illustration): σ 12.2 % ("));
}

TEST_CASE("every counted repeat is a point of its own; failed trials and other items are seen") {
    auto run = made_up_run({{1, 100}, {1, 101}, {2, 51}, {2, 52}, {4, 27}, {4, 28}});
    CHECK(law_input_from(make_scaling_curve(run)).observations.size() == 6);
    run.trials[1].excluded = "a backup ran";  // no failure: a person took it out
    auto input = law_input_from(make_scaling_curve(run));
    CHECK(input.observations.size() == 5);
    CHECK(input.failed_trials == 0);
    run.trials[5].state = trial_state::failed;
    run.trials[5].failed = 3;
    CHECK(law_input_from(make_scaling_curve(run)).failed_trials == 1);
    run.trials[4].jobs = 11;
    CHECK(law_input_from(make_scaling_curve(run)).mixed_items);
}

TEST_CASE("a loss report gives the shares that speak against a law") {
    const auto curve = make_scaling_curve(made_up_run({{1, 100}, {2, 51}, {4, 27}}));
    loss_report losses;
    losses.points.resize(2);
    losses.points[0].workers = 4;
    losses.points[0].mean.total = 1000;
    losses.points[0].mean.rate_limit = 300;
    losses.points[0].mean.idle = 100;
    losses.points[1].workers = 2;  // an account of nothing has no shares
    const auto input = law_input_from(curve, &losses);
    REQUIRE(input.observations.size() == 3);
    CHECK_FALSE(input.observations[0].rate_limit_share);
    CHECK_FALSE(input.observations[1].tail_share);
    CHECK(*input.observations[2].rate_limit_share == doctest::Approx(0.3));
    CHECK(*input.observations[2].tail_share == doctest::Approx(0.1));
}

TEST_CASE("the JSON has the keys that others read, and null where there is nothing") {
    auto capped = published_times();
    capped.usable_workers = 12;
    const auto document = to_json(fit_laws(capped));
    const auto& usl = document["usl"];
    CHECK(usl["t1_s"].get<double>() == doctest::Approx(171.4).epsilon(0.001));
    CHECK(usl["sigma"].is_number());
    CHECK(usl["kappa"] == 0);
    CHECK(usl["peak_workers"].is_null());
    CHECK(usl["refused"].is_string());
    CHECK(usl["interval_method"] == "profile");
    const auto& amdahl = document["amdahl"];
    CHECK(amdahl["sigma"].get<double>() == doctest::Approx(0.122).epsilon(0.005));
    CHECK(amdahl["refused"].is_null());
    CHECK(amdahl["sigma_interval"].size() == 2);
    CHECK(amdahl["leave_one_out"].is_number());
    CHECK_FALSE(amdahl.contains("kappa"));
    CHECK(document["reported"] == "amdahl");
    const auto relative = to_json(fit_laws(exact({}, {2, 4, 8, 16, 32})));
    CHECK(relative["usl"]["t1_s"].is_null());  // never extrapolated to
    CHECK(relative["usl"]["baseline_workers"] == 2);
    CHECK(relative["usl"]["baseline_s"].is_number());
    const auto nothing = to_json(fit_laws({}));
    for (const auto* key : {"t1_s", "sigma", "kappa", "peak_workers", "leave_one_out", "baseline_workers"})
        CHECK(nothing["usl"][key].is_null());
    CHECK(nothing["usl"]["refused"] == "nothing was measured");
    CHECK(nothing["reported"].is_null());
}

TEST_CASE("a person reads which law, how sure, and why not") {
    random_source random(1);
    const auto usl = describe_laws(fit_laws(noisy({100, 0.02, 0.002}, {1, 2, 4, 8, 16, 32}, 3, 0.001, random)));
    CHECK_MESSAGE(usl.starts_with("USL (an illustration): σ "), usl);
    CHECK_MESSAGE(usl.find(", κ 0.") != std::string::npos, usl);
    CHECK_MESSAGE(usl.find("; shortest near 22 workers.") != std::string::npos, usl);
    auto failed = exact({}, {1, 2, 4, 8, 16, 32});
    failed.failed_trials = 1;
    CHECK(describe_laws(fit_laws(failed)) ==
          "No law fits: 1 trial failed or came to no end. Too few repeats to tell a pattern in the residuals from noise.");
    random_source again(1);
    const auto bent = fit_laws(noisy({100, 0.02, 0.01}, {1, 4, 8, 12}, 5, 0.01, again));
    CHECK(*bent.usl.kappa->lo > 0);  // clearly no Amdahl, and too few counts for the USL
    CHECK(bent.reported == law_fits::law::none);
    CHECK(describe_laws(bent).starts_with("No USL: needs 5 different worker counts, and there are 4. No Amdahl: "));
    const auto flat = describe_laws(fit_laws(noisy({100, 0.1, 0}, {1, 2, 4, 8, 16}, 3, 0.01, random)));
    CHECK_MESSAGE(flat.starts_with("Amdahl (an illustration): σ "), flat);
    CHECK_MESSAGE(flat.find("The USL's κ may well be 0.") != std::string::npos, flat);
}
