// What becomes a curve, where it stands, which axis it has, and what is said of it.
#include "tests/widgets/charts/example_latencies.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/latency_axis.h"
#include "widgets/charts/latency_colors.h"
#include "widgets/charts/latency_columns.h"
#include "widgets/charts/latency_geometry.h"
#include "widgets/charts/latency_words.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using namespace sweeplab::examples;

namespace {

latency_plot plot_of(double width, double least, double most, bool log = false) {
    return {QRectF(50, 20, width, 200), {log, least, most}, 1e-6};
}

}  // namespace

class test_latency_chart_data : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*"))); }

    void axes_are_linear_until_times_are_far_apart() {
        const auto near = make_latency_axis(10, 100);
        QVERIFY(!near.scale.log);
        QCOMPARE(near.scale.least, 0.0);
        QVERIFY(near.scale.most >= 100);
        const auto far = make_latency_axis(1, 900);
        QVERIFY(far.scale.log);
        QVERIFY(far.scale.least <= 1 && far.scale.most >= 900);
        QCOMPARE(far.ticks, (std::vector<double>{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}));
        const auto wide = make_latency_axis(0.05, 90'000);
        QCOMPARE(wide.ticks, (std::vector<double>{0.1, 1, 10, 100, 1000, 10'000, 100'000}));
        // Nearly equal times look nearly equal.
        const auto alike = make_latency_axis(99, 100);
        QVERIFY(alike.scale.least <= 75 && alike.scale.least > 0);
        const auto one = make_latency_axis(5, 5);
        QVERIFY(one.scale.least < 5 && one.scale.most > 5 && one.ticks.size() >= 2);
    }

    void every_answer_is_a_step_where_the_axes_say() {
        const auto plot = plot_of(400, 0, 100);
        const auto steps = latency_steps({10 * ms, 20 * ms, 20 * ms, 50 * ms}, plot);
        QCOMPARE(steps.size(), 6);  // the two equal ones are one step
        QCOMPARE(steps[0], QPointF(50 + 40, 220));
        QCOMPARE(steps[1], QPointF(50 + 40, 170));
        QCOMPARE(steps[2], QPointF(50 + 80, 170));
        QCOMPARE(steps[3], QPointF(50 + 80, 70));
        QCOMPARE(steps[5], QPointF(50 + 200, 20));
    }

    void a_million_answers_cost_two_points_a_pixel_and_stay_true() {
        std::vector<std::int64_t> times;
        for (std::int64_t i = 1; i <= 1'000'000; ++i) times.push_back(i * i / 10'000);  // up to 100 ms
        for (const bool log : {false, true}) {
            const auto plot = plot_of(400, log ? 0.001 : 0, 105, log);
            const auto steps = latency_steps(times, plot);
            QVERIFY(steps.size() <= 2 * 400);
            QCOMPARE(steps.first().y(), 220.0);
            QCOMPARE(steps.last().y(), 20.0);
            for (qsizetype i = 1; i < steps.size(); ++i) {
                QVERIFY(steps[i].x() >= steps[i - 1].x() && steps[i].y() <= steps[i - 1].y());
                if (i % 2 == 0) continue;
                // Where the curve leaves a column it has all answers up to that column's end.
                const double end = plot.x.from_share((steps[i].x() + 0.5 - 50) / 400) * 1e6;
                const auto below = std::upper_bound(times.begin(), times.end(), static_cast<std::int64_t>(end));
                const double share = static_cast<double>(below - times.begin()) / 1e6;
                QVERIFY(std::abs(plot.y_of(share) - steps[i].y()) < 0.01);
            }
        }
    }

    void times_of_zero_stand_at_the_left_end_of_a_log_axis() {
        const auto plot = plot_of(400, 1, 1000, true);
        QCOMPARE(plot.x_of(0), 50.0);
        QCOMPARE(plot.x_of(1000 * ms), 450.0);
        const auto content = answered_run({answered_trial(1, {streamed_answer(0, 100), streamed_answer(900, 1000)}),
                                           answered_trial(2, {streamed_answer(1, 100)})});
        const auto chart = make_latency_chart(latency_content_of({content}));
        QVERIFY(chart.panels[0].x.scale.log);
        QVERIFY(chart.panels[0].x.scale.least > 0);
    }

    void moving_along_a_curve_goes_through_every_time() {
        const std::vector<std::int64_t> times{1, 2, 2, 2, 9};
        QCOMPARE(settled_rank(times, 0.0), std::size_t{1});
        QCOMPARE(settled_rank(times, 0.4), std::size_t{4});  // of equal times the last
        QCOMPARE(moved_rank(times, 1, true), std::size_t{4});
        QCOMPARE(moved_rank(times, 4, true), std::size_t{5});
        QCOMPARE(moved_rank(times, 5, true), std::size_t{5});
        QCOMPARE(moved_rank(times, 5, false), std::size_t{4});
        QCOMPARE(moved_rank(times, 4, false), std::size_t{1});
        QCOMPARE(moved_rank(times, 1, false), std::size_t{1});
    }

    void panels_share_axis_unit_and_colours() {
        const auto chart = make_latency_chart(latency_content_of(
            {later_together(1, "a"), answered_run({even_trial(4, 50, 20), even_trial(8, 50, 2)}, 2, "b")}));
        QCOMPARE(chart.workers, (std::vector<int>{1, 4, 8}));
        QCOMPARE(chart.panels.size(), std::size_t{2});
        QCOMPARE(chart.panels[0].x, chart.panels[1].x);
        QVERIFY(chart.panels[0].x.scale.log);  // 1 ms to 1 s
        QCOMPARE(chart.place_of(4), 1);
        QVERIFY(!chart.unlike);
    }

    void commands_and_answers_share_no_axis() {
        const auto chart =
            make_latency_chart(latency_content_of({later_together(), of_commands()}, latency_quantity::whole));
        QVERIFY(chart.unlike);
        QVERIFY(chart.panels[0].x.scale.most > 500);
        QVERIFY(chart.panels[1].x.scale.most < 300);
        QVERIFY(latency_footnotes(chart).first().contains(QStringLiteral("axes differ")));
        QVERIFY(latency_y_caption(chart.panels[1]).contains(QStringLiteral("jobs")));
    }

    void a_quantity_that_nobody_has_gives_way_to_the_whole_time() {
        const auto chart = make_latency_chart(latency_content_of({of_commands()}));
        QCOMPARE(chart.quantity, latency_quantity::whole);
        QCOMPARE(chart.known, std::vector{latency_quantity::whole});
        QVERIFY(chart.has_curves());
        const auto mixed = make_latency_chart(latency_content_of({of_commands(), later_together()}));
        QCOMPARE(mixed.quantity, latency_quantity::first_token);
        QCOMPARE(mixed.panels.size(), std::size_t{1});
        QVERIFY(mixed.without.first().contains(QStringLiteral("only the whole time is known")));
    }

    void runs_without_answers_say_why() {
        const auto chart = make_latency_chart(latency_content_of({times_of_trials()}));
        QVERIFY(!chart.has_curves());
        QVERIFY(chart.panels.at(0).why_none.contains(QStringLiteral("Only the times")));
        auto not_streamed = streamed_answer(5, 80);
        not_streamed.measured = {};
        not_streamed.measured.set(measure::sent_at, 1000 * ms);
        not_streamed.measured.set(measure::last_content_at, 1080 * ms);
        const auto whole_only = latency_run_of(answered_run({answered_trial(1, {not_streamed})}));
        const QString why = why_no_curves(whole_only, latency_quantity::first_token);
        QVERIFY(why.contains(QStringLiteral("not streamed")) && why.contains(QStringLiteral("whole time")));
        QVERIFY(why_no_curves(whole_only, latency_quantity::whole).isEmpty());
    }

    void from_when_due_stands_beside_from_sending() {
        const auto record = answered_run({even_trial(2, 20, 1, 300)});
        const auto chart = make_latency_chart(latency_content_of({record}));
        QVERIFY(chart.any_from_due);
        const auto& curves = chart.panels[0].curves;
        QCOMPARE(curves.size(), std::size_t{2});
        QVERIFY(!curves[0].from_due && curves[1].from_due);
        QCOMPARE(curves[1].values->sorted_ns[0], 301 * ms);
        QVERIFY(latency_footnotes(chart)
                    .join(QLatin1Char(' '))
                    .contains(QStringLiteral("Dashed: counted from when it was due")));
        QCOMPARE(latency_rows(latency_content_of({record}).runs, latency_quantity::first_token).size(), std::size_t{2});
    }

    void a_reading_tells_share_value_and_percentiles() {
        const auto chart = make_latency_chart(latency_content_of({later_together()}));
        const auto& panel = chart.panels[0];
        const auto words = describe_reading(panel, panel.curves[1], 90, chart);
        QCOMPARE(words.title, QStringLiteral("4 workers"));
        QCOMPARE(words.note, QStringLiteral("90 % of 100 answers took at most 360 ms"));
        QCOMPARE(words.rows.at(2).first, QStringLiteral("p95"));
        QCOMPARE(words.rows.at(2).second, QStringLiteral("380 (360 – 400) ms"));
        QCOMPARE(words.rows.at(3).second, QStringLiteral("–  needs 500 answers"));
        QCOMPARE(share_text(99'999, 100'000), QStringLiteral("99.999 %"));
        QCOMPARE(share_text(100, 100), QStringLiteral("100 %"));
    }

    void the_order_of_colours_is_one_of_lightness() {
        for (const auto& palette : {light_palette(), dark_palette()}) {
            const auto colors = chart_colors_for(palette);
            for (const int count : {2, 5, 8}) {
                double before = 3;
                for (int i = 0; i < count; ++i) {
                    const double now = contrast(latency_color(i, count, colors), colors.surface);
                    QVERIFY2(now >= before, qPrintable(QStringLiteral("%1 of %2: %3").arg(i).arg(count).arg(now)));
                    before = now;
                }
            }
        }
    }

    void several_machines_are_set_side_by_side_without_a_verdict() {
        const auto runs = latency_content_of({later_together(1, "a"), answered_run({even_trial(4, 100, 2)}, 2, "b")}).runs;
        const auto words = describe_latency_runs(runs, latency_quantity::first_token);
        QCOMPARE(QString::fromStdString(words.headline),
                 QStringLiteral("Time to first token p95 with 4 workers: 380 ms on a, 190 ms on b"));
        QVERIFY(QString::fromStdString(words.detail).contains(QStringLiteral("a, run 1: ")));
    }

    void the_file_has_every_quantity_and_what_is_refused_is_empty() {
        const QStringList lines =
            latency_csv(latency_content_of({later_together()}).runs).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 1 + 4 * 2);
        const auto cells = lines[1].split(QLatin1Char(','));
        const auto keys = lines[0].split(QLatin1Char(','));
        QCOMPARE(cells.size(), keys.size());
        const auto cell = [&](const char* key) { return cells.at(keys.indexOf(QLatin1String(key))); };
        QCOMPARE(cell("quantity"), QStringLiteral("first_token"));
        QCOMPARE(cell("p95_s"), QStringLiteral("0.095"));
        QCOMPARE(cell("p95_lo_s"), QStringLiteral("0.09"));
        QCOMPARE(cell("p99_s"), QString());
        QVERIFY(cell("refused").contains(QStringLiteral("p99 needs at least 500 answers; there are 100")));
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_latency_chart_data)
#include "test_latency_chart_data.moc"
