// The list of saved runs: every model under Qt's own tester, through refreshes, ticks, filters and changes.
#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/models/message_model.h"
#include "widgets/models/run_filter_model.h"
#include "widgets/models/run_list_model.h"
#include "widgets/models/words.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

struct fixture {
    session_bridge bridge;
    fake_session* session;
    run_library library{bridge};
    run_list_model model{library};
    run_filter_model filter;
    QAbstractItemModelTester model_tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester filter_tester{&filter, QAbstractItemModelTester::FailureReportingMode::QtTest};

    explicit fixture(std::vector<run_record> runs = {}) {
        filter.setSourceModel(&model);
        auto made = std::make_unique<fake_session>();
        session = made.get();
        session->library.runs = std::move(runs);
        bridge.attach(std::move(made));
        settle();
    }
    void settle() {
        QVERIFY(QTest::qWaitFor([this] { return bridge.pending() == 0; }, 60'000));
    }
    QStringList names() const {
        QStringList list;
        for (int row = 0; row < filter.rowCount(); ++row) list << filter.index(row, 0).data().toString();
        return list;
    }
};

run_record in_state(run_record run, run_state state) {
    run.summary.state = state;
    return run;
}

}  // namespace

class test_run_models : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_is_ticked_is_loading_until_it_is_here_or_cannot_be_read() {
        fixture f({example_run(2, "beta"), example_run(1, "alpha")});
        QVERIFY(!f.library.loading());
        bool at_once = false;
        connect(&f.library, &run_library::shown_changed, &f.model, [&] { at_once |= f.library.loading(); });
        f.library.set_ticked_only({{1}});
        QVERIFY(at_once);
        QVERIFY(f.library.loading());
        f.settle();
        QVERIFY(!f.library.loading());
        f.library.reload({1});
        QVERIFY(!f.library.loading());  // what was read before is seen meanwhile
        f.settle();
        {
            const std::lock_guard lock(f.session->library.mutex);
            f.session->library.refuses = error{error_kind::io, "the disk is gone", {}, {}};
        }
        f.library.set_ticked_only({{2}});
        QVERIFY(f.library.loading());
        f.settle();
        QVERIFY(!f.library.loading());
        QVERIFY(f.library.shown().empty());
    }

    void rows_follow_the_library() {
        fixture f({example_run(2, "beta"), example_run(1, "alpha")});
        QCOMPARE(f.names(), QStringList({"beta", "alpha"}));
        QSignalSpy resets(&f.model, &QAbstractItemModel::modelReset);
        {
            const std::lock_guard lock(f.session->library.mutex);
            f.session->library.runs.insert(f.session->library.runs.begin(), example_run(3, "gamma"));
        }
        f.library.refresh();
        f.settle();
        QCOMPARE(f.names(), QStringList({"gamma", "beta", "alpha"}));
        f.library.remove({{2}});
        f.settle();
        f.settle();
        QCOMPARE(f.names(), QStringList({"gamma", "alpha"}));
        QCOMPARE(resets.count(), 0);  // what is selected stays so
    }

