// Figures as panels, rows and words: by answers that are known.
#include <cmath>

#include "tests/widgets/charts/example_figures.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/figure_columns.h"
#include "widgets/charts/figure_words.h"
#include "widgets/charts/panel_geometry.h"

using namespace sweeplab;
using namespace sweeplab::examples;

namespace {

figure_chart_data chart_of(std::vector<figure_run> runs, milestone_reading reading = milestone_reading::last) {
    return make_figure_chart({std::move(runs), reading});
}

const figure_panel* panel_named(const figure_chart_data& data, const char* title) {
    for (const auto& panel : data.panels)
        if (panel.title == QLatin1String(title)) return &panel;
    return nullptr;
}

// The columns' titles and one line for each row.
std::vector<QStringList> cells_of(const QString& csv) {
    std::vector<QStringList> lines;
    for (const auto& line : csv.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) lines.push_back(line.split(QLatin1Char(',')));
    return lines;
}

QString cell(const std::vector<QStringList>& lines, std::size_t row, const char* column) {
    return lines[row][lines.front().indexOf(QLatin1String(column))];
}

}  // namespace

class test_figure_chart_data : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void milestones_are_lines_of_one_panel_on_an_axis_from_zero() {
        const auto data = chart_of({figures({report_pipeline(), {}, {}})});
        QCOMPARE(data.panels.size(), 1U);
        const auto& panel = data.panels.front();
        QCOMPARE(panel.unit, QStringLiteral("s"));
        QCOMPARE(panel.series().size(), 2U);
        QCOMPARE(panel.series()[0].label, QStringLiteral("core ready"));
        QCOMPARE(panel.series()[1].points[2].workers, 4);
        QCOMPARE(panel.series()[1].points[2].shown.value, 14.1);
        QCOMPARE(*panel.series()[1].points[0].shown.hi, 25.7 * 1.1);
        const auto& y = panel.chart->y.scale;
        QVERIFY(!y.log);
        QCOMPARE(y.least, 0.0);
        QVERIFY(y.most >= 25.7 * 1.1);
        QVERIFY(!data.several_instances);
        // The core's line is level, and stands where the axis says: 9 s.
        const auto at_pixel = [&](int workers, double value) {
            const panel_fonts fonts = fonts_from(QApplication::font());
            return lay_out_panel(QSizeF(600, 400), panel.chart->panels.front(), *panel.chart, fonts)
                .to_pixel(workers, value);
        };
        const panel_fonts fonts = fonts_from(QApplication::font());
        const auto geometry = lay_out_panel(QSizeF(600, 400), panel.chart->panels.front(), *panel.chart, fonts);
        QCOMPARE(at_pixel(1, 9).y(), at_pixel(4, 9).y());
        const double expected = geometry.plot.bottom() - 9 / y.most * geometry.plot.height();
        QVERIFY(std::abs(at_pixel(1, 9).y() - expected) < 0.01);
        for (const auto& tick : geometry.y_ticks) QVERIFY(tick.at <= geometry.plot.bottom() + 0.01);
    }

    void several_runs_of_pipelines_share_axes_and_colours_side_by_side() {
        auto slow = report_pipeline();
        for (auto& curve : slow.curves)
            for (auto& point : curve.points) point = reached(point.workers, point.last_s->value * 3);
        slow.curves.erase(slow.curves.begin());
        const auto data =
            chart_of({figures({report_pipeline(), {}, {}}, 1, "desk", 0), figures({slow, {}, {}}, 2, "old laptop", 1)});
        QCOMPARE(data.panels.size(), 2U);
        QCOMPARE(data.panels[0].title, QStringLiteral("desk"));
        QCOMPARE(data.panels[1].title, QStringLiteral("old laptop"));
        QVERIFY(data.panels[0].chart->y == data.panels[1].chart->y);
        QCOMPARE(data.panels[0].series()[1].number, data.panels[1].series()[0].number);  // both are "everything ready"
    }

    void of_several_instances_the_first_and_the_middle_have_no_interval() {
        auto report = report_pipeline();
        for (auto& curve : report.curves) {
            curve.instances = 5;
            for (auto& point : curve.points) point.first_s = point.last_s->value / 5;
        }
        const auto last = chart_of({figures({report, {}, {}})});
        QVERIFY(last.several_instances);
        QVERIFY(last.panels.front().series()[0].points[0].shown.lo.has_value());
        const auto first = chart_of({figures({report, {}, {}})}, milestone_reading::first);
        QCOMPARE(first.panels.front().series()[0].points[0].shown.value, 9.0 / 5);
        QVERIFY(!first.panels.front().series()[0].points[0].shown.lo);
        QVERIFY(first.panels.front().chart->y_caption.startsWith(QStringLiteral("First one ready after, s")));
        for (const auto reading : {milestone_reading::first, milestone_reading::middle, milestone_reading::last})
            QCOMPARE(milestone_reading_from(to_text(reading)), std::optional(reading));
    }

    void a_milestone_that_was_not_reached_stays_empty() {
        auto report = report_pipeline();
        report.curves[1].points[1] = milestone_point{2, 0, {}, {}, {}};
        const auto data = chart_of({figures({report, {}, {}})});
        const auto& series = data.panels.front().series()[1];
        QCOMPARE(series.points.size(), 2U);
        QCOMPARE(series.points[1].workers, 4);
        QCOMPARE(data.panels.front().chart->workers, (std::vector{1, 2, 4}));  // the count keeps its tick
        const auto lines = cells_of(figure_csv({figures({report, {}, {}})}));
        QCOMPARE(lines.size(), 7U);
        QCOMPARE(cell(lines, 5, "workers"), QStringLiteral("2"));
        QCOMPARE(cell(lines, 5, "value"), QString());
        QCOMPARE(cell(lines, 6, "value"), QStringLiteral("14.1"));
    }

    void unlike_units_never_share_an_axis() {
        const auto data = chart_of({figures({{}, suite(), {}})});
        QCOMPARE(data.panels.size(), 3U);
        QCOMPARE(panel_named(data, "sqrt")->unit, QStringLiteral("M operations/s"));
        QCOMPARE(panel_named(data, "copy")->unit, QStringLiteral("GB/s"));
        QCOMPARE(panel_named(data, "requests")->unit, QStringLiteral("requests/s"));
        QCOMPARE(panel_named(data, "sqrt")->series()[0].points[1].shown.value, 500.0);
        QCOMPARE(panel_named(data, "copy")->series()[0].points[0].shown.value, 12.0);
        QCOMPARE(panel_named(data, "requests")->series()[0].points[0].shown.value, 90.0);
        QVERIFY(panel_named(data, "copy")->chart->y_caption.startsWith(QStringLiteral("Rate, GB/s (log₂)")));
        QCOMPARE(panel_named(data, "copy")->chart->x_caption, QStringLiteral("Threads (log₂)"));
        for (const auto& panel : data.panels) {
            const auto& y = panel.chart->y.scale;
            for (const auto& point : panel.series()[0].points)
                QVERIFY(*point.shown.lo >= y.least && *point.shown.hi <= y.most);
        }
    }

    void the_same_kernel_of_two_runs_stands_in_one_panel_and_with_other_values_in_another() {
        auto other = suite();
        other.series[1] = kernel_at("copy", native::work_unit::bytes, {{1, 2e10}}, 99);
        const auto data = chart_of({figures({{}, suite(), {}}, 1, "desk", 0), figures({{}, other, {}}, 2, "laptop", 1)});
        QCOMPARE(data.panels.size(), 4U);
        QCOMPARE(panel_named(data, "sqrt")->series().size(), 2U);
        QCOMPARE(panel_named(data, "sqrt")->series()[1].label, QStringLiteral("laptop"));
        QCOMPARE(panel_named(data, "sqrt")->series()[1].number, 1);
        QCOMPARE(panel_named(data, "copy")->series().size(), 1U);
        QCOMPARE(data.panels[1].chart->panels.front().subtitle, QStringLiteral("elements 10"));
        QCOMPARE(data.panels[3].chart->panels.front().subtitle, QStringLiteral("elements 99"));
    }

    void rates_have_the_unit_in_which_they_read_best() {
        QCOMPARE(unit_of_rate(native::work_unit::bytes, 999).symbol, QStringLiteral("B/s"));
        QCOMPARE(unit_of_rate(native::work_unit::bytes, 1.8e10).symbol, QStringLiteral("GB/s"));
        QCOMPARE(unit_of_rate(native::work_unit::accesses, 3e4).symbol, QStringLiteral("k accesses/s"));
        QVERIFY(std::abs(3e4 * unit_of_rate(native::work_unit::accesses, 3e4).factor - 30) < 1e-9);
    }

    void solved_tasks_have_their_time_their_cost_and_their_share() {
        const auto data = chart_of({figures({{}, {}, agents()})});
        QCOMPARE(data.panels.size(), 3U);
        const auto* time = panel_named(data, "Time for each solved task");
        QCOMPARE(time->series()[0].points.size(), 2U);  // with 4 workers none was solved
        QCOMPARE(time->series()[0].points[0].shown.value, 10.0);
        QCOMPARE(time->series()[0].points[1].shown.value, 5.0);
        const auto* cost = panel_named(data, "Cost for each solved task");
        QCOMPARE(cost->unit, QStringLiteral("USD"));
        QCOMPARE(cost->series()[0].points.size(), 1U);  // unknown is not 0
        const auto* share = panel_named(data, "Tasks solved");
        QCOMPARE(share->series()[0].points.size(), 3U);
        QCOMPARE(share->series()[0].points[0].shown.value, 80.0);
        QCOMPARE(share->series()[0].points[2].shown.value, 0.0);
        QVERIFY(share->chart->y.scale.most >= 100);
        const auto lines = cells_of(figure_csv({figures({{}, {}, agents()})}));
        QCOMPARE(cell(lines, 2, "cost"), QString());
        QCOMPARE(cell(lines, 3, "value"), QString());
        QCOMPARE(cell(lines, 3, "solved"), QStringLiteral("0"));
    }

    void two_currencies_do_not_share_an_axis() {
        const auto data =
            chart_of({figures({{}, {}, agents("USD")}, 1, "a", 0), figures({{}, {}, agents("EUR")}, 2, "b", 1)});
        QCOMPARE(data.panels.size(), 4U);
        QCOMPARE(data.panels[1].unit, QStringLiteral("USD"));
        QCOMPARE(data.panels[2].unit, QStringLiteral("EUR"));
        QCOMPARE(data.panels[2].series().size(), 1U);
        QCOMPARE(data.panels[2].series()[0].label, QStringLiteral("b"));
    }

    void without_one_cost_there_is_no_panel_of_costs() {
        auto free = agents();
        free.points.erase(free.points.begin());
        const auto data = chart_of({figures({{}, {}, free})});
        QCOMPARE(data.panels.size(), 2U);
        QVERIFY(!panel_named(data, "Cost for each solved task"));
    }

    void runs_without_figures_are_left_out() {
        scaling_curve curve;
        curve.host_name = "desk";
        const auto nothing = std::make_shared<const figure_report>();
        const auto something = std::make_shared<const figure_report>(figure_report{report_pipeline(), {}, {}});
        const auto runs = make_figure_runs({{&curve, nothing}, {&curve, something}});
        QCOMPARE(runs.size(), 1U);
        QCOMPARE(runs.front().label, QStringLiteral("desk"));
        QCOMPARE(runs.front().number, 0);
        QVERIFY(make_figure_chart({}).empty());
        // Two of the same name are told apart by their numbers, not by what they ran.
        scaling_curve first, second;
        first.run_name = second.run_name = "suite";
        first.run.value = 3;
        second.run.value = 4;
        first.workload = "native: sqrt, copy";
        second.workload = "native: sqrt";
        const auto alike = make_figure_runs({{&first, something}, {&second, something}});
        QCOMPARE(alike[0].label, QStringLiteral("suite #3"));
        QCOMPARE(alike[1].label, QStringLiteral("suite #4"));
    }

    void the_headline_says_what_more_workers_change() {
        QCOMPARE(milestone_headline(report_pipeline()),
                 std::string("Core is ready after 9.00 s at every worker count; everything is ready after 14.1 s with 4 "
                             "workers instead of 25.7 s with 1"));
        QCOMPARE(
            native_headline(suite()),
            std::string("3 kernels: sqrt gains most from threads, 2.0× with 2 threads; copy least, 1.1× with 2 threads"));
        QCOMPARE(solved_headline(agents()),
                 std::string(
                     "A task is solved every 5.00 s with 2 workers instead of 10.0 s with 1; 18 of 30 tasks (60 %) solved"));
        QCOMPARE(solved_headline({{solved_at(1, 4, 0, 80, {})}, "USD"}), std::string("None of 4 tasks is solved"));
        auto several = report_pipeline();
        several.curves.front().instances = 3;
        QVERIFY(milestone_headline(several).starts_with("Core is ready for all 3 after 9.00 s at every worker count;"));
        auto odd = report_pipeline();
        odd.curves.front().name = "draft";
        odd.curves.front().points = {reached(1, 4), reached(2, 8)};
        QVERIFY(milestone_headline(odd).starts_with(
            "\"draft\" is reached after 4.00 s with 1 worker, and 8.00 s with 2 workers;"));
    }

    void simulated_and_failed_are_said() {
        auto broken = suite();
        broken.series[0].failures = {"the sum is wrong", "the sum is 5", "the sum is 6"};
        auto run = figures({{}, broken, {}});
        run.simulated = true;
        const auto words = describe_figures({run});
        QCOMPARE(words.warnings.size(), 2U);
        QCOMPARE(words.warnings[0], std::string("sqrt failed: the sum is wrong (2 other failures)"));
        QVERIFY(words.warnings[1].find("simulated") != std::string::npos);
        QVERIFY(chart_of({run}).panels.front().chart->panels.front().simulated);
        const auto lines = cells_of(figure_csv({run}));
        QCOMPARE(cell(lines, 1, "simulated"), QStringLiteral("yes"));
    }

    void the_table_holds_what_the_panels_leave_out() {
        const std::vector<figure_run> runs{figures({{}, suite(), {}})};
        const auto rows = figure_rows(runs, {{{1, 2}, QStringLiteral("each of 480 requests got its answer")}});
        QCOMPARE(rows.size(), 6U);
        QCOMPARE(rows[4].name, QStringLiteral("requests"));
        QCOMPARE(rows[4].verified, QStringLiteral("each of 480 requests got its answer"));
        QCOMPARE(*rows[4].latency_p99_s, 0.012);
        QVERIFY(!rows[5].latency_p99_s);
        QVERIFY(rows[0].verified.isEmpty());
        const auto lines = cells_of(figure_csv(runs));
        QCOMPARE(cell(lines, 3, "unit"), QStringLiteral("bytes/s"));
        QCOMPARE(cell(lines, 3, "value"), QStringLiteral("12000000000"));
        QCOMPARE(cell(lines, 3, "hit_rate"), QString());
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_figure_chart_data)
#include "test_figure_chart_data.moc"
