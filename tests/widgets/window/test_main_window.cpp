// The whole window on a session that the test controls: everything by keyboard, nothing clipped, the way from a press
// of Run to a curve, and what happens when something is refused.
#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>

#include "app/desktop/main_window.h"
#include "tests/widgets/support/fake_session.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/dialogs/audit_dialog.h"
#include "widgets/dialogs/export_dialog.h"
#include "widgets/dialogs/import_dialog.h"
#include "widgets/dialogs/keyring_dialog.h"
#include "widgets/dialogs/run_details_dialog.h"
#include "widgets/dialogs/try_job_dialog.h"
#include "widgets/editors/host_editor.h"
#include "widgets/editors/plan_editor.h"
#include "widgets/panels/live_panel.h"
#include "widgets/panels/plan_chooser.h"
#include "widgets/panels/run_list_panel.h"
#include "widgets/panels/run_row_delegate.h"
#include "widgets/panels/scaling_page.h"
#include "widgets/panels/sweep_bar.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr int patience = 20'000;

struct open_window {
    theme look{theme_choice::light};
    std::unique_ptr<main_window> window = std::make_unique<main_window>(look);
    fake_session* session = nullptr;

    explicit open_window(std::vector<run_record> runs = {}) {
        auto made = std::make_unique<fake_session>();
        session = made.get();
        session->library.runs = std::move(runs);
        window->resize(1280, 800);
        window->show();
        window->attach(std::move(made));
        settle();
    }
    ~open_window() {
        QTimer::singleShot(0, [] {});
        window.reset();
    }
    void settle() {
        QVERIFY(QTest::qWaitFor([this] { return window->settled(); }, patience));
    }
    template <class Widget>
    Widget* find(const char* name) {
        for (auto* one : window->findChildren<Widget*>())
            if (one->accessibleName() == QLatin1String(name)) return one;
        return nullptr;
    }
    QPushButton* run_button() {
        auto* run = find<QPushButton>("Run the sweep");
        return run ? run : find<QPushButton>("Stop the sweep");
    }
};

run_started started(run_id run, const std::string& name, int trials) {
    run_started event;
    event.run = run;
    event.name = name;
    event.trials_planned = event.trials_to_do = trials;
    return event;
}

// Answers the next message box by the button with this text.
void answer_next_box(const QString& button, QString* text = nullptr) {
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [=] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (!box) return;
        if (text) *text = box->text() + QLatin1Char('\n') + box->informativeText();
        for (QAbstractButton* one : box->buttons()) {
            if (QString(one->text()).remove(QLatin1Char('&')) != button) continue;
            timer->deleteLater();
            one->click();
            return;
        }
    });
    timer->start(10);
}

bool takes_focus(const QWidget* widget) {
    if (widget->focusPolicy() == Qt::NoFocus || widget->focusProxy() || !widget->isEnabled()) return false;
    // Parts of a compound widget, which itself has the name.
    for (const QWidget* above = widget->parentWidget(); above; above = above->parentWidget())
        if (above->focusProxy() == widget || qobject_cast<const QAbstractSpinBox*>(above) ||
            qobject_cast<const QComboBox*>(above))
            return false;
    return !qobject_cast<const QMenuBar*>(widget) && !qobject_cast<const QMenu*>(widget);
}

QString name_of(const QWidget* widget) {
    if (!widget->accessibleName().isEmpty()) return widget->accessibleName();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) return button->text();
    if (const auto* label = qobject_cast<const QLabel*>(widget)) return label->text();
    if (const auto* bar = qobject_cast<const QTabBar*>(widget)) return bar->count() > 0 ? bar->tabText(0) : QString();
    return {};
}

void every_focusable_widget_has_a_name(QWidget& top) {
    for (const QWidget* widget : top.findChildren<QWidget*>()) {
        if (!takes_focus(widget) || qobject_cast<const QTabWidget*>(widget)) continue;
        // Words that there are not are hidden.
        if (qobject_cast<const QLabel*>(widget) && widget->isHidden()) continue;
        QVERIFY2(!name_of(widget).isEmpty(),
                 qPrintable(QStringLiteral("%1 in %2")
                                .arg(widget->metaObject()->className(), widget->parentWidget()->metaObject()->className())));
    }
}

