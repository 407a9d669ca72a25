// From events to what the progress display says.
#include <QSignalSpy>

#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/bridge/live_run.h"
#include "widgets/bridge/sweep_control.h"
#include "widgets/panels/live_panel.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

run_started started(int planned, int to_do) {
    run_started event;
    event.run = {7};
    event.name = "demo";
    event.trials_planned = planned;
    event.trials_to_do = to_do;
    event.items = 10;
    return event;
}

trial_started trial_of(int workers, int jobs) {
    trial_started event;
    event.run = {7};
    event.workers = workers;
    event.jobs = jobs;
    return event;
}

trial_finished finished(trial_state state) {
    trial_finished event;
    event.run = {7};
    event.summary.state = state;
    return event;
}

run_progress progress(int done, int total) {
    run_progress event;
    event.run = {7};
    event.jobs_done = done;
    event.jobs_total = total;
    event.trials_total = 4;
    return event;
}

}  // namespace

class test_live_run : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void share_counts_trials_and_the_jobs_of_the_one_under_way() {
        live_state state;
        QCOMPARE(share_done(state), 0.0);
        fold(state, started(4, 4));
        fold(state, trial_of(1, 10));
        fold(state, progress(5, 10));
        QCOMPARE(share_done(state), 0.125);
        fold(state, finished(trial_state::complete));
        QCOMPARE(share_done(state), 0.25);
        QVERIFY(!state.current_trial);
    }

    void two_in_turn_are_one_sweep() {
        live_state state;
        auto a = started(4, 4), b = started(4, 4);
        a.in_turn = b.in_turn = true;
        a.name = "copy (A)";
        b.name = "copy (B)";
        b.run = {8};
        const auto tell = [&state](run_id run, int done) {
            auto both = progress(0, 10);
            both.run = run;
            both.trials_done = done;
            both.trials_total = 8;
            fold(state, both);
        };
        fold(state, a);
        fold(state, trial_of(1, 10));
        tell({7}, 0);
        fold(state, finished(trial_state::complete));
        tell({7}, 1);
        QCOMPARE(share_done(state), 0.125);
        fold(state, b);
        QCOMPARE(headline_of(state, false), QStringLiteral("In turn, now “copy (B)”"));
        QCOMPARE(share_done(state), 0.125);  // B does not begin anew
        auto of_b = trial_of(2, 10);
        of_b.run = {8};
        fold(state, of_b);
        tell({8}, 1);
        fold(state, trial_of(1, 10));  // A's turn again
        QCOMPARE(state.run, run_id{7});
        QCOMPARE(headline_of(state, false), QStringLiteral("In turn, now “copy (A)”"));
        tell({7}, 8);
        fold(state, run_finished{{7}, run_state::complete, {}, 1});
        fold(state, run_finished{{8}, run_state::complete, {}, 2});
        QCOMPARE(headline_of(state, false),
                 QStringLiteral("“copy (A)” and “copy (B)” in turn: complete, 8 trials, 3 with failures"));
        // The next sweep has nothing of them.
        fold(state, started(4, 4));
        QVERIFY(state.in_turn.empty());
        QCOMPARE(share_done(state), 0.0);
    }

    void of_a_load_or_a_soak_the_planned_time_says_how_far_it_is() {
        live_state state;
        fold(state, started(4, 4));
        fold(state, trial_of(1, 10));
        auto halfway = progress(0, 10);
        halfway.trial_share = 0.5;
        fold(state, halfway);
        QCOMPARE(share_done(state), 0.125);
        fold(state, finished(trial_state::complete));
        QCOMPARE(share_done(state), 0.25);
        fold(state, trial_of(1, 10));
        QCOMPARE(share_done(state), 0.25);  // nothing of the share before
    }

    void samples_of_a_soak_are_kept_small_and_bounded() {
        live_state state;
        fold(state, started(1, 1));
        fold(state, trial_of(4, 4));
        QVERIFY(!state.soak);
        for (int i = 0; i <= 12'000; ++i) {
            soak_sampled event{{7}, {3}, {}};
            event.sample.at_ns = i * 1'000'000'000LL;
            event.sample.length_ns = i == 0 ? 0 : 1'000'000'000;
            event.sample.used.set(resource::own_memory, 1'000'000 + i);
            if (i > 0) event.sample.gaps.add(20'000'000, 30);
            fold(state, event);
        }
        QCOMPARE(state.soak_samples, 12'001);
        const auto& course = state.soak->course();
        QCOMPARE(course.workers, 4);
        QVERIFY(course.live && course.own_process);
        QVERIFY(course.memory_bytes.values.size() <= 5001 && course.memory_bytes.values.size() > 1000);
        QCOMPARE(course.end_ns(), 12'000 * 1'000'000'000LL);
        QVERIFY(course.cpu_pct.empty());  // which was not read
        // 30 gaps a sample: a p99 stands for 17 of them.
        QCOMPARE(course.gap_p99.values.front().end_ns, 17 * 1'000'000'000LL);
        fold(state, finished(trial_state::complete));
        QVERIFY(!state.soak->course().live);
        // The next trial begins anew.
        fold(state, trial_of(8, 8));
        soak_sampled next{{7}, {4}, {}};
        next.sample.used.set(resource::own_memory, 5);
        fold(state, next);
        QCOMPARE(state.soak->course().workers, 8);
        QCOMPARE(state.soak->course().memory_bytes.values.size(), 1U);
        fold(state, started(1, 1));
        QVERIFY(!state.soak);
    }

    void a_resumed_run_begins_where_it_stopped() {
        live_state state;
        fold(state, started(4, 1));
        QCOMPARE(share_done(state), 0.75);
        fold(state, trial_of(8, 10));
        fold(state, finished(trial_state::complete));
        QCOMPARE(share_done(state), 1.0);
    }

    void a_cancelled_trial_is_not_done() {
        live_state state;
        fold(state, started(4, 4));
        fold(state, trial_of(1, 10));
        fold(state, finished(trial_state::cancelled));
        QCOMPARE(share_done(state), 0.0);
    }

    void only_final_failures_count() {
        live_state state;
        fold(state, started(1, 1));
        job_finished failure;
        failure.span.state = attempt_state::failed;
        failure.final = false;
        fold(state, failure);
        QCOMPARE(state.jobs_failed_in_run, 0);
        failure.final = true;
        fold(state, failure);
        QCOMPARE(state.jobs_failed_in_run, 1);
    }

    void headlines_say_what_happened() {
        live_state state;
        QCOMPARE(headline_of(state, false), QStringLiteral("No sweep is running"));
        QCOMPARE(headline_of(state, true), QStringLiteral("Checking the workload…"));
        auto begun = started(4, 4);
        begun.simulated = true;
        fold(state, begun);
        QCOMPARE(headline_of(state, false), QStringLiteral("Running “demo” (simulated)"));
        fold(state, trial_of(1, 10));
        fold(state, finished(trial_state::complete));
        fold(state, run_finished{{7}, run_state::cancelled, "", 0});
        QCOMPARE(headline_of(state, false), QStringLiteral("“demo” was stopped after 1 of 4 trials; it can be resumed"));
        fold(state, run_finished{{7}, run_state::failed, "the server said no", 0});
        QVERIFY(headline_of(state, false).endsWith(QStringLiteral("the server said no")));
    }

    void signals_come_for_milestones() {
        live_run live;
        QSignalSpy changed(&live, &live_run::changed);
        QSignalSpy stored(&live, &live_run::trial_stored);
        QSignalSpy ended(&live, &live_run::run_ended);
        live.take(
            {started(2, 2), trial_of(1, 1), finished(trial_state::complete), run_finished{{7}, run_state::complete, "", 0}});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(stored.count(), 1);
        QCOMPARE(ended.count(), 1);
    }

    void busy_from_the_press_of_run_to_the_end() {
        session_bridge bridge;
        auto made = std::make_unique<fake_session>();
        fake_session* session = made.get();
        session->on_start = [session](const run_request&) -> result<run_id> {
            session->send(started(1, 1));
            return run_id{7};
        };
        bridge.attach(std::move(made));
        sweep_control control(bridge);
        control.start({});
        QVERIFY(control.busy());
        QTRY_VERIFY_WITH_TIMEOUT(!control.starting() && control.state().busy(), 60'000);
        QVERIFY(control.busy());
        control.stop();
        QVERIFY(control.state().now == live_state::phase::stopping);
        QCOMPARE(session->stops.load(), 1);
        session->send(run_finished{{7}, run_state::cancelled, "", 0});
        QTRY_VERIFY_WITH_TIMEOUT(!control.busy(), 60'000);
    }

    void a_sweep_that_ends_at_once_leaves_nothing_busy() {
        session_bridge bridge;
        auto made = std::make_unique<fake_session>();
        fake_session* session = made.get();
        session->on_start = [session](const run_request&) -> result<run_id> {
            session->send(started(1, 1));
            session->send(run_finished{{7}, run_state::complete, "", 0});
            return run_id{7};
        };
        bridge.attach(std::move(made));
        for (int cycle = 0; cycle < 200; ++cycle) {
            sweep_control control(bridge);
            control.start({});
            QTRY_VERIFY_WITH_TIMEOUT(!control.busy(), 60'000);
        }
    }

    void a_refused_start_is_said_and_leaves_nothing_busy() {
        session_bridge bridge;
        auto made = std::make_unique<fake_session>();
        made->on_start = [](const run_request&) -> result<run_id> {
            return fail(error_kind::network, "connection refused");
        };
        bridge.attach(std::move(made));
        sweep_control control(bridge);
        QString said;
        connect(&control, &sweep_control::refused, this,
                [&](const QString&, const error& why) { said = QString::fromStdString(why.message); });
        control.start({});
        QTRY_COMPARE_WITH_TIMEOUT(said, QStringLiteral("connection refused"), 60'000);
        QVERIFY(!control.busy());
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_live_run)
#include "test_live_run.moc"
