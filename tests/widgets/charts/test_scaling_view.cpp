// The Scaling page as a whole: what it shows when, that all of it is reached, and its table.
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLabel>
#include <QSignalSpy>
#include <QStackedWidget>

#include "tests/widgets/charts/example_curves.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/panel_grid.h"
#include "widgets/charts/scaling_panel.h"
#include "widgets/charts/scaling_table.h"
#include "widgets/charts/scaling_view.h"
#include "widgets/charts/segmented_control.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;

namespace {

finding words_of(const char* headline) { return {headline, "3 repeats at each worker count.", {"Results differ."}}; }

QStringList visible_texts(const QWidget& widget) {
    QStringList texts;
    for (const auto* label : widget.findChildren<QLabel*>()) {
        if (label->isVisible()) texts << label->text();
    }
    return texts;
}

template <class Part>
Part* shown_part(const QWidget& widget) {
    auto* part = widget.findChild<Part*>();
    return part && part->isVisible() ? part : nullptr;
}

segmented_control* control(const QWidget& widget, const char* name) {
    for (auto* one : widget.findChildren<segmented_control*>()) {
        if (one->accessibleName() == QLatin1String(name)) return one;
    }
    return nullptr;
}

}  // namespace

class test_scaling_view : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
    }

    void an_empty_view_says_what_to_do() {
        scaling_view view;
        view.resize(900, 600);
        view.show();
        QVERIFY(view.is_empty());
        QVERIFY(visible_texts(view).join(QLatin1Char(' ')).contains(QLatin1String("press Run")));
        auto* own = new QLabel(QStringLiteral("Start here"));
        view.set_empty_page(own);
        QCOMPARE(visible_texts(view), QStringList{"Start here"});
        view.set_curves({examples::published()}, words_of("4 workers"));
        QVERIFY(!own->isVisible());
        view.set_curves({}, {});
        QVERIFY(own->isVisible());
    }

    void finding_and_warnings_stand_over_the_chart() {
        scaling_view view;
        view.resize(900, 600);
        view.show();
        view.set_curves({examples::published()}, words_of("4 workers: 2.9× at 73 %"));
        const auto texts = visible_texts(view);
        QVERIFY(texts.contains(QStringLiteral("4 workers: 2.9× at 73 %")));
        QVERIFY(texts.contains(QStringLiteral("Results differ.")));
        for (const auto* label : view.findChildren<QLabel*>()) {
            if (label->isVisible()) QVERIFY(label->textInteractionFlags() & Qt::TextSelectableByMouse);
        }
        finding many = words_of("h");
        for (int i = 0; i < 20; ++i) many.warnings.push_back("warning " + std::to_string(i));
        view.set_curves({examples::published()}, many);
        QVERIFY(visible_texts(view).contains(QStringLiteral("17 more warnings")));
    }

    void choices_change_the_chart_and_are_told() {
        scaling_view view;
        view.resize(1000, 700);
        view.show();
        view.set_curves({examples::repeated(1, "a", 100), examples::repeated(2, "b", 200)}, words_of("h"));
        QSignalSpy quantity(&view, &scaling_view::quantity_changed);
        QSignalSpy layout(&view, &scaling_view::panel_layout_changed);
        QSignalSpy table(&view, &scaling_view::table_shown_changed);
        auto* grid = view.findChild<panel_grid*>();
        QCOMPARE(grid->panels().size(), std::size_t(2));
        const auto click = [&](const char* name, int index) {
            QTest::mouseClick(control(view, name)->findChildren<QPushButton*>().at(index), Qt::LeftButton);
        };
        click("Quantity", 1);
        QCOMPARE(view.quantity(), chart_quantity::speedup);
        QCOMPARE(grid->panels().front()->picture().data->quantity, chart_quantity::speedup);
        click("Panels", 1);
        QCOMPARE(view.shown_layout(), panel_layout::overlay);
        QCOMPARE(grid->panels().size(), std::size_t(1));
        click("Shown as", 1);
        QVERIFY(shown_part<scaling_table>(view));
        QVERIFY(!shown_part<panel_grid>(view));
        QCOMPARE(quantity.size() + layout.size() + table.size(), 3);
        view.set_quantity(chart_quantity::cost);
        QCOMPARE(control(view, "Quantity")->chosen(), 5);
        QVERIFY(!control(view, "Quantity")->findChildren<QPushButton*>().at(4)->isEnabled());  // no tokens were counted
    }

    void a_hovered_count_shows_in_all_panels() {
        scaling_view view;
        view.resize(1000, 700);
        view.set_curves({examples::repeated(1, "a", 100), examples::repeated(2, "b", 200)}, words_of("h"));
        const auto panels = view.findChild<panel_grid*>()->panels();
        panels[0]->hover(point_ref{0, 2, false});
        QCOMPARE(panels[1]->picture().linked_workers, 4);
        panels[0]->hover(std::nullopt);
        QVERIFY(!panels[1]->picture().linked_workers);
    }

    void live_curves_keep_panels_and_hover() {
        scaling_view view;
        view.resize(1000, 700);
        view.show();
        auto curve = examples::repeated(1, "a", 100);
        const auto all = curve.points;
        const scaling_panel* first = nullptr;
        for (std::size_t count = 0; count <= all.size(); ++count) {
            curve.points.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
            view.set_curves({curve}, words_of("growing"));
            auto* panel = view.findChild<panel_grid*>()->panels().at(0);
            if (!first) first = panel;
            QCOMPARE(panel, first);
            if (count == 1) panel->hover(point_ref{0, 0, false});
            if (count > 1) QVERIFY(panel->picture().hovered);
        }
    }

    void narrow_views_wrap_and_scroll() {
        std::vector<scaling_curve> curves;
        for (int i = 0; i < 8; ++i) curves.push_back(examples::repeated(i + 1, "machine " + std::to_string(i), 100));
        scaling_view view;
        view.set_curves(curves, words_of("h"));
        view.show();
        for (const QSize size : {QSize(1600, 1000), QSize(700, 500), QSize(520, 500)}) {
            view.resize(size);
            QCoreApplication::processEvents();
            for (const auto* panel : view.findChild<panel_grid*>()->panels()) {
                QVERIFY(panel->width() >= least_panel_size.width() && panel->height() >= least_panel_size.height());
            }
        }
        QVERIFY(view.whole_height(700) > 4 * least_panel_size.height());
        QVERIFY(view.whole_height(1600) < view.whole_height(700));
    }

    void everything_is_named_and_reached_by_tab() {
        scaling_view view;
        view.resize(1000, 700);
        view.set_curves({examples::repeated(1, "a", 100), examples::repeated(2, "b", 200)}, words_of("h"));
        view.show();
        QSet<const QWidget*> on_the_way;
        for (const QWidget* next = view.nextInFocusChain(); next != &view; next = next->nextInFocusChain())
            on_the_way << next;
        int reached = 0;
        for (const auto* widget : view.findChildren<QWidget*>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || !widget->isVisible()) continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            QVERIFY(on_the_way.contains(widget));
            ++reached;
        }
        QVERIFY(reached >= 2 + 3);  // both panels and the controls
    }

    void the_table_holds_every_figure() {
        scaling_table_model model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto curve = examples::repeated(1, "a", 100);
        curve.empty_points.push_back(examples::not_counted(3, "timed out"));
        model.set_curves({curve});
        QCOMPARE(model.rowCount(), 5);
        const auto cell = [&](int row, const char* title) {
            for (int i = 0; i < model.columnCount(); ++i) {
                if (model.headerData(i, Qt::Horizontal).toString() == QLatin1String(title))
                    return model.index(row, i).data().toString();
            }
            return QStringLiteral("no such column");
        };
        QCOMPARE(cell(1, "Workers"), QStringLiteral("2"));
        QCOMPARE(cell(1, "Time, s"), QStringLiteral("51.96"));
        QCOMPARE(cell(1, "Tokens/s"), QString());  // missing is empty, never 0
        QCOMPARE(cell(2, "Workers"), QStringLiteral("3"));
        QCOMPARE(cell(2, "Time, s"), QString());
        QCOMPARE(cell(2, "Why"), QStringLiteral("timed out"));
        curve.points.pop_back();
        model.set_curves({curve});
        QCOMPARE(model.rowCount(), 4);
        model.set_curves({});
        QCOMPARE(model.rowCount(), 0);
    }

    void the_table_is_copied_with_its_titles() {
        scaling_table table;
        table.resize(800, 300);
        table.set_content({{examples::published()}, words_of("h"), chart_quantity::time, panel_layout::by_machine});
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 6);
        QVERIFY(lines[0].startsWith(QLatin1String("Machine\tRun\tWorkers\tTime, s\t")));
        QVERIFY(!lines[0].contains(QLatin1String("Tokens/s")));  // nothing is known of them: the column is hidden
        QVERIFY(lines[2].contains(QLatin1String("58.50")));
        table.selectionModel()->select(QItemSelection(table.model()->index(0, 2), table.model()->index(1, 3)),
                                       QItemSelectionModel::ClearAndSelect);
        QCOMPARE(table.selected_text(), QStringLiteral("Workers\tTime, s\n1\t171.1\n4\t58.50\n"));
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_scaling_view)
#include "test_scaling_view.moc"
