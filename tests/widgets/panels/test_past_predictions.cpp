// How good past predictions were: a line in the Advice page, and the list behind it.
#include "widgets/panels/past_predictions.h"

#include <QPushButton>
#include <QTableView>
#include <QTimer>

#include "tests/widgets/panels/asked_page.h"
#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/advice/advice_tables.h"
#include "widgets/advice/prediction_section.h"
#include "widgets/dialogs/past_predictions_dialog.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

// 8 workers predicted 10 % too long.
run_record predicted_run(const char* host) {
    run_record run = measured_run();
    run.summary.host_id = host;
    run.summary.host_name = "laptop";
    prediction made;
    made.workers = 8;
    for (const auto& one : run.trials)
        if (one.workers == 8) made.time_s = 1.1e-9 * static_cast<double>(*one.time_ns);
    made.lo = made.time_s * 0.8;
    made.hi = made.time_s * 1.2;
    made.baselines.bound_s = made.time_s / 2;
    run.predictions.push_back(to_json(made));
    return run;
}

}  // namespace

class test_past_predictions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        auto session = std::make_unique<fake_session>();
        auto there = predicted_run("here");
        there.summary.id = {7};
        session->library.runs = {there};
        bridge_ = std::make_unique<session_bridge>();
        bridge_->attach(std::move(session));
        section_ = std::make_unique<prediction_section>();
        section_->show();
        past_ = new past_predictions(*bridge_, *section_);
        button_ = section_->findChild<QPushButton*>();
        QVERIFY(button_);
    }
    void cleanup() {
        section_.reset();
        bridge_.reset();
    }

    void the_line_is_of_the_runs_host() {
        QVERIFY(!button_->isVisible());
        past_->follow(loaded(predicted_run("here")));
        QVERIFY(QTest::qWaitFor([&] { return button_->isVisible(); }, patience));
        QVERIFY(visible_text(*section_).contains(QStringLiteral("On laptop so far: 1 prediction, for 8 workers of run 7")));
        past_->follow(loaded(predicted_run("elsewhere")));
        QVERIFY(!button_->isVisible());
        QVERIFY(QTest::qWaitFor([&] { return bridge_->pending() == 0; }, patience));
        QVERIFY(!button_->isVisible());
        past_->follow({});
        QVERIFY(!button_->isVisible());
    }

    void an_interval_whose_ends_read_alike_is_one_number() {
        prediction made;
        QCOMPARE(interval_in_words(made), QString());
        made.lo = 12.0;
        made.hi = 14.0;
        QCOMPARE(interval_in_words(made), QStringLiteral("12.0 s – 14.0 s"));
        made.hi = 12.01;
        QCOMPARE(interval_in_words(made), QStringLiteral("12.0 s"));
    }

    void the_button_opens_the_list() {
        past_->follow(loaded(predicted_run("here")));
        QVERIFY(QTest::qWaitFor([&] { return button_->isVisible(); }, patience));
        bool seen = false;
        QTimer::singleShot(0, this, [&] {
            auto* dialog = qobject_cast<past_predictions_dialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            auto* table = dialog->findChild<QTableView*>();
            QCOMPARE(table->model()->rowCount(), 1);
            QCOMPARE(table->model()->index(0, 3).data().toString(), QStringLiteral("8"));
            QVERIFY(visible_text(*dialog).contains(QStringLiteral("missed by")));
            seen = true;
            dialog->reject();
        });
        QTest::keyClick(button_, Qt::Key_Space);
        QVERIFY(seen);
    }

    void missing_figures_are_no_zeros() {
        auto run = predicted_run("here");
        const auto rows = rows_of(make_prediction_history({run}));
        QCOMPARE(rows.rows.size(), std::size_t{1});
        QCOMPARE(rows.rows[0].size(), static_cast<std::size_t>(rows.titles.size()));
        QCOMPARE(rows.rows[0].back().text, QStringLiteral("–"));  // no log-log answer
        QCOMPARE(rows.rows[0][8].mood, cell_mood::good);
    }

private:
    std::unique_ptr<session_bridge> bridge_;
    std::unique_ptr<prediction_section> section_;
    past_predictions* past_ = nullptr;
    QPushButton* button_ = nullptr;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_past_predictions)
#include "test_past_predictions.moc"
