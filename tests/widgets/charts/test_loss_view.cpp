// The Losses view and its page: what is shown when, by pointer and keys, in both palettes, as table and as file.
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QLayout>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "tests/widgets/charts/example_losses.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/banner_area.h"
#include "widgets/charts/loss_colors.h"
#include "widgets/charts/loss_grid.h"
#include "widgets/charts/loss_legend.h"
#include "widgets/charts/loss_panel.h"
#include "widgets/charts/loss_table.h"
#include "widgets/charts/loss_view.h"
#include "widgets/charts/segmented_control.h"
#include "widgets/panels/losses_page.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using examples::loss_run_of;
using test::fresh_settings;

namespace {

constexpr int patience = 60'000;

QString visible_text(const QWidget& widget) {
    QStringList texts;
    for (const auto* label : widget.findChildren<QLabel*>()) {
        if (label->isVisible()) texts << label->text();
    }
    return texts.join(QLatin1Char(' '));
}

segmented_control* control(const QWidget& widget, const char* name) {
    for (auto* one : widget.findChildren<segmented_control*>()) {
        if (one->accessibleName() == QLatin1String(name)) return one;
    }
    return nullptr;
}

void click(const QWidget& widget, const char* name, int index) {
    QTest::mouseClick(control(widget, name)->findChildren<QPushButton*>().at(index), Qt::LeftButton);
}

loss_panel* panel_of(const QWidget& widget, std::size_t index = 0) {
    return widget.findChild<loss_grid*>()->panels().at(index);
}

QPointF middle_of(const loss_panel& panel, const loss_ref& ref) { return panel.picture().geometry.find(ref)->rect.center(); }

loaded_run_ptr loaded(run_record record) {
    auto run = std::make_shared<loaded_run>();
    run->curve = make_scaling_curve(record);
    run->record = std::move(record);
    return run;
}

}  // namespace

