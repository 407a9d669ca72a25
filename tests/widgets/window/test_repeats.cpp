// Leaving a repeat out and taking it in again, from the chart, from its table and from the menu: the reason is asked for,
// and the chart then gives both values.
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>
#include <QTreeWidget>

#include "app/desktop/main_window.h"
#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/panel_points.h"
#include "widgets/charts/scaling_panel.h"
#include "widgets/charts/scaling_table.h"
#include "widgets/dialogs/repeats_dialog.h"
#include "widgets/models/repeat_list.h"
#include "widgets/panels/run_list_panel.h"
#include "widgets/panels/scaling_page.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr int patience = 20'000;

// Six repeats at 1 and 2 workers; the third one at 2 workers lies far from the others.
run_record repeated_run() {
    run_record run = example_run(1, "belief extraction", "Test machine", {});
    run.summary.workers = {1, 2};
    for (const int workers : {1, 2}) {
        for (int repeat = 1; repeat <= 6; ++repeat) {
            trial one;
            one.id = {workers * 100 + repeat};
            one.workers = one.slots = workers;
            one.repeat = repeat;
            one.state = trial_state::complete;
            one.time_ns = (10'000'000'000 + repeat * 50'000'000) / workers;
            one.jobs = 10;
            if (workers == 2 && repeat == 3) *one.time_ns *= 4;
            run.trials.push_back(one);
        }
    }
    return run;
}

struct open_window {
    theme look{theme_choice::light};
    main_window window{look};
    fake_session* session = nullptr;

    open_window() {
        auto made = std::make_unique<fake_session>();
        session = made.get();
        session->library.runs = {repeated_run()};
        window.resize(1280, 800);
        window.show();
        window.attach(std::move(made));
        QVERIFY(QTest::qWaitFor([this] { return window.settled(); }, patience));
        window.library().set_ticked_only({{1}});
        QVERIFY(QTest::qWaitFor([this] { return window.library().shown().size() == 1; }, patience));
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCoreApplication::processEvents();
    }
    scaling_page& page() { return *window.findChild<scaling_page*>(); }
    const scaling_point& point(int workers) {
        const auto& points = window.library().shown().front()->curve.points;
        return *std::ranges::find(points, workers, &scaling_point::workers);
    }
    // A right click, as the window system sends it.
    void right_click(QWidget* widget, QPoint at) {
        QTest::mouseClick(window.windowHandle(), Qt::RightButton, {}, widget->mapTo(&window, at));
    }
    QStringList said() {
        QStringList texts;
        for (const auto* label : page().findChildren<QLabel*>()) texts << label->text();
        return texts;
    }
};

void choose_from_menu(const QString& text) {
    QMenu* menu = nullptr;
    QVERIFY(QTest::qWaitFor([&] { return (menu = qobject_cast<QMenu*>(QApplication::activePopupWidget())) != nullptr; }));
    for (QAction* action : menu->actions()) {
        if (action->text().remove('&') != text) continue;
        return QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
    }
    QFAIL(qPrintable(text + " is not in the menu"));
}

// Calls `with` on the dialog as soon as it is there; its result says how the dialog was left.
template <class With>
void answer_dialog(With with) {
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, with] {
        auto* dialog = qobject_cast<repeats_dialog*>(QApplication::activeModalWidget());
        if (!dialog) return;
        timer->deleteLater();
        with(*dialog);
    });
    timer->start(10);
}

QPushButton* button_of(repeats_dialog& dialog, const QString& text) {
    for (auto* button : dialog.findChildren<QPushButton*>())
        if (button->text().remove('&') == text) return button;
    return nullptr;
}

}  // namespace