    void ticking_loads_a_run() {
        fixture f({example_run(2, "beta"), example_run(1, "alpha")});
        QSignalSpy shown(&f.library, &run_library::shown_changed);
        QVERIFY(f.model.setData(f.model.index_of({1}), Qt::Checked, Qt::CheckStateRole));
        f.settle();
        QVERIFY(shown.count() >= 1);
        QCOMPARE(f.library.shown().size(), std::size_t{1});
        QCOMPARE(f.library.shown().front()->curve.points.size(), std::size_t{3});
        QVERIFY(f.model.setData(f.model.index_of({1}), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(f.library.shown().empty());
    }

    void curves_keep_the_order_in_which_runs_were_ticked() {
        fixture f({example_run(3, "c"), example_run(2, "b"), example_run(1, "a")});
        for (const int id : {2, 3, 1}) f.library.set_ticked({id}, true);
        f.settle();
        std::vector<std::int64_t> order;
        for (const auto& run : f.library.shown()) order.push_back(run->record.summary.id.value);
        QCOMPARE(order, (std::vector<std::int64_t>{2, 3, 1}));
        f.library.set_ticked({3}, false);
        f.library.set_ticked({3}, true);
        f.settle();
        QCOMPARE(f.library.shown().back()->record.summary.id.value, std::int64_t{3});
    }

    void a_deleted_run_can_be_taken_back() {
        fixture f({example_run(2, "b"), example_run(1, "a")});
        f.library.remove({{1}, {2}});
        f.settle();
        f.settle();
        QVERIFY(f.names().isEmpty());
        f.library.restore({{1}, {2}});
        f.settle();
        f.settle();
        QCOMPARE(f.library.runs().size(), std::size_t{2});
        QVERIFY(f.library.find({1}) && f.library.find({2}));
        QVERIFY(!f.library.find({3}));
    }

    void runs_of_a_host_stand_together_under_its_name() {
        fixture f({example_run(4, "d", "laptop"), example_run(3, "c", "big box"), example_run(2, "b", "laptop"),
                   example_run(1, "a", "big box")});
        const auto headings = [&f] {
            QStringList list;
            for (int row = 0; row < f.filter.rowCount(); ++row)
                list << f.filter.index(row, 0).data(run_filter_model::heading_role).toString();
            return list;
        };
        QCOMPARE(headings().join(QString()), QString());
        f.filter.set_grouping(run_grouping::host);
        QCOMPARE(f.names(), QStringList({"c", "a", "d", "b"}));  // newest first in each
        QCOMPARE(headings(), QStringList({"big box", "", "laptop", ""}));
        f.filter.set_text("laptop");
        QCOMPARE(headings(), QStringList({"laptop", ""}));
        f.filter.set_text({});
        {
            const std::lock_guard lock(f.session->library.mutex);
            f.session->library.runs.insert(f.session->library.runs.begin(), example_run(5, "e", "big box"));
        }
        f.library.refresh();
        f.settle();
        QCOMPARE(f.names(), QStringList({"e", "c", "a", "d", "b"}));
        f.filter.set_grouping(run_grouping::none);
        QCOMPARE(f.names(), QStringList({"e", "d", "c", "b", "a"}));
    }

    void old_runs_can_be_left_out() {
        auto old = example_run(1, "old");
        old.summary.started_at = wall_clock_now() - 10LL * 24 * 3600 * 1000;
        auto fresh = example_run(2, "fresh");
        fresh.summary.started_at = wall_clock_now() - 1000;
        fixture f({fresh, old});
        QVERIFY(!f.filter.filters());
        f.filter.set_since(wall_clock_now() - 7LL * 24 * 3600 * 1000);
        QVERIFY(f.filter.filters());
        QCOMPARE(f.names(), QStringList({"fresh"}));
        f.filter.set_since(0);
        QCOMPARE(f.names(), QStringList({"fresh", "old"}));
    }

    void a_new_name_is_found_at_once() {
        fixture f({example_run(1, "Zebra")});
        f.filter.set_text("ZEBRA");
        QCOMPARE(f.filter.rowCount(), 1);
        f.filter.set_text({});
        QVERIFY(f.model.setData(f.model.index_of({1}), "Omega", Qt::EditRole));
        f.filter.set_text("omega");
        QCOMPARE(f.filter.rowCount(), 1);
    }

    void a_deleted_run_is_no_longer_shown() {
        fixture f({example_run(1, "a")});
        f.library.set_ticked({1}, true);
        f.settle();
        f.library.remove({{1}});
        f.settle();
        f.settle();
        QVERIFY(f.library.shown().empty());
        QVERIFY(f.library.ticked().empty());
    }

    void a_run_that_grows_is_read_again() {
        fixture f({example_run(1, "a", "here", {1, 2})});
        f.library.set_ticked({1}, true);
        f.settle();
        {
            const std::lock_guard lock(f.session->library.mutex);
            f.session->library.runs.front() = example_run(1, "a", "here", {1, 2, 4, 8});
        }
        for (int i = 0; i < 50; ++i) f.library.reload({1});  // become two reads at most
        QVERIFY(f.bridge.pending() <= 2);
        f.settle();
        f.settle();
        QCOMPARE(f.library.shown().front()->curve.points.size(), std::size_t{4});
    }

    void words_host_and_state_narrow_the_list() {
        auto tagged = example_run(4, "delta", "laptop");
        tagged.summary.tags = {"nightly"};
        tagged.summary.notes = "after the upgrade";
        fixture f({tagged, in_state(example_run(3, "gamma", "laptop"), run_state::failed), example_run(2, "beta"),
                   example_run(1, "alpha")});
        f.filter.set_text("LAPTOP");
        QCOMPARE(f.names(), QStringList({"delta", "gamma"}));
        f.filter.set_text("upgrade #nightly");
        QCOMPARE(f.names(), QStringList({"delta"}));
        f.filter.set_text("upgrade failed");
        QVERIFY(f.names().isEmpty());
        f.filter.set_text({});
        f.filter.set_host("laptop");
        f.filter.set_state(run_state::failed);
        QCOMPARE(f.names(), QStringList({"gamma"}));
        f.filter.set_host({});
        f.filter.set_state(std::nullopt);
        QCOMPARE(f.filter.rowCount(), 4);
        QVERIFY(!f.filter.filters());
    }

    void renaming_and_stars_reach_the_store() {
        fixture f({example_run(1, "alpha")});
        const QModelIndex row = f.model.index(0);
        QVERIFY(f.model.setData(row, "omega", Qt::EditRole));
        QVERIFY(!f.model.setData(row, "   ", Qt::EditRole));
        QVERIFY(f.model.setData(row, true, run_list_model::starred_role));
        f.settle();
        f.settle();
        QCOMPARE(f.session->library.runs.front().summary.name, std::string("omega"));
        QVERIFY(f.session->library.runs.front().summary.starred);
        QCOMPARE(f.names(), QStringList({"omega"}));
    }

    void a_failing_store_is_said_and_loses_nothing() {
        fixture f({example_run(1, "alpha")});
        QStringList said;
        connect(&f.library, &run_library::failed, this,
                [&](const QString& doing, const error& why) { said << doing + ": " + QString::fromStdString(why.message); });
        f.session->library.refuses = error{error_kind::io, "the disk is full", "", ""};
        f.library.rename({1}, "omega");
        f.settle();
        f.settle();
        QVERIFY(!said.isEmpty());
        QVERIFY(said.front().contains("the disk is full"));
        QCOMPARE(f.names(), QStringList({"alpha"}));
    }

    void a_row_says_everything_to_assistive_tools() {
        auto run = in_state(example_run(1, "alpha"), run_state::interrupted);
        run.summary.trials_complete = 1;
        run.summary.simulated = true;
        fixture f({run});
        const QString text = f.model.index(0).data(Qt::AccessibleTextRole).toString();
        for (const char* part : {"alpha", "Test machine", "interrupted", "1 of 3 trials", "1, 2, 4", "simulated"})
            QVERIFY2(text.contains(QLatin1String(part)), part);
        QCOMPARE(f.model.index(0).data(run_list_model::badges_role).toStringList(),
                 QStringList({"interrupted", "simulated"}));
    }

    void the_log_is_bounded_and_counts_repetitions() {
        message_model log;
        QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < 3; ++i) log.add(run_message::level::warning, "slow");
        QCOMPARE(log.rowCount(), 1);
        QVERIFY(log.index(0).data().toString().endsWith("(3 times)"));
        for (int i = 0; i < message_model::most_rows + 10; ++i) log.add(run_message::level::note, QString::number(i));
        QCOMPARE(log.rowCount(), message_model::most_rows);
        QVERIFY(log.index(log.rowCount() - 1).data().toString().endsWith(QString::number(message_model::most_rows + 9)));
        log.clear();
        QCOMPARE(log.rowCount(), 0);
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_run_models)
#include "test_run_models.moc"
