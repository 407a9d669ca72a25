// The Latency view and its page: what is shown when, by pointer and keys, in both palettes, as table and as file.
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QTemporaryDir>

#include "tests/widgets/charts/example_latencies.h"
#include "tests/widgets/support/fresh_settings.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/latency_body.h"
#include "widgets/charts/latency_colors.h"
#include "widgets/charts/latency_grid.h"
#include "widgets/charts/latency_legend.h"
#include "widgets/charts/latency_panel.h"
#include "widgets/charts/latency_table.h"
#include "widgets/charts/latency_view.h"
#include "widgets/charts/latency_words.h"
#include "widgets/charts/segmented_control.h"
#include "widgets/panels/latency_page.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using namespace sweeplab::examples;
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

QPushButton* choice(const QWidget& widget, const char* name, int index) {
    return control(widget, name)->findChildren<QPushButton*>().at(index);
}

loaded_run_ptr loaded(run_record record) {
    auto run = std::make_shared<loaded_run>();
    run->curve = make_scaling_curve(record);
    run->record = std::move(record);
    return run;
}

bool has_pixel_of(const QImage& image, const QRectF& area, const QColor& color) {
    const QRect inside = area.toAlignedRect() & image.rect();
    for (int y = inside.top(); y <= inside.bottom(); ++y)
        for (int x = inside.left(); x <= inside.right(); ++x)
            if (image.pixelColor(x, y) == color) return true;
    return false;
}

}  // namespace