class test_repeats : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QSettings().clear();
    }

    void lists_what_could_count() {
        run_record run = repeated_run();
        run.trials[0].excluded = "a backup ran";
        run.trials[1].state = trial_state::failed;
        run.trials[2].warm_up = true;
        const auto one = repeats_of(run, 1);
        QCOMPARE(one.size(), std::size_t{4});
        QCOMPARE(one.front().excluded, std::string("a backup ran"));
        const auto all = repeats_of(run, std::nullopt);
        QCOMPARE(all.size(), std::size_t{10});
        for (const auto& repeat : all) QCOMPARE(repeat.outlier, repeat.workers == 2 && repeat.repeat == 3);
    }

    void the_dialog_wants_a_reason_and_begins_with_the_outlier() {
        repeats_dialog dialog(repeated_run(), 2);
        dialog.show();
        QVERIFY(dialog.chosen());
        QCOMPARE(dialog.chosen()->repeat, 3);
        auto* leave_out = button_of(dialog, "Leave out");
        QVERIFY(leave_out && !leave_out->isEnabled());
        QTest::keyClicks(dialog.findChild<QLineEdit*>(), "  ");
        QVERIFY(!leave_out->isEnabled());
        QTest::keyClicks(dialog.findChild<QLineEdit*>(), "a backup ran ");
        QVERIFY(leave_out->isEnabled());
        QCOMPARE(dialog.reason(), std::string("a backup ran"));
        QVERIFY(!dialog.takes_in());
    }

    void the_dialog_says_when_there_is_nothing_to_leave_out() {
        run_record run = repeated_run();
        for (auto& one : run.trials) one.failed = 1;
        repeats_dialog dialog(run, 2);
        QVERIFY(!dialog.chosen());
        QVERIFY(!button_of(dialog, "Leave out")->isEnabled());
    }

    void from_the_chart_and_back_by_key() {
        open_window f;
        QCOMPARE(f.point(2).outliers_s.size(), std::size_t{1});
        auto* panel = f.page().findChild<scaling_panel*>();
        answer_dialog([](repeats_dialog& dialog) {
            QTest::keyClicks(dialog.findChild<QLineEdit*>(), "a backup ran");
            QTest::keyClick(dialog.findChild<QLineEdit*>(), Qt::Key_Return);
        });
        f.right_click(panel, position_of(panel->picture(), {0, 1, false}).toPoint());
        choose_from_menu("Leave a repeat out…");
        QVERIFY(QTest::qWaitFor([&] { return f.point(2).excluded_s.size() == 1; }, patience));
        QCOMPARE(f.point(2).times_s.size(), std::size_t{5});
        QCOMPARE(f.session->library.runs.front().trials[8].excluded, std::string("a backup ran"));
        QVERIFY(f.said().join('\n').contains("with what was excluded"));

        f.window.runs().select({1});
        f.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QVERIFY(f.window.actions().leave_out->isEnabled());
        answer_dialog([](repeats_dialog& dialog) {
            auto* list = dialog.findChild<QTreeWidget*>();
            for (int row = 0; row < list->topLevelItemCount(); ++row)
                if (list->topLevelItem(row)->text(3).contains("a backup ran"))
                    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                                      list->visualItemRect(list->topLevelItem(row)).center());
            QVERIFY(dialog.takes_in());
            QVERIFY(!dialog.findChild<QLineEdit*>()->isEnabled());
            button_of(dialog, "Take in again")->click();
        });
        QTest::keyClick(&f.window, Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QTest::qWaitFor([&] { return f.point(2).times_s.size() == 6; }, patience));
        QVERIFY(f.point(2).excluded_s.empty());
    }

    void from_the_table() {
        open_window f;
        f.page().view().set_table_shown(true);
        QCoreApplication::processEvents();
        auto* table = f.page().findChild<scaling_table*>();
        std::optional<int> asked;
        answer_dialog([&](repeats_dialog& dialog) {
            asked = dialog.chosen()->workers;
            dialog.reject();
        });
        const QRect row = table->visualRect(table->model()->index(0, 0));
        f.right_click(table->viewport(), row.center());
        choose_from_menu("Leave a repeat out…");
        QVERIFY(QTest::qWaitFor([&] { return asked.has_value(); }, patience));
        QCOMPARE(*asked, 1);
        QCOMPARE(f.point(1).times_s.size(), std::size_t{6});
    }

    void what_is_refused_is_said() {
        open_window f;
        QString why;
        connect(&f.window.library(), &run_library::failed, this, [&](const QString& doing, const error&) { why = doing; });
        {
            const std::lock_guard lock(f.session->library.mutex);
            f.session->library.refuses = error{error_kind::io, "the disk is full", {}, {}};
        }
        f.window.library().exclude({1}, {203}, "a backup ran");
        QVERIFY(QTest::qWaitFor([&] { return !why.isEmpty(); }, patience));
        for (auto* box : f.window.findChildren<QMessageBox*>()) box->close();
    }

private:
    fresh_settings settings_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_repeats)
#include "test_repeats.moc"