// No text that is drawn is wider or higher than the room it has.
void no_text_is_clipped(QWidget& top) {
    for (const auto* label : top.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty()) continue;
        if (label->wordWrap()) {
            QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        } else {
            QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
        }
    }
    for (const auto* button : top.findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || button->text().isEmpty()) continue;
        const auto* tool = qobject_cast<const QToolButton*>(button);
        if (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull()) continue;
        const int needed = button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width();
        QVERIFY2(button->width() >= needed, qPrintable(button->text()));
    }
}

// What the Tab key reaches, starting anywhere.
QSet<QWidget*> tab_order(QWidget& top) {
    QSet<QWidget*> reached;
    QWidget* at = &top;
    do {
        reached << at;
        at = at->nextInFocusChain();
    } while (at && at != &top && !reached.contains(at));
    return reached;
}

}  // namespace

class test_main_window : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QSettings().clear();
        QDir(settings_.path("data")).removeRecursively();
    }

    void the_first_start_shows_what_to_do() {
        open_window f;
        QCOMPARE(f.window->draft().name(), QStringLiteral("Demo: the simulated endpoint"));
        QVERIFY(f.window->actions().run->isEnabled());
        QVERIFY(f.window->actions().demo->isEnabled());
        bool offered = false;
        for (auto* button : f.window->findChildren<QPushButton*>())
            offered |= button->isVisible() && button->text().remove('&') == QLatin1String("Run the demo sweep");
        QVERIFY(offered);
    }

    void examples_are_ticked_at_the_very_first_start() {
        auto example = example_run(1, "published");
        example.summary.origin = run_origin::example;
        open_window f({example_run(2, "mine"), example});
        QCOMPARE(f.window->library().ticked(), (std::vector<run_id>{{1}}));
    }

    void the_newest_run_is_ticked_where_there_are_no_examples() {
        open_window f({example_run(2, "later"), example_run(1, "earlier")});
        QCOMPARE(f.window->library().ticked(), (std::vector<run_id>{{2}}));
    }

    void the_first_window_fits_on_the_screen_with_its_frame() {
        open_window f;
        const main_window fresh(f.look);
        const QSize room = fresh.screen()->availableSize();
        QVERIFY(fresh.width() < room.width());
        QVERIFY(fresh.height() < room.height());
    }

    void ticks_size_and_plan_are_kept() {
        {
            open_window f({example_run(2, "b"), example_run(1, "a")});
            f.window->library().set_ticked_only({{2}});
            f.window->draft().set_workers_text("3, 5");
            f.window->actions().show_messages->setChecked(true);
            f.window->resize(1100, 760);
            f.settle();
            QVERIFY(f.window->close());
        }
        open_window g({example_run(2, "b"), example_run(1, "a")});
        QCOMPARE(g.window->library().ticked(), (std::vector<run_id>{{2}}));
        QCOMPARE(g.window->draft().workers_text(), QStringLiteral("3, 5"));
        QVERIFY(g.window->live().log_shown());
        main_window again(g.look);
        QCOMPARE(again.size(), QSize(1100, 760));
    }

    void running_ticks_the_new_run_and_draws_it() {
        auto related = example_run(1, "before");
        related.summary.workload = "work of demo";
        open_window f({example_run(2, "unlike"), related});
        f.window->library().set_ticked_only({{1}, {2}});
        std::optional<run_request> request;
        f.session->on_start = [&](const run_request& wanted) -> result<run_id> {
            request = wanted;
            auto fresh = example_run(3, "demo");
            fresh.summary.state = run_state::running;
            {
                const std::lock_guard lock(f.session->library.mutex);
                f.session->library.runs.insert(f.session->library.runs.begin(), fresh);
            }
            f.session->send(started({3}, "demo", 3));
            return run_id{3};
        };
        QTest::keyClick(f.window.get(), Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(f.window->library().ticked(), (std::vector<run_id>{{3}, {1}}), patience);
        QVERIFY(request->host.id == "here");
        QVERIFY(!f.window->actions().run->isEnabled());
        QVERIFY(f.window->actions().stop->isEnabled());
        QCOMPARE(f.run_button()->text(), QStringLiteral("Stop"));
        QTRY_COMPARE_WITH_TIMEOUT(f.window->library().shown().size(), std::size_t{2}, patience);

        QTest::mouseClick(f.run_button(), Qt::LeftButton);
        QCOMPARE(f.session->stops.load(), 1);
        QVERIFY(!f.window->actions().stop->isEnabled());
        f.session->send(run_finished{{3}, run_state::cancelled, "", 0});
        QTRY_VERIFY_WITH_TIMEOUT(f.window->actions().run->isEnabled(), patience);
    }

    void a_refused_start_says_why() {
        open_window f;
        f.session->on_start = [](const run_request&) -> result<run_id> {
            return fail(error_kind::network, "connection refused", "http://127.0.0.1:9/v1", "Is the server running?");
        };
        QString text;
        answer_next_box(QStringLiteral("OK"), &text);
        f.window->actions().run->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!text.isEmpty(), patience);
        QVERIFY(text.contains("connection refused") && text.contains("Is the server running?"));
        QVERIFY(f.window->live().messages().rowCount() > 0);
        QTRY_VERIFY_WITH_TIMEOUT(f.window->actions().run->isEnabled(), patience);
    }

    void faulty_counts_disable_run_and_say_why() {
        open_window f;
        auto* workers = f.find<QLineEdit>("Worker counts");
        workers->setFocus();
        workers->selectAll();
        QTest::keyClicks(workers, "1, 0");
        QVERIFY(!f.window->actions().run->isEnabled());
        bool said = false;
        for (auto* label : f.window->bar().findChildren<QLabel*>())
            said |= label->text().contains(QLatin1String("from 1 to"));
        QVERIFY(said);
        workers->selectAll();
        QTest::keyClicks(workers, "1-3");
        QVERIFY(f.window->actions().run->isEnabled());
    }

    void the_estimate_is_said_before_starting() {
        open_window f;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                for (auto* label : f.window->bar().findChildren<QLabel*>())
                    if (label->text().contains(
                            QStringLiteral("Simulated endpoint · 4 trials · 48 jobs · about 12 s · USD 0.020")))
                        return true;
                return false;
            }(),
            patience);
    }

    void interrupted_runs_can_be_resumed() {
        auto broken = example_run(1, "broken");
        broken.summary.state = run_state::interrupted;
        open_window f({example_run(2, "whole"), broken});
        std::atomic<std::int64_t> resumed = 0;
        f.session->on_resume = [&](run_id run) -> result<run_id> {
            resumed = run.value;
            return run;
        };
        f.window->runs().select({2});
        QVERIFY(!f.window->actions().resume->isEnabled());
        f.window->runs().select({1});
        QVERIFY(f.window->actions().resume->isEnabled());
        f.window->actions().resume->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(resumed.load(), std::int64_t{1}, patience);
    }

    void two_interrupted_runs_are_resumed_in_turn() {
        auto a = example_run(1, "copy (A)"), b = example_run(2, "copy (B)");
        a.summary.state = b.summary.state = run_state::interrupted;
        open_window f({b, a, example_run(3, "whole")});
        std::atomic<std::int64_t> resumed_a = 0, resumed_b = 0;
        f.session->on_resume_interleaved = [&](run_id first, run_id second, auto) -> result<run_id> {
            resumed_b = second.value;
            resumed_a = first.value;
            return first;
        };
        const auto choose = [&f](std::vector<int> rows) {
            auto* view = f.window->runs().view();
            view->clearSelection();
            for (const int row : rows)
                view->selectionModel()->select(view->model()->index(row, 0), QItemSelectionModel::Select);
        };
        choose({0, 1, 2});
        QVERIFY(!f.window->actions().resume->isEnabled());
        choose({0, 1});
        std::vector<run_id> chosen = f.window->runs().selected();
        QCOMPARE(chosen.size(), std::size_t{2});
        QVERIFY(f.window->actions().resume->isEnabled());
        QVERIFY(f.window->actions().resume->text().contains("in turn"));
        f.window->actions().resume->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(resumed_a.load(), std::int64_t{1}, patience);
        QCOMPARE(resumed_b.load(), std::int64_t{2});
        QVERIFY(f.window->control().busy());
    }

    void when_the_second_of_two_in_turn_begins_both_are_shown() {
        open_window f({example_run(2, "copy (B)"), example_run(1, "copy (A)"), example_run(3, "other")});
        auto a = started({1}, "copy (A)", 4), b = started({2}, "copy (B)", 4);
        a.in_turn = b.in_turn = true;
        f.session->send(a);
        QTRY_VERIFY_WITH_TIMEOUT(f.window->library().is_ticked({1}), patience);
        f.session->send(b);
        QTRY_COMPARE_WITH_TIMEOUT(f.window->library().ticked(), (std::vector<run_id>{{2}, {1}}), patience);
        QTRY_COMPARE_WITH_TIMEOUT(f.window->runs().selected().size(), std::size_t{2}, patience);  // Resume is of both
    }

    void closing_during_a_sweep_asks() {
        open_window f;
        f.session->send(started({9}, "long", 10));
        QTRY_VERIFY_WITH_TIMEOUT(f.window->control().busy(), patience);
        QString text;
        answer_next_box(QStringLiteral("Keep running"), &text);
        QVERIFY(!f.window->close());
        QVERIFY(text.contains("resumed"));
        answer_next_box(QStringLiteral("Stop it and close"));
        QVERIFY(f.window->close());
    }

    void what_is_deleted_can_be_taken_back() {
        open_window f({example_run(1, "alpha")});
        f.window->runs().select({1});
        const auto undo_button = [&]() -> QPushButton* {
            for (auto* button : f.window->runs().findChildren<QPushButton*>())
                if (QString(button->text()).remove('&') == QLatin1String("Undo")) return button;
            return nullptr;
        };
        QVERIFY(undo_button() && !undo_button()->isVisible());
        f.window->actions().remove->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(f.window->library().runs().size(), std::size_t{0}, patience);
        QVERIFY(undo_button()->isVisible());
        QTest::mouseClick(undo_button(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(f.window->library().runs().size(), std::size_t{1}, patience);
        QVERIFY(!undo_button()->isVisible());
    }

    void what_is_deleted_one_after_the_other_comes_back_together() {
        open_window f({example_run(3, "gamma"), example_run(2, "beta"), example_run(1, "alpha")});
        for (const std::int64_t run : {1, 2}) {
            f.window->runs().select({run});
            f.window->actions().remove->trigger();
            f.settle();
        }
        QTRY_COMPARE_WITH_TIMEOUT(f.window->library().runs().size(), std::size_t{1}, patience);
        bool said = false;
        for (const auto* label : f.window->runs().findChildren<QLabel*>())
            said |= label->isVisible() && label->text() == QLatin1String("2 runs deleted");
        QVERIFY(said);
        for (auto* button : f.window->runs().findChildren<QPushButton*>())
            if (button->isVisible() && QString(button->text()).remove('&') == QLatin1String("Undo")) button->click();
        QTRY_COMPARE_WITH_TIMEOUT(f.window->library().runs().size(), std::size_t{3}, patience);
    }

    // The keyboard may be on another run than the one that is selected.
    void what_can_be_done_is_done_to_the_selected_run() {
        open_window f({example_run(2, "beta"), example_run(1, "alpha")});
        QListView* view = f.window->runs().view();
        const auto click = [&](int row, Qt::KeyboardModifiers keys) {
            const QRect place = view->visualRect(view->model()->index(row, 0));
            QTest::mouseClick(view->viewport(), Qt::LeftButton, keys, place.center());
        };
        click(0, {});
        click(1, Qt::ControlModifier);
        click(1, Qt::ControlModifier);
        QCOMPARE(view->currentIndex().row(), 1);
        QCOMPARE(f.window->runs().selected(), (std::vector<run_id>{{2}}));
        f.window->actions().star->trigger();
        f.settle();
        QVERIFY(f.session->library.runs[0].summary.starred);
        QVERIFY(!f.session->library.runs[1].summary.starred);
        f.window->actions().rename->trigger();
        auto* editor = view->findChild<QLineEdit*>();
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("beta"));
    }

    void alt_and_a_letter_mean_one_thing_on_each_page() {
        open_window f({example_run(2, "beta", "Test machine"), example_run(1, "alpha", "Other")});
        f.window->library().set_ticked_only({{1}, {2}});
        auto* pages = f.window->findChild<QTabWidget*>();
        const auto lies_on_another_page = [&](const QWidget* widget) {
            for (int i = 0; i < pages->count(); ++i)
                if (i != pages->currentIndex() && pages->widget(i)->isAncestorOf(widget)) return true;
            return false;
        };
        for (int page = 0; page < pages->count(); ++page) {
            pages->setCurrentIndex(page);
            QMap<QString, QString> taken;
            const auto take = [&](const QString& text) {
                const QString key = QKeySequence::mnemonic(text).toString();
                if (key.isEmpty()) return;
                QVERIFY2(!taken.contains(key),
                         qPrintable(QStringLiteral("%1 on %2: %3, %4").arg(key, pages->tabText(page), text, taken[key])));
                taken[key] = text;
            };
            for (const auto* menu : f.window->menuBar()->actions()) take(menu->text());
            for (const auto* widget : f.window->findChildren<QWidget*>()) {
                if (widget->window() != f.window.get() || lies_on_another_page(widget)) continue;
                if (const auto* label = qobject_cast<const QLabel*>(widget); label && label->buddy()) take(label->text());
                if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) take(button->text());
            }
            QVERIFY(taken.size() >= 10);
        }
    }

    void repeats_of_two_runs_become_one_run() {
        open_window f({example_run(2, "beta"), example_run(1, "alpha")});
        f.window->runs().view()->setCurrentIndex(f.window->runs().view()->model()->index(0, 0));
        QVERIFY(!f.window->actions().merge->isEnabled());
        f.window->runs().view()->selectAll();
        QVERIFY(f.window->actions().merge->isEnabled());
    }

    void ticks_and_stars_by_mouse_and_keyboard() {
        open_window f({example_run(2, "b"), example_run(1, "a")});
        f.window->library().set_ticked_only({});
        QListView* view = f.window->runs().view();
        QStyleOptionViewItem option;
        option.initFrom(view);
        option.rect = view->visualRect(view->model()->index(1, 0));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, run_row_delegate::tick_rect(option).center());
        QVERIFY(f.window->library().is_ticked({1}));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, run_row_delegate::star_rect(option).center());
        f.settle();
        QVERIFY(f.session->library.runs[1].summary.starred);
        view->setFocus();
        f.window->runs().select({2});
        QTest::keyClick(view, Qt::Key_Space);
        QVERIFY(f.window->library().is_ticked({2}));
        QTest::keyClick(view, Qt::Key_Up);
        QTest::keyClick(view, Qt::Key_F2);
        auto* editor = view->findChild<QLineEdit*>();
        QVERIFY(editor);
        QTest::keyClicks(editor, "renamed");
        QTest::keyClick(editor, Qt::Key_Return);
        f.settle();
        f.settle();
        QVERIFY(f.session->library.runs[0].summary.name == "renamed");
    }

    void a_library_that_cannot_be_opened_is_explained() {
        theme look(theme_choice::light);
        main_window window(look);
        window.show();
        QSignalSpy failed(&window, &main_window::library_failed);
        const QString file = settings_.path("no_database.db");
        QFile text(file);
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write(QByteArray(8192, 'x')) > 0);
        text.close();
        QString said;
        answer_next_box(QStringLiteral("Quit"), &said);
        window.open_library(file.toStdString());
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!window.isVisible(), patience);
        QVERIFY(said.contains(file));
        QFile after(file);
        QVERIFY(after.open(QIODevice::ReadOnly));
        QCOMPARE(after.size(), qint64{8192});
    }

    void everything_focusable_is_named_and_reached_by_tab() {
        auto broken = example_run(1, "broken");
        broken.summary.state = run_state::interrupted;
        open_window f({example_run(2, "b"), broken});
        f.window->library().set_ticked_only({{2}});
        f.window->runs().select({1});
        f.window->live().show_log(true);
        f.settle();
        every_focusable_widget_has_a_name(*f.window);
        const auto reached = tab_order(*f.window);
        for (auto* widget : f.window->findChildren<QWidget*>())
            if (takes_focus(widget) && widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus))
                QVERIFY2(reached.contains(widget), qPrintable(name_of(widget)));
    }

    void dialogs_are_named_and_not_clipped() {
        open_window f({example_run(1, "a")});
        f.window->library().set_ticked_only({{1}});
        f.settle();
        scaling_page page;
        page.show_runs(f.window->library().shown());
        std::vector<std::unique_ptr<QDialog>> dialogs;
        dialogs.push_back(std::make_unique<plan_editor>(f.window->bridge(), plan_editor::blank_plan("llm")));
        dialogs.push_back(std::make_unique<plan_editor>(f.window->bridge(), plan_editor::blank_plan("command")));
        dialogs.push_back(std::make_unique<host_editor>(f.window->bridge(), *f.session->hosts(), ""));
        dialogs.push_back(std::make_unique<export_dialog>(page));
        dialogs.push_back(std::make_unique<run_details_dialog>(f.session->library.runs.front().summary));
        dialogs.push_back(std::make_unique<keyring_dialog>());
        auto import = std::make_unique<import_dialog>(f.window->bridge());
        import->add_files({QStringLiteral(SWEEPLAB_SOURCE_DIR "/tests/fixtures/imports/guidellm_benchmarks.json")});
        QTRY_VERIFY_WITH_TIMEOUT(!import->reading(), patience);
        dialogs.push_back(std::move(import));
        auto audit = std::make_unique<audit_dialog>(f.window->bridge());
        audit->audit_file(SWEEPLAB_SOURCE_DIR "/tests/fixtures/published/native_suite_claims.csv");
        QTRY_VERIFY_WITH_TIMEOUT(!audit->busy(), patience);
        dialogs.push_back(std::move(audit));
        for (const auto& dialog : dialogs) {
            dialog->show();
            QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
            every_focusable_widget_has_a_name(*dialog);
            no_text_is_clipped(*dialog);
            QVERIFY2(dialog->height() <= 720 && dialog->width() <= 1000, qPrintable(dialog->windowTitle()));
        }
    }

    void fits_on_a_small_screen_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("log");
        QTest::newRow("1024x700") << QSize(1024, 700) << false;
        QTest::newRow("1024x640") << QSize(1024, 640) << false;
        QTest::newRow("1024x640 with messages") << QSize(1024, 640) << true;
        QTest::newRow("1024x600") << QSize(1024, 600) << false;
    }
    void fits_on_a_small_screen() {
        QFETCH(QSize, size);
        QFETCH(bool, log);
        // Few items at many workers: the finding comes with warnings.
        open_window f({example_run(1, "a", "Test machine", {1, 2, 4, 8, 16, 32}), example_run(2, "b", "Other", {3})});
        f.window->library().set_ticked_only({{1}, {2}});
        f.window->live().show_log(log);
        f.session->send(started({1}, "a", 3));
        QTRY_VERIFY_WITH_TIMEOUT(f.window->control().busy(), patience);
        f.settle();
        f.window->resize(size);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(f.window->size(), size);
        no_text_is_clipped(*f.window);
    }

    void one_page_needs_no_tabs() {
        open_window f;
        for (auto* bar : f.window->findChildren<QTabBar*>()) QVERIFY(!bar->isVisible() || bar->count() > 1);
    }

    void shortcuts_are_not_given_twice() {
        open_window f;
        QMap<QString, QString> taken;
        for (auto* action : f.window->actions().findChildren<QAction*>() + f.window->findChildren<QAction*>()) {
            const QString keys = action->shortcut().toString();
            if (keys.isEmpty()) continue;
            QVERIFY2(!taken.contains(keys) || taken[keys] == action->text(),
                     qPrintable(keys + ": " + action->text() + ", " + taken[keys]));
            taken[keys] = action->text();
        }
    }

    // A text field takes some keys for itself (Ctrl+E goes to the end of the line); a shortcut must not be among them.
    void shortcuts_work_while_typing() {
        open_window f;
        auto* workers = f.find<QLineEdit>("Worker counts");
        for (const auto* action : f.window->findChildren<QAction*>()) {
            const QKeySequence keys = action->shortcut();
            if (keys.isEmpty() || action->shortcutContext() != Qt::WindowShortcut) continue;
            QKeyEvent press(QEvent::ShortcutOverride, keys[0].key(), keys[0].keyboardModifiers());
            press.setAccepted(false);
            QCoreApplication::sendEvent(workers, &press);
            QVERIFY2(!press.isAccepted(), qPrintable(keys.toString() + ": " + action->text()));
        }
    }

    void the_theme_changes_at_once() {
        open_window f({example_run(1, "a")});
        f.window->actions().look_dark->trigger();
        QTRY_VERIFY(f.window->palette().color(QPalette::Window).lightness() < 128);
        QCOMPARE(QSettings().value("look/theme").toString(), QStringLiteral("dark"));
        f.window->actions().look_light->trigger();
        QTRY_VERIFY(f.window->palette().color(QPalette::Window).lightness() > 128);
    }

    void may_be_closed_at_any_moment() {
        for (int cycle = 0; cycle < 20; ++cycle) {
            open_window f({example_run(1, "a"), example_run(2, "b")});
            f.window->library().set_ticked_only({{1}, {2}});
            f.session->send(started({1}, "a", 3));
            if (cycle % 2) QCoreApplication::processEvents();
        }
    }

private:
    fresh_settings settings_;
};

int main(int argc, char** argv) {
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create("Fusion"));
    QApplication::setFont(QFont("DejaVu Sans", 9));
    qputenv("SWEEPLAB_RESOURCES", SWEEPLAB_SOURCE_DIR "/resources");
    test_main_window tests;
    return QTest::qExec(&tests, argc, argv);
}
#include "test_main_window.moc"