class test_latency_view : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
        view_ = std::make_unique<latency_view>();
        view_->resize(1000, 760);
    }
    void cleanup() { view_.reset(); }

    void the_finding_stands_over_the_curves() {
        show({later_together()});
        QVERIFY(visible_text(*view_).contains(
            QStringLiteral("Time to first token p95 grows from 95.0 ms at 1 worker to 380 ms at 4")));
        QVERIFY(visible_text(*view_).contains(QStringLiteral("first content − request sent")));
        QVERIFY(view_->findChild<latency_legend*>()->isVisible());
        show({answered_run({even_trial(4, 20)})});
        QVERIFY(!view_->findChild<latency_legend*>()->isVisible());  // one curve needs none
    }

    void curves_are_drawn_in_the_colour_of_their_count_in_both_palettes() {
        show({later_together()});
        for (const QPalette& palette : {light_palette(), dark_palette()}) {
            QApplication::setPalette(palette);
            QCoreApplication::processEvents();
            auto* panel = panel_of();
            const QImage image = panel->grab().toImage();
            const auto colors = chart_colors_for(palette);
            for (int i = 0; i < 2; ++i) {
                const auto& steps = panel->picture().geometry.curves[static_cast<std::size_t>(i)];
                const QPointF middle = steps[steps.size() / 2];
                QVERIFY(
                    has_pixel_of(image, QRectF(middle, QSizeF(0, 0)).adjusted(-3, -3, 3, 3), latency_color(i, 2, colors)));
            }
            QCOMPARE(image.pixelColor(panel->width() / 2, 4), colors.surface);
        }
    }

    void points_stand_where_the_axis_says_at_every_size() {
        show({later_together()});
        for (const QSize size : {QSize(1000, 760), QSize(640, 480), QSize(360, 900)}) {
            view_->resize(size);
            QCoreApplication::processEvents();
            const auto& picture = panel_of()->picture();
            const auto& plot = picture.geometry.plot;
            const QPointF at = position_of(*picture.panel, picture.geometry, {1, 95});
            const double shown = plot.x.from_share((at.x() - plot.area.left()) / plot.area.width());
            QVERIFY(std::abs(shown - 380) < 0.01);
            QVERIFY(std::abs((plot.area.bottom() - at.y()) / plot.area.height() - 0.95) < 1e-9);
            for (const auto& tick : picture.geometry.x_ticks) {
                const double value = plot.x.from_share((tick.at - plot.area.left()) / plot.area.width());
                QVERIFY(std::abs(value - tick.text.toDouble()) < 0.01);
            }
            for (const auto& label : picture.geometry.labels) QVERIFY(plot.area.contains(label.area));
        }
    }

    void the_pointer_reads_a_curve_and_marks_it_in_the_other_panel() {
        show({later_together(1, "a"), later_together(2, "b")});
        auto* panel = panel_of();
        QVERIFY(!panel->picture().hovered);  // a window that opens shows no callout
        const QPointF at = position_of(*panel->picture().panel, panel->picture().geometry, {1, 40});
        QTest::mouseMove(panel, at.toPoint());
        QVERIFY(panel->picture().hovered);
        QCOMPARE(panel->picture().hovered->curve, 1);
        QVERIFY(std::abs(static_cast<int>(panel->picture().hovered->rank) - 40) <= 1);
        QVERIFY(panel->accessibleDescription().contains(QStringLiteral("4 workers")));
        QVERIFY(panel->accessibleDescription().contains(QStringLiteral("of 100 answers took at most")));
        QVERIFY(!panel->grab().isNull());
        auto* other = panel_of(1);
        QCOMPARE(other->picture().linked, panel->picture().hovered);
        QVERIFY(!other->grab().isNull());
        QTest::mouseMove(panel, QPoint(2, 2));
        QVERIFY(!panel->picture().hovered);
        QVERIFY(!other->picture().linked);
    }

    void keys_go_along_a_curve_and_from_count_to_count() {
        show({later_together()});
        auto* panel = panel_of();
        panel->setFocus(Qt::TabFocusReason);
        QCOMPARE(*panel->picture().hovered, (latency_ref{1, 50}));
        QTest::keyClick(panel, Qt::Key_Right);
        QCOMPARE(*panel->picture().hovered, (latency_ref{1, 51}));
        QTest::keyClick(panel, Qt::Key_Down);
        QCOMPARE(*panel->picture().hovered, (latency_ref{0, 51}));
        QTest::keyClick(panel, Qt::Key_Down);
        QCOMPARE(*panel->picture().hovered, (latency_ref{0, 51}));
        QTest::keyClick(panel, Qt::Key_Left);
        QCOMPARE(*panel->picture().hovered, (latency_ref{0, 50}));
        QTest::keyClick(panel, Qt::Key_End);
        QCOMPARE(*panel->picture().hovered, (latency_ref{0, 100}));
        QTest::keyClick(panel, Qt::Key_Home);
        QCOMPARE(*panel->picture().hovered, (latency_ref{0, 1}));
        QTest::keyClick(panel, Qt::Key_Up);
        QCOMPARE(*panel->picture().hovered, (latency_ref{1, 1}));
        QTest::keyClick(panel, Qt::Key_Escape);
        QVERIFY(!panel->picture().hovered);
    }

    void a_quantity_is_chosen_and_what_nobody_has_cannot_be() {
        show({later_together()});
        QTest::mouseClick(choice(*view_, "Quantity", 2), Qt::LeftButton);
        QCOMPARE(view_->chart().quantity, latency_quantity::whole);
        QVERIFY(view_->headline().startsWith(QStringLiteral("Whole time p95 grows")));
        show({of_commands()});
        for (const int index : {0, 1, 3}) {
            QVERIFY(!choice(*view_, "Quantity", index)->isEnabled());
            QVERIFY(choice(*view_, "Quantity", index)->toolTip().contains(QStringLiteral("streamed")));
        }
        QVERIFY(choice(*view_, "Quantity", 2)->isEnabled());
    }

    void percentiles_stand_below_where_there_is_room_and_refused_ones_say_why() {
        show({later_together()});
        auto* table = view_->findChild<latency_table*>();
        QVERIFY(table->isVisible());
        QVERIFY(panel_of()->isVisible());
        const auto* model = table->model();
        const int columns = model->columnCount();
        const auto column = [&](const char* title) {
            for (int i = 0; i < columns; ++i)
                if (model->headerData(i, Qt::Horizontal).toString() == QLatin1String(title)) return i;
            return -1;
        };
        QCOMPARE(model->index(1, column("p95, ms")).data().toString(), QStringLiteral("380 (360 – 400)"));
        const auto refused = model->index(1, column("p99, ms"));
        QCOMPARE(refused.data().toString(), QStringLiteral("–"));
        QCOMPARE(refused.data(Qt::ToolTipRole).toString(), QStringLiteral("p99 needs at least 500 answers; there are 100"));
        QVERIFY(table->isColumnHidden(column("Failed")));
        view_->resize(1000, 420);
        QCoreApplication::processEvents();
        QVERIFY(!table->isVisible());
        QTest::mouseClick(choice(*view_, "Shown as", 1), Qt::LeftButton);
        QVERIFY(table->isVisible());
        QVERIFY(!panel_of()->isVisible());
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(QStringLiteral("Workers\tAnswers\tp50, ms")));
        latency_table_model other;
        const QAbstractItemModelTester tester(&other, QAbstractItemModelTester::FailureReportingMode::QtTest);
        other.set_runs(latency_content_of({later_together()}).runs, latency_quantity::whole, {QStringLiteral("s"), 1});
        QCOMPARE(other.rowCount(), 2);
        other.set_runs({}, latency_quantity::whole, {});
        QCOMPARE(other.rowCount(), 0);
    }

    void a_run_without_answers_says_why_in_its_place() {
        show({times_of_trials()});
        QVERIFY(panel_of()->accessibleDescription().contains(QStringLiteral("Only the times")));
        QTest::keyClick(panel_of(), Qt::Key_Right);  // nothing to go to
        QVERIFY(!panel_of()->picture().hovered);
        QVERIFY(!panel_of()->grab().isNull());
        QVERIFY(!view_->findChild<latency_table*>()->isVisible());
    }

    void a_million_answers_are_drawn_by_the_pixel() {
        auto report = std::make_shared<latency_report>(make_latency_report(later_together()));
        for (auto& point : report->points) {
            auto& times = point.distributions[0].sorted_ns;
            times.clear();
            for (std::int64_t i = 1; i <= 1'000'000; ++i) times.push_back(i * 400 + point.workers);
        }
        auto run = latency_run_of(later_together());
        run.report = report;
        view_->set_runs({run});
        view_->show();
        QCoreApplication::processEvents();
        auto* panel = panel_of();
        const auto& picture = panel->picture();
        for (const auto& curve : picture.geometry.curves)
            QVERIFY(static_cast<double>(curve.size()) <= 2 * std::ceil(picture.geometry.plot.area.width()));
        QTest::mouseMove(panel, position_of(*picture.panel, picture.geometry, {1, 400'000}).toPoint());
        QVERIFY(picture.hovered);
        QVERIFY(std::abs(static_cast<double>(picture.hovered->rank) / 400'000 - 1) < 0.02);
    }

    void a_growing_run_keeps_what_is_hovered() {
        show({later_together()});
        panel_of()->hover(latency_ref{1, 40});
        auto more = later_together();
        more.trials.insert(more.trials.begin() + 1, even_trial(2, 100, 2));
        show({more});
        QCOMPARE(*panel_of()->picture().hovered, (latency_ref{2, 40}));
        show({times_of_trials()});
        QVERIFY(!panel_of()->picture().hovered);
    }

    void everything_is_named_and_reached_by_tab() {
        show({later_together(1, "a"), later_together(2, "b")});
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
        QVERIFY(reached >= 2 + 2 + 1);  // both panels, the controls, the table
    }

    void the_page_sorts_when_it_is_seen_and_writes_files() {
        const fresh_settings settings;
        latency_page page;
        page.resize(900, 700);
        page.show_runs({loaded(later_together())});
        QVERIFY(!page.has_something());  // nobody looks at it yet
        page.show();
        QVERIFY(QTest::qWaitFor([&] { return page.has_something(); }, patience));
        QVERIFY(visible_text(page).contains(QStringLiteral("grows from")));
        const QTemporaryDir folder;
        const QString png = folder.filePath(QStringLiteral("l.png")), csv = folder.filePath(QStringLiteral("l.csv"));
        QVERIFY(page.save(export_format::png, png, {{800, 500}, 2, theme_choice::dark}));
        QCOMPARE(QImage(png).size(), QSize(1600, 1000));
        QCOMPARE(QImage(png).pixelColor(2, 2), dark_palette().color(QPalette::Window));
        QVERIFY(page.save(export_format::csv, csv, {}));
        QFile written(csv);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().count('\n'), 1 + 4 * 2);
        for (const auto format : {export_format::svg, export_format::pdf})
            QVERIFY(page.save(format, folder.filePath(QStringLiteral("l.any")), {{800, 500}, 1, theme_choice::light}));
        page.show_runs({});
        QVERIFY(QTest::qWaitFor([&] { return !page.has_something(); }, patience));
        QVERIFY(visible_text(page).contains(QStringLiteral("Tick a saved run")));
    }

    void the_page_remembers_its_choices() {
        const fresh_settings settings;
        latency_page page;
        page.view().set_quantity(latency_quantity::chunk_gap);
        page.view().set_table_shown(true);
        page.save_choices();
        latency_page later;
        later.restore_choices();
        QCOMPARE(later.view().content().wanted, latency_quantity::chunk_gap);
        QVERIFY(later.view().table_shown());
    }

private:
    void show(const std::vector<run_record>& records) {
        view_->set_runs(latency_content_of(records).runs);
        view_->show();
        QCoreApplication::processEvents();
    }
    latency_panel* panel_of(std::size_t index = 0) const { return view_->body().grid().panels().at(index); }

    std::unique_ptr<latency_view> view_;
};

SWEEPLAB_WIDGET_TEST_MAIN(test_latency_view)
#include "test_latency_view.moc"