class test_loss_view : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
        view_ = std::make_unique<loss_view>();
        view_->resize(1000, 700);
    }
    void cleanup() { view_.reset(); }

    void the_finding_stands_over_the_bars() {
        show({examples::slower_together()});
        QVERIFY(
            visible_text(*view_).contains(QStringLiteral("At 2 workers 60\u00a0% of the worker-seconds did useful work")));
        QCOMPARE(view_->findChildren<loss_legend*>().size(), 1);
        QCOMPARE(view_->findChild<loss_legend*>()->layout()->count(), 3);  // only what occurs
    }

    void bars_are_drawn_in_the_colour_of_their_part_in_both_palettes() {
        show({examples::slower_together()});
        for (const QPalette& palette : {light_palette(), dark_palette()}) {
            QApplication::setPalette(palette);
            QCoreApplication::processEvents();
            auto* panel = panel_of(*view_);
            const QImage image = panel->grab().toImage();
            const auto colors = chart_colors_for(palette);
            for (const auto part : {loss_part::baseline, loss_part::inflation, loss_part::idle}) {
                const QRectF rect = panel->picture().geometry.find({1, part})->rect;
                QCOMPARE(image.pixelColor(rect.topLeft().toPoint() + QPoint(4, 4)), loss_color(part, colors));
            }
            QCOMPARE(image.pixelColor(panel->width() / 2, 4), colors.surface);
        }
    }

    void heights_are_shares_at_every_size() {
        show({examples::slower_together(), examples::faster_together()});
        for (const QSize size : {QSize(1000, 700), QSize(700, 420), QSize(360, 900)}) {
            view_->resize(size);
            QCoreApplication::processEvents();
            for (const auto* panel : view_->findChild<loss_grid*>()->panels()) {
                const auto& picture = panel->picture();
                const double hundred = picture.geometry.zero - picture.geometry.plot.top();
                for (const auto& placed : picture.geometry.segments) {
                    const auto& bar = picture.panel->bars[static_cast<std::size_t>(placed.ref.bar)];
                    const auto* segment = bar.find(placed.ref.part);
                    const double share =
                        std::abs(static_cast<double>(segment->ns)) / static_cast<double>(bar.point->mean.total);
                    QVERIFY(std::abs(placed.rect.height() - share * hundred) < 0.01);
                    QVERIFY(picture.geometry.plot.adjusted(-0.01, -0.01, 0.01, 0.01).contains(placed.rect));
                }
                QVERIFY(panel->width() >= least_loss_panel.width() && panel->height() >= least_loss_panel.height());
            }
        }
    }

    void in_a_low_window_the_words_scroll_and_cut_nothing() {
        show({examples::slower_together(1, "a"), examples::slower_together(2, "b")});
        QWidget window;
        view_->setParent(&window);
        view_->show();
        window.show();
        auto* words = view_->findChild<banner_area*>();
        for (const QSize size : {QSize(640, 420), QSize(500, 480), QSize(1000, 700)}) {
            window.resize(size);
            view_->resize(size);
            QCoreApplication::processEvents();
            for (const auto* label : words->findChildren<QLabel*>())
                if (label->isVisible())
                    QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
            const auto* grid = view_->findChild<loss_grid*>();
            const auto box = [this](const QWidget* part) {
                return QRect(part->mapTo(view_.get(), QPoint(0, 0)), part->size());
            };
            QVERIFY(view_->rect().contains(box(grid)));
            QVERIFY(!box(words).intersects(box(grid)));
            QVERIFY(box(words).bottom() < box(view_->findChild<loss_legend*>()).top());
        }
        // With room for them all the words are seen at once.
        QCOMPARE(words->height(), words->widget()->layout()->totalHeightForWidth(words->width()));
        view_->setParent(nullptr);
    }

    void labels_stand_only_where_they_fit() {
        show({examples::slower_together()});
        const auto& geometry = panel_of(*view_)->picture().geometry;
        QCOMPARE(geometry.find({1, loss_part::baseline})->label, QStringLiteral("60 %"));
        QCOMPARE(geometry.find({1, loss_part::idle})->label, QStringLiteral("20 %"));
        QCOMPARE(geometry.sums.at(1).text, QStringLiteral("10.0"));
        show({examples::recorded_run(9, "a", {examples::recorded_trial(1, 100, {{0, 0, 3, 100}}, 1)}, 1)});
        const auto& thin = panel_of(*view_)->picture().geometry;
        QVERIFY(thin.find({0, loss_part::overhead})->label.isEmpty());  // 3 %
        QCOMPARE(thin.find({0, loss_part::baseline})->label, QStringLiteral("97 %"));
    }

    void the_pointer_finds_parts_and_marks_them_in_all_panels() {
        show({examples::slower_together(1, "a"), examples::slower_together(2, "b")});
        auto* panel = panel_of(*view_);
        QVERIFY(!panel->picture().hovered);  // a window that opens shows no callout
        const QImage plain = panel->grab().toImage();
        QTest::mouseMove(panel, middle_of(*panel, {1, loss_part::idle}).toPoint());
        QTRY_VERIFY(panel->picture().hovered);
        QCOMPARE(*panel->picture().hovered, (loss_ref{1, loss_part::idle}));
        QCOMPARE(*panel_of(*view_, 1)->picture().linked, (loss_ref{1, loss_part::idle}));
        QVERIFY(panel->grab().toImage() != plain);
        QVERIFY(panel->accessibleDescription().startsWith(QLatin1String("Idle, 2 workers")));
        QTest::mouseMove(panel, QPoint(2, 2));
        QTRY_VERIFY(!panel->picture().hovered);
        QVERIFY(!panel_of(*view_, 1)->picture().linked);
    }

    void what_is_below_0_is_reached_there() {
        show({examples::faster_together()});
        auto* panel = panel_of(*view_);
        const QRectF below = panel->picture().geometry.find({1, loss_part::inflation})->rect;
        QVERIFY(below.top() >= panel->picture().geometry.zero - 0.01);
        QCOMPARE(panel->picture().geometry.find({1, loss_part::inflation})->label, QStringLiteral("−29 %"));
        QCOMPARE(*part_under(panel->picture().geometry, below.center()), (loss_ref{1, loss_part::inflation}));
        QCOMPARE(*part_under(panel->picture().geometry, below.center() - QPointF(0, below.height())),
                 (loss_ref{1, loss_part::baseline}));
    }

    void arrow_keys_reach_every_part() {
        show({examples::slower_together()});
        auto* panel = panel_of(*view_);
        QVERIFY(panel->accessibleName().contains(QLatin1String("desk")));
        QVERIFY(panel->accessibleDescription().contains(QLatin1String("2 workers: Useful work 60 %")));
        QTest::keyClick(panel, Qt::Key_Right);  // comes in at the largest loss of the widest bar
        QCOMPARE(panel->picture().hovered->bar, 1);
        QVERIFY(panel->picture().hovered->part != loss_part::baseline);
        QTest::keyClick(panel, Qt::Key_Up);
        QTest::keyClick(panel, Qt::Key_Up);
        QCOMPARE(*panel->picture().hovered, (loss_ref{1, loss_part::idle}));
        QTest::keyClick(panel, Qt::Key_Down);
        QCOMPARE(*panel->picture().hovered, (loss_ref{1, loss_part::inflation}));
        QTest::keyClick(panel, Qt::Key_Down);
        QTest::keyClick(panel, Qt::Key_Down);
        QCOMPARE(*panel->picture().hovered, (loss_ref{1, loss_part::baseline}));
        QTest::keyClick(panel, Qt::Key_Left);
        QCOMPARE(*panel->picture().hovered, (loss_ref{0, loss_part::baseline}));
        QTest::keyClick(panel, Qt::Key_End);
        QCOMPARE(panel->picture().hovered->bar, 1);
        QTest::keyClick(panel, Qt::Key_Escape);
        QVERIFY(!panel->picture().hovered);
    }

    void the_toggle_names_the_baseline_and_shows_the_extra_seconds() {
        show({examples::slower_together()});
        QCOMPARE(control(*view_, "Bars")->findChildren<QPushButton*>().at(1)->text(),
                 QStringLiteral("Extra worker-seconds against 1 worker"));
        click(*view_, "Bars", 1);
        QCOMPARE(view_->content().form, loss_form::extra);
        const auto& geometry = panel_of(*view_)->picture().geometry;
        QCOMPARE(geometry.sums.at(0).text, QStringLiteral("baseline"));
        QCOMPARE(geometry.sums.at(1).text, QStringLiteral("+4.00"));
        QCOMPARE(geometry.find({1, loss_part::idle})->label, QStringLiteral("+2.00"));
        click(*view_, "Bars", 0);
        QCOMPARE(view_->content().form, loss_form::share);
    }

    void the_table_holds_the_same_numbers_and_is_copied() {
        show({examples::slower_together()});
        click(*view_, "Shown as", 1);
        auto* table = view_->findChild<loss_table*>();
        QVERIFY(table->isVisible());
        QVERIFY(!view_->findChild<loss_legend*>()->isVisible());
        QCOMPARE(table->model()->rowCount(), 2 * 3);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 7);
        QVERIFY(lines[0].startsWith(QLatin1String("Machine\tRun\tWorkers\tRepeats\tPart\tWorker-s\tShare, %")));
        QVERIFY(!lines[0].contains(QLatin1String("CPU")));  // not known
        QVERIFY(lines[6].startsWith(QLatin1String("desk\trun 1\t2\t1\tIdle\t2.000\t20.00\t2.000\t0.800")));
        loss_table_model model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.set_runs({loss_run_of(examples::slower_together())}, {loss_part::baseline, loss_part::idle});
        QCOMPARE(model.rowCount(), 4);
        model.set_runs({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void a_run_without_an_account_says_why_in_its_place() {
        show({examples::only_times()});
        QVERIFY(panel_of(*view_)->accessibleDescription().contains(QLatin1String("Only the times")));
        QTest::keyClick(panel_of(*view_), Qt::Key_Right);  // nothing to go to
        QVERIFY(!panel_of(*view_)->picture().hovered);
        QVERIFY(!panel_of(*view_)->grab().isNull());
    }

    void a_growing_run_keeps_what_is_hovered() {
        auto run = examples::slower_together();
        show({run});
        panel_of(*view_)->hover(loss_ref{1, loss_part::idle});
        run.trials.push_back(examples::recorded_trial(4, 4, {{0, 0, 0, 4}, {1, 1, 0, 2}}));
        show({run});
        QCOMPARE(*panel_of(*view_)->picture().hovered, (loss_ref{1, loss_part::idle}));
        show({examples::only_times()});
        QVERIFY(!panel_of(*view_)->picture().hovered);
    }

    void everything_is_named_and_reached_by_tab() {
        show({examples::slower_together(1, "a"), examples::slower_together(2, "b")});
        QSet<const QWidget*> on_the_way;
        for (const QWidget* next = view_->nextInFocusChain(); next != view_.get(); next = next->nextInFocusChain())
            on_the_way << next;
        int reached = 0;
        for (const auto* widget : view_->findChildren<QWidget*>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || !widget->isVisible()) continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            QVERIFY(on_the_way.contains(widget));
            ++reached;
        }
        QVERIFY(reached >= 2 + 2);  // both panels and the controls
    }

    void the_page_accounts_when_it_is_seen_and_writes_files() {
        const fresh_settings settings;
        losses_page page;
        page.resize(900, 600);
        page.show_runs({loaded(examples::slower_together())});
        QVERIFY(!page.has_something());  // nobody looks at it yet
        page.show();
        QVERIFY(QTest::qWaitFor([&] { return page.has_something(); }, patience));
        QVERIFY(visible_text(page).contains(QLatin1String("At 2 workers")));
        const QTemporaryDir folder;
        const QString png = folder.filePath(QStringLiteral("l.png")), csv = folder.filePath(QStringLiteral("l.csv"));
        QVERIFY(page.save(export_format::png, png, {{800, 500}, 2, theme_choice::dark}));
        QCOMPARE(QImage(png).size(), QSize(1600, 1000));
        QCOMPARE(QImage(png).pixelColor(2, 2), dark_palette().color(QPalette::Window));
        QVERIFY(page.save(export_format::csv, csv, {}));
        QFile written(csv);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().count('\n'), 1 + 2 * 8);
        for (const auto format : {export_format::svg, export_format::pdf})
            QVERIFY(page.save(format, folder.filePath(QStringLiteral("l.any")), {{800, 500}, 1, theme_choice::light}));
        page.show_runs({});
        QVERIFY(QTest::qWaitFor([&] { return !page.has_something(); }, patience));
        QVERIFY(visible_text(page).contains(QLatin1String("Tick a saved run")));
    }

    void the_page_remembers_its_choices() {
        const fresh_settings settings;
        losses_page page;
        page.view().set_form(loss_form::extra);
        page.view().set_table_shown(true);
        page.save_choices();
        losses_page later;
        later.restore_choices();
        QCOMPARE(later.view().content().form, loss_form::extra);
        QVERIFY(later.view().table_shown());
    }

private:
    void show(const std::vector<run_record>& records) {
        std::vector<loss_run> runs;
        for (const auto& record : records) runs.push_back(loss_run_of(record));
        view_->set_runs(std::move(runs));
        view_->show();
        QCoreApplication::processEvents();
    }

    std::unique_ptr<loss_view> view_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_loss_view)
#include "test_loss_view.moc"
