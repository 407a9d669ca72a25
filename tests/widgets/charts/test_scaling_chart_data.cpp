// From curves to what is drawn: values, intervals, ideal lines, names, shared axes, words.
#include "tests/widgets/charts/example_curves.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/chart_words.h"
#include "widgets/charts/scaling_chart_data.h"

using namespace sweeplab;
using examples::make_curve;

namespace {

scaling_chart_data chart_of(std::vector<scaling_curve> curves, chart_quantity quantity = chart_quantity::time,
                            panel_layout layout = panel_layout::by_machine) {
    return make_chart_data({std::move(curves), {}, quantity, layout});
}

const chart_series& only_series(const scaling_chart_data& data) { return data.panels.at(0).series.at(0); }

QString row(const point_words& words, const char* name) {
    for (const auto& [key, value] : words.rows) {
        if (key == QLatin1String(name)) return value;
    }
    return {};
}

}  // namespace

class test_scaling_chart_data : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_published_benchmark_is_drawn_as_measured() {
        const auto data = chart_of({examples::published()});
        QCOMPARE(data.workers, (std::vector<int>{1, 4, 10, 20, 50}));
        const auto& series = only_series(data);
        QCOMPARE(series.points.size(), std::size_t(5));
        QCOMPARE(series.points[1].shown.value, 58.50);
        QVERIFY(!series.points[1].shown.lo);  // one repeat: no interval
        QCOMPARE(series.ideal.back(), QPointF(50, 171.14 / 50));
        QCOMPARE(data.y_caption, QStringLiteral("Mean wall time, s (log₂)"));
        // 4 workers: the most with an efficiency of at least 50 %.
        QCOMPARE(series.recommended, 4);
        QCOMPARE(recommendation_words(series, series.points[1]), (QStringList{"4 workers", "2.9× at 73 %"}));
    }

    void quantities_follow_from_the_times() {
        const auto curves = std::vector{examples::published()};
        QCOMPARE(only_series(chart_of(curves, chart_quantity::speedup)).points[2].shown.value, 171.14 / 36.94);
        QCOMPARE(only_series(chart_of(curves, chart_quantity::efficiency)).points[2].shown.value, 100 * 171.14 / 36.94 / 10);
        const auto throughput = chart_of(curves, chart_quantity::throughput);
        QCOMPARE(unit_of(throughput.units, chart_quantity::throughput).symbol, QStringLiteral("items/min"));
        QCOMPARE(only_series(throughput).points[2].shown.value, 60 * 12 / 36.94);
        QCOMPARE(only_series(chart_of(curves, chart_quantity::cost)).points[0].shown.value, 0.0092);
        QVERIFY(!chart_of(curves, chart_quantity::tokens_per_s).has_values());
        QVERIFY(!has_quantity(curves, chart_quantity::tokens_per_s));
        QVERIFY(has_quantity(curves, chart_quantity::cost));
    }

    void intervals_and_repeats_are_carried_over() {
        const auto curve = examples::repeated(1, "a", 100);
        const auto time = only_series(chart_of({curve})).points[1].shown;
        QCOMPARE(time.repeats.size(), std::size_t(3));
        const auto items = only_series(chart_of({curve}, chart_quantity::throughput)).points[1].shown;
        QCOMPARE(*items.lo * *time.hi, items.value * time.value);  // the shortest time is the highest rate
        QCOMPARE(items.repeats[0] * time.repeats[0], items.value * time.value);
        const auto efficiency = only_series(chart_of({curve}, chart_quantity::efficiency)).points[1].shown;
        QCOMPARE(*efficiency.lo, 100 * *curve.points[1].speedup->lo / 2);
        QVERIFY(!only_series(chart_of({curve}, chart_quantity::speedup)).points[0].shown.lo);  // 1 by definition
    }

    void captions_name_what_is_drawn() {
        const auto curve = examples::repeated(1, "a", 100);
        QCOMPARE(chart_of({curve}).y_caption, QStringLiteral("Mean wall time, s (log₂) · whiskers: 95 % · dots: repeats"));
        QVERIFY(chart_of({curve}, chart_quantity::speedup)
                    .y_caption.startsWith(QStringLiteral("Speedup vs 1 worker, × (log₂)")));
        auto tokens = curve;
        for (auto& point : tokens.points) point.tokens_per_s = 100;
        QCOMPARE(chart_of({tokens}, chart_quantity::tokens_per_s).y_caption,
                 QStringLiteral("Output tokens, tokens/s (log₂)"));
    }

    void a_curve_without_one_worker_has_no_ideal_line() {
        const auto curve = make_curve(1, "a", {{4, {100}}, {8, {60}}});
        for (const auto quantity : all_chart_quantities) QVERIFY(only_series(chart_of({curve}, quantity)).ideal.empty());
        const auto speedup = chart_of({curve}, chart_quantity::speedup);
        QVERIFY(speedup.y_caption.startsWith(QLatin1String("Speedup vs 4 workers")));
        const auto words = describe_point(only_series(speedup), only_series(speedup).points[1], speedup.units);
        QCOMPARE(row(words, "Speedup"), QStringLiteral("1.67× vs 4"));
        const auto mixed = chart_of({curve, examples::published()}, chart_quantity::speedup);
        QVERIFY(mixed.y_caption.startsWith(QLatin1String("Speedup vs lowest count")));
    }

    void all_panels_share_their_axes() {
        const auto data =
            chart_of({make_curve(1, "fast", {{1, {10}}, {8, {2}}}), make_curve(2, "slow", {{1, {900}}, {64, {400}}})});
        QCOMPARE(data.panels.size(), std::size_t(2));
        QCOMPARE(data.workers, (std::vector<int>{1, 8, 64}));
        QVERIFY(data.y.scale.least <= 2 && data.y.scale.most >= 900);
        QVERIFY(data.x.least <= 1 && data.x.most >= 64);
    }

    void one_machine_is_one_panel() {
        const auto data =
            chart_of({make_curve(1, "a", {{1, {10}}}), make_curve(2, "b", {{1, {10}}}), make_curve(3, "a", {{1, {12}}})});
        QCOMPARE(data.panels.size(), std::size_t(2));
        QCOMPARE(data.panels[0].title, QStringLiteral("a"));
        QCOMPARE(data.panels[0].subtitle, QStringLiteral("8 cores / 16 threads, 31 GB"));
        QCOMPARE(data.panels[0].series.size(), std::size_t(2));
        QCOMPARE(data.panels[0].series[1].label, QStringLiteral("run 3"));
        QVERIFY(data.panels[0].series[0].number != data.panels[0].series[1].number);
    }

    void the_same_label_has_the_same_colour_in_every_panel() {
        auto a1 = make_curve(1, "a", {{1, {10}}}), a2 = make_curve(2, "a", {{1, {10}}});
        auto b1 = make_curve(3, "b", {{1, {10}}}), b2 = make_curve(4, "b", {{1, {10}}});
        a1.run_name = b2.run_name = "stealing";
        a2.run_name = b1.run_name = "static";
        const auto data = chart_of({a1, a2, b1, b2});
        QCOMPARE(data.panels[0].series[0].number, data.panels[1].series[1].number);
        QCOMPARE(data.panels[0].series[1].number, data.panels[1].series[0].number);
    }

    void overlaid_curves_are_told_apart() {
        auto a = make_curve(1, "a", {{1, {10}}}), b = make_curve(2, "b", {{1, {10}}});
        auto data = chart_of({a, b}, chart_quantity::time, panel_layout::overlay);
        QCOMPARE(data.panels.size(), std::size_t(1));
        QCOMPARE(data.panels[0].series[1].label, QStringLiteral("b"));
        b.host_name = "a";
        b.run_name = a.run_name;
        data = chart_of({a, b}, chart_quantity::time, panel_layout::overlay);
        QVERIFY(data.panels[0].series[0].label != data.panels[0].series[1].label);
        a.host_name.clear();
        QCOMPARE(chart_of({a}).panels[0].title, QStringLiteral("Unnamed machine"));
    }

    void a_count_without_a_counted_trial_has_a_mark_and_no_value() {
        auto curve = examples::repeated(1, "a", 100);
        curve.empty_points.push_back(examples::not_counted(16, "3 trials timed out"));
        scaling_point to_come;
        to_come.workers = 32;
        to_come.why_not_counted = "not measured yet";
        curve.empty_points.push_back(to_come);
        const auto data = chart_of({curve});
        const auto& series = only_series(data);
        QCOMPARE(series.points.size(), std::size_t(4));
        QCOMPARE(series.not_counted.size(), std::size_t(1));  // a count that is to come is no failure
        QCOMPARE(data.workers.back(), 32);                    // but has its place on the axis
        QCOMPARE(data.footnotes.size(), 1);
        const auto words = describe_not_counted(series, series.not_counted[0]);
        QVERIFY(words.sentence().contains(QLatin1String("3 trials timed out")));
    }

    void what_cannot_stand_on_a_log_axis_is_said_not_drawn() {
        auto curve = examples::published();
        curve.points[2].items_per_s = 0;
        const auto data = chart_of({curve}, chart_quantity::throughput);
        QCOMPARE(only_series(data).points.size(), std::size_t(4));
        QVERIFY(data.footnotes.join(QLatin1Char(' ')).contains(QLatin1String("10 workers")));
    }

    void unlike_currencies_share_no_axis() {
        auto other = examples::published();
        other.host_name = "other";
        other.currency = "EUR";
        const auto data = chart_of({examples::published(), other}, chart_quantity::cost);
        QVERIFY(data.panels[1].series[0].points.empty());
        QVERIFY(data.footnotes.join(QLatin1Char(' ')).contains(QLatin1String("EUR")));
    }

    void a_point_is_described_in_full() {
        auto curve = examples::repeated(1, "a", 100);
        curve.points[1].tokens_per_s = 1473;
        curve.points[1].cost = 0.0092;
        curve.points[1].trials_not_counted = 1;
        curve.points[1].why_not_counted = "1 trial had failed items";
        const auto data = chart_of({curve});
        const auto words = describe_point(only_series(data), only_series(data).points[1], data.units);
        QCOMPARE(words.title, QStringLiteral("run 1, 2 workers"));
        QCOMPARE(row(words, "Time"), QStringLiteral("51.96 s (47.23 – 57.15)"));
        QCOMPARE(row(words, "Efficiency"), QStringLiteral("96 %"));
        QCOMPARE(row(words, "Tokens"), QStringLiteral("1,473 tokens/s"));
        QCOMPARE(row(words, "Cost"), QStringLiteral("USD 0.0092"));
        QCOMPARE(row(words, "Repeats"), QStringLiteral("3, 1 not counted: 1 trial had failed items"));
        curve.points[1].times_s = {50};
        curve.points[1].trials_not_counted = 0;
        const auto one = chart_of({curve});
        QCOMPARE(row(describe_point(only_series(one), only_series(one).points[1], one.units), "Repeats"),
                 QStringLiteral("1 (no interval)"));
        QVERIFY(row(words, "Results").isEmpty());  // not known: no row, no 0
    }

    void a_lone_series_has_its_band_and_its_predictions_in_the_charts_unit() {
        scaling_content content{{examples::published()}, {}, chart_quantity::time, panel_layout::by_machine};
        curve_outlook outlook;
        outlook.bounds.work_s = 171.14;
        outlook.bounds.span_s = 30;
        outlook.bounds.points.resize(1);
        prediction ahead;
        ahead.workers = 100;
        ahead.time_s = 31;
        ahead.lo = 29;
        prediction input = ahead;
        input.workers = 4;
        input.is_input = true;  // the trial was looked at: no prediction of it
        outlook.predictions = {ahead, input};
        content.outlooks = {outlook};
        const auto data = make_chart_data(content);
        const auto& series = only_series(data);
        QCOMPARE(data.workers.back(), 100);  // the axis reaches the prediction
        QCOMPARE(series.predicted.size(), std::size_t{1});
        QCOMPARE(series.predicted[0].shown.value, 31.0);
        QCOMPARE(*series.predicted[0].shown.lo, 29.0);
        QCOMPARE(series.band.front().upper, 171.14);
        QCOMPARE(series.band.front().lower, 171.14);
        QCOMPARE(series.band.back().workers, 100.0);
        QCOMPARE(series.band.back().lower, 30.0);
        QCOMPARE(series.band.back().upper, 171.14 / 100 + 0.99 * 30);
        QVERIFY(y_caption(data).contains(QLatin1String("band")));
        QVERIFY(y_caption(data).contains(QLatin1String("predicted")));

        content.quantity = chart_quantity::speedup;
        const auto speedup = make_chart_data(content);
        QVERIFY(only_series(speedup).band.empty());
        QVERIFY(only_series(speedup).predicted.empty());
        QCOMPARE(speedup.workers.back(), 50);
    }

    void bands_of_two_series_in_one_panel_would_cover_each_other() {
        scaling_content content{{examples::repeated(1, "a", 100), examples::repeated(2, "b", 200)},
                                {},
                                chart_quantity::time,
                                panel_layout::overlay};
        curve_outlook outlook;
        outlook.bounds.work_s = 100;
        outlook.bounds.span_s = 10;
        outlook.bounds.points.resize(1);
        content.outlooks = {outlook, outlook};
        const auto data = make_chart_data(content);
        for (const auto& series : data.panels[0].series) QVERIFY(series.band.empty());
        QVERIFY(!y_caption(data).contains(QLatin1String("band")));
    }

    void nothing_gives_an_empty_chart() {
        const auto data = chart_of({});
        QVERIFY(data.panels.empty());
        QVERIFY(!data.has_values());
        const auto waiting = chart_of({make_curve(1, "a", {})});
        QCOMPARE(empty_panel_text(waiting.panels[0], waiting), QStringLiteral("No trial has been counted yet"));
        const auto missing = chart_of({examples::published()}, chart_quantity::tokens_per_s);
        QCOMPARE(empty_panel_text(missing.panels[0], missing), QStringLiteral("No values for tokens/s here"));
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_scaling_chart_data)
#include "test_scaling_chart_data.moc"
