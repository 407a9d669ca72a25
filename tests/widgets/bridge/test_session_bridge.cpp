// The way between engine threads and the window: order, batching, and safe ends.
#include <QDeadlineTimer>
#include <QSignalSpy>
#include <atomic>
#include <thread>

#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/bridge/session_bridge.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

run_event job(int number) { return job_started{{1}, {1}, number, 1, 0, 0}; }

// QTRY_… looks every 50 ms only, which thousands of cycles would spend asleep.
template <class Condition>
bool becomes_true(Condition condition) {
    const QDeadlineTimer patience(60'000);
    while (!condition() && !patience.hasExpired()) {
        QCoreApplication::processEvents();
        std::this_thread::yield();
    }
    return condition();
}

struct attached_bridge {
    session_bridge bridge;
    fake_session* session;
    attached_bridge() {
        auto made = std::make_unique<fake_session>();
        session = made.get();
        bridge.attach(std::move(made));
    }
};

}  // namespace

class test_session_bridge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void events_arrive_in_order_on_the_gui_thread() {
        attached_bridge setup;
        std::vector<int> seen;
        connect(&setup.bridge, &session_bridge::events_arrived, this, [&](const event_batch& events) {
            QCOMPARE(QThread::currentThread(), qApp->thread());
            for (const run_event& event : events) seen.push_back(std::get<job_started>(event).item);
        });
        constexpr int count = 50'000;
        std::thread engine([&] {
            for (int i = 0; i < count; ++i) setup.session->send(job(i));
        });
        const bool all_seen = becomes_true([&] { return static_cast<int>(seen.size()) == count; });
        engine.join();
        QVERIFY(all_seen);
        QVERIFY(std::ranges::is_sorted(seen));
    }

    void many_events_make_few_batches() {
        attached_bridge setup;
        int batches = 0;
        std::size_t events_seen = 0;
        connect(&setup.bridge, &session_bridge::events_arrived, this, [&](const event_batch& events) {
            ++batches;
            events_seen += events.size();
        });
        for (int i = 0; i < 10'000; ++i) setup.session->send(job(i));
        QTRY_COMPARE_WITH_TIMEOUT(events_seen, std::size_t{10'000}, 60'000);
        QCOMPARE(batches, 1);  // nothing was delivered between the sends, so one wake-up takes all
    }

    void progress_that_nobody_saw_is_replaced_by_newer() {
        attached_bridge setup;
        event_batch seen;
        connect(&setup.bridge, &session_bridge::events_arrived, this,
                [&](const event_batch& events) { seen.insert(seen.end(), events.begin(), events.end()); });
        for (int done = 0; done < 100; ++done) {
            run_progress progress;
            progress.jobs_done = done;
            setup.session->send(progress);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!seen.empty(), 60'000);
        QCOMPARE(seen.size(), std::size_t{1});
        QCOMPARE(std::get<run_progress>(seen.front()).jobs_done, 99);
    }

    void milestones_survive_a_window_that_does_not_keep_up() {
        attached_bridge setup;
        bool finished = false;
        connect(&setup.bridge, &session_bridge::events_arrived, this, [&](const event_batch& events) {
            QVERIFY(events.size() <= 200'001);
            finished |= std::holds_alternative<run_finished>(events.back());
        });
        for (int i = 0; i < 250'000; ++i) setup.session->send(job(i));
        setup.session->send(run_finished{});
        QTRY_VERIFY_WITH_TIMEOUT(finished, 60'000);
    }

    void no_wake_up_is_lost() {
        for (int cycle = 0; cycle < 2'000; ++cycle) {
            attached_bridge setup;
            int seen = 0;
            connect(&setup.bridge, &session_bridge::events_arrived, this,
                    [&](const event_batch& events) { seen += static_cast<int>(events.size()); });
            std::thread engine([&] {
                for (int i = 0; i < 3; ++i) setup.session->send(job(i));
            });
            const bool all_seen = becomes_true([&] { return seen == 3; });
            engine.join();
            QVERIFY(all_seen);
        }
    }

    void may_end_while_events_flow() {
        for (int cycle = 0; cycle < 2'000; ++cycle) {
            attached_bridge setup;
            std::atomic<bool> go_on = true;
            // The session outlives the sending thread, as the real one joins its own.
            std::thread engine([&, session = setup.session] {
                for (int i = 0; go_on && i < 200; ++i) session->send(job(i));
            });
            if (cycle % 3 == 0) QCoreApplication::processEvents();
            go_on = cycle % 2 == 0;
            engine.join();
        }
    }

    void may_be_closed_with_events_on_their_way() {
        for (int cycle = 0; cycle < 2'000; ++cycle) {
            attached_bridge setup;
            int seen = 0;
            connect(&setup.bridge, &session_bridge::events_arrived, this, [&](const event_batch&) { ++seen; });
            setup.session->send(job(1));
            setup.bridge.close();
            QCoreApplication::processEvents();
            QCOMPARE(seen, 0);
        }
    }

    void answers_come_to_the_gui_thread() {
        attached_bridge setup;
        std::optional<int> answer;
        setup.bridge.ask(
            this, [](engine_session&) { return QThread::currentThread() == qApp->thread() ? 1 : 2; },
            [&](int value) {
                QCOMPARE(QThread::currentThread(), qApp->thread());
                answer = value;
            });
        QVERIFY(!answer);  // never from inside the call
        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 60'000);
        QCOMPARE(*answer, 2);
        QCOMPARE(setup.bridge.pending(), 0);
    }

    void an_answer_for_someone_gone_is_dropped() {
        attached_bridge setup;
        bool delivered = false;
        auto* asker = new QObject;
        setup.bridge.ask(
            asker, [](engine_session&) { return 1; }, [&](int) { delivered = true; });
        delete asker;
        QTRY_COMPARE_WITH_TIMEOUT(setup.bridge.pending(), 0, 60'000);
        QVERIFY(!delivered);
    }

    void an_answer_of_a_closed_library_is_dropped() {
        attached_bridge setup;
        bool delivered = false;
        setup.bridge.ask(
            this, [](engine_session&) { return 1; }, [&](int) { delivered = true; });
        setup.bridge.close();
        setup.bridge.attach(std::make_unique<fake_session>());
        QTRY_COMPARE_WITH_TIMEOUT(setup.bridge.pending(), 0, 60'000);
        QVERIFY(!delivered);
    }

    void closing_stops_a_sweep() {
        attached_bridge setup;
        QSignalSpy closed(&setup.bridge, &session_bridge::session_closed);
        setup.bridge.close();
        QCOMPARE(closed.count(), 1);
        QVERIFY(!setup.bridge.attached());
        setup.bridge.close();
        QCOMPARE(closed.count(), 1);
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_session_bridge)
#include "test_session_bridge.moc"
