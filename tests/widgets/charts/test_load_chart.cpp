// Loads in phases as drawn, as rows and in words: by answers that are known.
#include <QComboBox>

#include "tests/widgets/charts/example_loads.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/figure_columns.h"
#include "widgets/charts/figure_grid.h"
#include "widgets/charts/figure_table.h"
#include "widgets/charts/figure_view.h"
#include "widgets/charts/load_chooser.h"
#include "widgets/charts/load_panel.h"
#include "widgets/charts/load_words.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using namespace sweeplab::examples;

namespace {

constexpr std::int64_t second = load_second;

load_chart_ptr chart_of(std::vector<trial> trials, std::optional<load_trial> wanted = {}) {
    return make_load_charts({figures(load_figures(std::move(trials)))}, wanted).front();
}

load_geometry geometry_of(const load_chart& chart, QSizeF size = {800, 500}) {
    return lay_out_load(size, chart, fonts_from(QApplication::font()));
}

// What the CSV says in a column of a row.
QString cell_of(const figure_row& row, const char* key) {
    for (const auto& column : figure_columns())
        if (column.raw && column.key == QLatin1String(key)) return column.raw(row);
    return QStringLiteral("no such column");
}

}  // namespace

class test_load_chart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
    }

    void lines_stand_where_the_axes_say() {
        const auto chart = chart_of({load_trial_of(2)});
        const auto geometry = geometry_of(*chart);
        QVERIFY(geometry.latency.shown());
        const auto y = [](const load_plot& plot, double value) {
            return plot.area.bottom() - value / plot.scale.most * plot.area.height();
        };
        QCOMPARE(geometry.asked.front().y(), y(geometry.rate, 2));
        QCOMPARE(geometry.asked.back().y(), y(geometry.rate, 100));
        QCOMPARE(geometry.asked.back().x(), geometry.x(15.0 * second));
        QCOMPARE(geometry.sent.back().y(), y(geometry.rate, 100));
        QCOMPARE(geometry.workers_line.front().y(), y(geometry.workers, 2));
        QCOMPARE(geometry.decisions[1], QPointF(geometry.x(11.0 * second), y(geometry.workers, 5)));
        QCOMPARE(geometry.workers_line.back().y(), y(geometry.workers, 3));
        // 40 ms: the quiet phase has 20 answers, too few.
        QCOMPARE(chart->latency_unit.symbol, QStringLiteral("ms"));
        QCOMPARE(geometry.latencies.size(), 5U);
        QCOMPARE(geometry.latencies.front().x1(), geometry.x(10.0 * second));
        QCOMPARE(geometry.latencies.front().y1(), y(geometry.latency, 40));
        QVERIFY(geometry.not_carried_out.isEmpty());
        for (const auto* plot : {&geometry.rate, &geometry.workers, &geometry.latency}) {
            QCOMPARE(plot->area.left(), geometry.rate.area.left());
            QCOMPARE(plot->area.width(), geometry.rate.area.width());
            QVERIFY(geometry.card.contains(plot->area));
            QVERIFY(plot->caption_row.bottom() <= plot->area.top());
        }
        for (const auto& tick : geometry.workers.ticks) QVERIFY(!tick.text.contains(QLatin1Char('.')));
    }

    void where_it_is_low_the_latency_gives_way() {
        const auto chart = chart_of({load_trial_of(2)});
        const auto geometry = geometry_of(*chart, least_load_panel);
        QVERIFY(!geometry.latency.shown());
        QVERIFY(geometry.workers.area.height() >= 40);
        QVERIFY(geometry.workers.area.bottom() < geometry.x_caption_row.top());
    }

    void what_was_not_carried_out_is_marked() {
        const auto chart = chart_of({stopped_load(2)});
        QVERIFY(chart->course->cut_short());
        const auto geometry = geometry_of(*chart);
        QVERIFY(std::abs(geometry.not_carried_out.left() - geometry.x(12.04 * second)) < 1);
        QCOMPARE(geometry.not_carried_out.right(), geometry.x(15.0 * second));
        QVERIFY(std::abs(geometry.sent.back().x() - geometry.x(12.04 * second)) < 1);
        QVERIFY(describe_load_chart(*chart).contains(QStringLiteral("Stopped early after 12.0 s: over-saturated")));
        QVERIFY(describe_load_at(*chart, 14 * second).note.contains(QStringLiteral("had been stopped")));
    }

    void a_decision_says_its_reason_under_the_pointer() {
        const auto chart = chart_of({load_trial_of(2)});
        const auto geometry = geometry_of(*chart);
        const auto place = place_under(geometry, *chart, geometry.decisions[1] + QPointF(3, 10));
        QVERIFY(place && place->decision == std::optional<std::size_t>(1));
        const auto words = describe_decision(*chart, 1);
        QCOMPARE(words.title, QStringLiteral("2 → 5 workers, at 11.0 s"));
        QCOMPARE(words.note, QStringLiteral("Workers were busy 96 % of their time, above 70 %."));
        QCOMPARE(describe_decision(*chart, 0).title, QStringLiteral("2 workers kept, at 2.0 s"));
        // Over the rates the time under the pointer is meant.
        const auto above =
            place_under(geometry, *chart, QPointF(geometry.decisions[1].x(), geometry.rate.area.center().y()));
        QVERIFY(above && !above->decision);
        QVERIFY(!place_under(geometry, *chart, QPointF(2, 2)));
        const auto at = describe_load_at(*chart, 12 * second + 1);
        QVERIFY(at.title.contains(QStringLiteral("busy")));
        QVERIFY(at.sentence().contains(QStringLiteral("100/s")));
        QVERIFY(at.sentence().contains(QStringLiteral("40.0 ms")));
        QVERIFY(!describe_load_at(*chart, second).sentence().contains(QStringLiteral("p95")));
    }

    void keys_go_through_times_and_decisions() {
        load_panel panel;
        panel.set_chart(chart_of({load_trial_of(2)}));
        panel.resize(700, 480);
        panel.show();
        QVERIFY(
            panel.accessibleDescription().startsWith(QStringLiteral("quiet: 2.00/s asked for, 2.00/s sent; busy: 100/s")));
        panel.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&panel, Qt::Key_Home);
        QVERIFY(panel.accessibleDescription().contains(QStringLiteral("quiet")));
        QTest::keyClick(&panel, Qt::Key_End);
        QVERIFY(panel.accessibleDescription().contains(QStringLiteral("busy")));
        QTest::keyClick(&panel, Qt::Key_Up);
        QVERIFY2(panel.accessibleDescription().startsWith(QStringLiteral("5 → 3 workers")),
                 qPrintable(panel.accessibleDescription()));
        QTest::keyClick(&panel, Qt::Key_Up);
        QTest::keyClick(&panel, Qt::Key_Up);
        QTest::keyClick(&panel, Qt::Key_Up);
        QVERIFY(panel.accessibleDescription().startsWith(QStringLiteral("2 workers kept")));
        QTest::keyClick(&panel, Qt::Key_Down);
        QVERIFY(panel.accessibleDescription().contains(QStringLiteral("above 70 %")));
        QTest::keyClick(&panel, Qt::Key_Escape);
        QVERIFY(!panel.picture().hovered);
    }

    void several_trials_are_a_choice_and_one_alone_is_none() {
        figure_view view;
        view.resize(900, 700);
        view.show();
        view.set_runs({figures(load_figures({load_trial_of(2)}))});
        QCOMPARE(view.grid().loads().size(), 1U);
        QVERIFY(view.grid().panels().empty());
        QVERIFY(!view.load_choice().isVisible());
        view.set_runs({figures(load_figures({stopped_load(1), load_trial_of(4), load_trial_of(4, 2)}))});
        QVERIFY(view.load_choice().isVisible());
        auto& box = view.load_choice().box();
        QCOMPARE(box.count(), 3);
        // The first that was not stopped.
        QCOMPARE(box.currentText(), QStringLiteral("4 workers at the start, repeat 1"));
        box.setCurrentIndex(0);
        Q_EMIT box.activated(0);
        QCOMPARE(view.grid().loads().front()->picture().chart->course->workers, 1);
        QVERIFY(view.content().load == std::optional(load_trial{1, 1}));
        // What another run does not have goes back to what there is.
        view.set_runs({figures(load_figures({load_trial_of(2)}))});
        QCOMPARE(view.grid().loads().front()->picture().chart->course->workers, 2);
    }

    void runs_stand_beside_each_other_on_the_same_axes() {
        const auto charts = make_load_charts(
            {figures(load_figures({load_trial_of(2)}), 1, "desk"), figures(load_figures({load_trial_of(8)}), 2, "rack", 1)},
            {});
        QCOMPARE(charts.size(), 2U);
        QCOMPARE(charts[0]->title, QStringLiteral("desk"));
        QVERIFY(charts[0]->workers == charts[1]->workers);
        QVERIFY(charts[0]->course);
        QVERIFY(!charts[1]->course);
        QVERIFY(charts[1]->why_none.contains(QStringLiteral("2 workers at the start, repeat 1")));
    }

    void rows_say_what_was_decided_and_leave_out_what_is_not_known() {
        const std::vector<figure_run> runs{figures(load_figures({load_trial_of(2)}))};
        const auto rows = figure_rows(runs);
        QCOMPARE(rows.size(), 2U);
        QCOMPARE(rows[0].name, QStringLiteral("quiet"));
        QCOMPARE(rows[0].decisions, QStringLiteral("keep 2"));
        QCOMPARE(rows[1].decisions, QStringLiteral("2 → 5, 5 → 3"));
        QVERIFY(rows[1].reasons.front().endsWith(QStringLiteral("2 → 5: workers were busy 96 % of their time, above 70 %")));
        figure_table_model model;
        model.set_runs({figures(load_figures({load_trial_of(2)}))}, {});
        const auto column = [&](const char* title) {
            for (int i = 0; i < model.columnCount(); ++i)
                if (model.headerData(i, Qt::Horizontal).toString() == QLatin1String(title)) return i;
            return -1;
        };
        const auto text = [&](int row, const char* title, int role = Qt::DisplayRole) {
            return model.index(row, column(title)).data(role).toString();
        };
        QCOMPARE(text(0, "Asked for"), QStringLiteral("2.00/s"));
        QCOMPARE(text(1, "Sent"), QStringLiteral("100/s"));
        QCOMPARE(text(0, "Value"), QString());
        QVERIFY(!model.is_needed(column("Value")));
        QCOMPARE(text(1, "In use"), QStringLiteral("2 – 5"));
        QCOMPARE(text(1, "Errors"), QStringLiteral("0"));
        QCOMPARE(text(0, "p95"), QString());
        QCOMPARE(text(0, "p95", Qt::ToolTipRole), QStringLiteral("p95 needs at least 100 answers; there are 20"));
        QCOMPARE(text(1, "p95"), QStringLiteral("40.0 ms"));
        QVERIFY(text(1, "Decisions", Qt::ToolTipRole).contains(QLatin1Char('\n')));
    }

    void a_phase_that_was_not_reached_has_no_figures() {
        auto early = stopped_load(1);
        std::erase_if(early.attempts, [](const auto& span) { return span.item >= 10; });
        early.decisions.clear();
        const std::vector<figure_run> runs{figures(load_figures({early}))};
        const auto rows = figure_rows(runs);
        const auto cell = [&](const char* key) { return cell_of(rows[1], key); };
        QCOMPARE(cell("name"), QStringLiteral("busy"));
        QCOMPARE(cell("asked_per_s"), QStringLiteral("100"));
        for (const char* name : {"value", "from_due_p95_s", "errors", "requests", "workers_to"})
            QCOMPARE(cell(name), QString());
    }

    void the_csv_has_base_units_and_every_reason() {
        const std::vector<figure_run> runs{figures(load_figures({load_trial_of(2)}))};
        const auto rows = figure_rows(runs);
        const auto cell = [&](const char* key) { return cell_of(rows[1], key); };
        QCOMPARE(cell("kind"), QStringLiteral("phase"));
        QCOMPARE(cell("quantity"), QStringLiteral("sent"));
        QCOMPARE(cell("value"), QStringLiteral("100"));
        QCOMPARE(cell("unit"), QStringLiteral("requests/s"));
        QCOMPARE(cell("workers_to"), QStringLiteral("5"));
        QVERIFY(cell("from_due_p95_s").startsWith(QStringLiteral("0.04")));
        QVERIFY(cell("decisions").startsWith(QLatin1Char('"')));  // reasons have commas
        QVERIFY(cell("decisions").contains(QStringLiteral("workers were busy 20 % of their time")));
        QCOMPARE(figure_csv(runs).count(QLatin1Char('\n')), 1 + 2);
    }

    void a_trial_that_was_stopped_is_a_warning_over_the_chart() {
        const auto warnings = load_warnings(load_figures({stopped_load(1)}).phases);
        QCOMPARE(warnings.size(), 1U);
        QCOMPARE(
            QString::fromStdString(warnings.front()),
            QStringLiteral("Stopped early (1 worker at the start, repeat 1): over-saturated: 108 were waiting when it was "
                           "ended after 12.04 s"));
        const auto several = load_warnings(load_figures({stopped_load(1), stopped_load(1, 2), load_trial_of(4)}).phases);
        QVERIFY(several.front().starts_with("2 of 3 trials stopped early; the first"));
        QVERIFY(load_warnings(load_figures({load_trial_of(4)}).phases).empty());
        QCOMPARE(QString::fromStdString(load_headline(load_figures({load_trial_of(4)}).phases)),
                 QStringLiteral("With 4 workers every phase was sent at the rate asked for"));
        QVERIFY(load_details(load_figures({load_trial_of(4)}).phases).empty());
        const auto mixed = load_figures({stopped_load(1), load_trial_of(4), load_trial_of(8)}).phases;
        QCOMPARE(QString::fromStdString(load_headline(mixed)),
                 QStringLiteral("With 4, 8 workers every phase was sent at the rate asked for; with 1 worker phase \"busy\" "
                                "reached 98.5 of 100 requests/s"));
        QVERIFY(load_details(mixed).starts_with("With 1 worker phase"));
        QVERIFY(load_headline({}).empty() && load_details({}).empty());
    }

    void it_is_painted_in_both_palettes() {
        for (const auto& palette : {light_palette(), dark_palette()}) {
            QApplication::setPalette(palette);
            load_panel panel;
            panel.set_chart(chart_of({stopped_load(2)}));
            panel.resize(700, 480);
            panel.hover(load_place{11 * second, 1});
            const QImage image = panel.grab().toImage();
            QCOMPARE(image.pixelColor(20, 470), palette.color(QPalette::Base));
        }
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_load_chart)
#include "test_load_chart.moc"
