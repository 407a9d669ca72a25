#include <doctest/doctest.h>

#include "engine/session/progress_meter.h"

using namespace sweeplab;

namespace {
instant at(double seconds) { return instant{} + from_seconds(seconds); }
}  // namespace

TEST_CASE("nothing is promised before the first job has ended") {
    progress_meter meter(run_id{1}, {{1, 1}, {2, 2}}, 0, 10);
    CHECK_FALSE(meter.progress(at(0)).eta_s);
    meter.trial_started(at(0));
    meter.job_started();
    const auto report = meter.progress(at(1));
    CHECK_FALSE(report.eta_s);
    CHECK_FALSE(report.tokens_per_s);
    CHECK(report.jobs_running == 1);
    CHECK(report.trials_total == 2);
}

TEST_CASE("after one job the rest follows from its time and the width") {
    progress_meter meter(run_id{1}, {{1, 1}, {5, 5}}, 3, 10);
    meter.trial_started(at(0));
    meter.job_started();
    meter.job_ended(at(2), from_seconds(2), 100, false, true);
    const auto report = meter.progress(at(2));
    // 10 jobs of 2 s at 1 worker less the 2 s gone, then 10 of 2 s at 5 workers.
    REQUIRE(report.eta_s);
    CHECK(*report.eta_s == doctest::Approx(18 + 4));
    CHECK(*report.tokens_per_s == doctest::Approx(50));
    CHECK(report.trials_done == 3);
    CHECK(report.trials_total == 5);
}

TEST_CASE("a measured trial is a better guess than the mean job") {
    progress_meter meter(run_id{1}, {{1, 1}, {1, 1}}, 0, 2);
    meter.trial_started(at(0));
    for (int i = 1; i <= 2; ++i) {
        meter.job_started();
        meter.job_ended(at(i), from_seconds(1), {}, false, true);
    }
    meter.trial_ended(at(7), from_seconds(7));
    CHECK(*meter.progress(at(7)).eta_s == doctest::Approx(7));
}

TEST_CASE("failed jobs are counted, attempts that will be repeated are not") {
    progress_meter meter(run_id{1}, {{1, 1}}, 0, 2);
    meter.trial_started(at(0));
    meter.job_started();
    meter.job_ended(at(1), {}, {}, true, false);
    CHECK(meter.progress(at(1)).jobs_done == 0);
    meter.job_started();
    meter.job_ended(at(2), {}, {}, true, true);
    const auto report = meter.progress(at(2));
    CHECK(report.jobs_done == 1);
    CHECK(report.jobs_failed == 1);
    CHECK_FALSE(report.eta_s);
}

TEST_CASE("a trial that runs past its expected time still has something left while jobs are") {
    progress_meter meter(run_id{1}, {{1, 1}}, 0, 3);
    meter.trial_started(at(0));
    meter.job_started();
    meter.job_ended(at(1), from_seconds(1), {}, false, true);
    CHECK(*meter.progress(at(100)).eta_s > 0);
}

TEST_CASE("a discarded trial is not done, and comes again") {
    progress_meter meter(run_id{1}, {{1, 1}, {2, 2}}, 0, 1);
    meter.trial_started(at(0));
    meter.trial_discarded();
    CHECK(meter.progress(at(1)).trials_done == 0);
    meter.trial_started(at(2));
    meter.trial_ended(at(4), from_seconds(2));
    CHECK(meter.progress(at(4)).trials_done == 1);
    CHECK(meter.progress(at(4)).trials_total == 2);
}

TEST_CASE("a load that comes at its own times lasts as long as it is planned, from the first moment on") {
    const duration planned = from_seconds(20);
    progress_meter meter(run_id{1}, {{1, 1, planned}, {4, 4, planned}}, 0, 2000);
    REQUIRE(meter.progress(at(0)).eta_s);
    CHECK(*meter.progress(at(0)).eta_s == doctest::Approx(40));
    meter.trial_started(at(0));
    // Answers are quick and most requests still to come: neither shortens nor lengthens it.
    meter.job_started();
    meter.job_ended(at(1), from_seconds(0.05), {}, false, true);
    CHECK(*meter.progress(at(1)).eta_s == doctest::Approx(19 + 20));
    meter.job_started();
    meter.job_ended(at(19), from_seconds(0.05), {}, false, true);
    CHECK(*meter.progress(at(19)).eta_s == doctest::Approx(1 + 20));
}

TEST_CASE("when the last request has come, what is left of a load is what still waits") {
    progress_meter meter(run_id{1}, {{2, 2, from_seconds(20)}}, 0, 100);
    meter.trial_started(at(0));
    for (int i = 0; i < 60; ++i) {
        meter.job_started();
        meter.job_ended(at(i * 0.33), from_seconds(1), {}, false, true);
    }
    CHECK(*meter.progress(at(10)).eta_s == doctest::Approx(10));
    CHECK(*meter.progress(at(21)).eta_s == doctest::Approx(40.0 / 2 / 2));
}

TEST_CASE("a load that took longer than planned is expected to again, one that was given up is not") {
    const duration planned = from_seconds(20);
    progress_meter meter(run_id{1}, {{1, 1, planned}, {1, 1, planned}, {1, 1, planned}}, 0, 10);
    meter.trial_started(at(0));
    meter.trial_ended(at(26), from_seconds(26));
    CHECK(*meter.progress(at(26)).eta_s == doctest::Approx(52));
    meter.trial_started(at(26));
    meter.trial_ended(at(30), std::nullopt);
    CHECK(*meter.progress(at(30)).eta_s == doctest::Approx(26));
}

TEST_CASE("of a load or a soak the share of its planned time says how far it is, of other work nothing does") {
    progress_meter meter(run_id{1}, {{2, 2, from_seconds(20)}, {2, 2}}, 0, 100);
    CHECK_FALSE(meter.progress(at(0)).trial_share);
    meter.trial_started(at(10));
    CHECK(*meter.progress(at(10)).trial_share == doctest::Approx(0));
    CHECK(*meter.progress(at(15)).trial_share == doctest::Approx(0.25));
    CHECK(*meter.progress(at(40)).trial_share == doctest::Approx(1));  // the last answers take longer
    meter.trial_ended(at(40), from_seconds(30));
    meter.trial_started(at(41));
    CHECK_FALSE(meter.progress(at(42)).trial_share);
}

TEST_CASE("a soak that was cut off goes on where it was, and its jobs are its clients") {
    progress_meter meter(run_id{1}, {{4, 4, from_seconds(60), from_seconds(45), 4}}, 0, 1000);
    CHECK(*meter.progress(at(0)).eta_s == doctest::Approx(15));
    CHECK(meter.progress(at(0)).jobs_total == 4);
    meter.trial_started(at(0));
    CHECK(*meter.progress(at(6)).trial_share == doctest::Approx(51.0 / 60));
    CHECK(*meter.progress(at(6)).eta_s == doctest::Approx(9));
}
