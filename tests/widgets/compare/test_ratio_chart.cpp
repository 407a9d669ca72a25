// The chart of ratios: points where the axes say, whiskers and band, verdicts that do not touch, keys.
#include <cmath>

#include "tests/widgets/compare/compared_runs.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/compare/comparison_tables.h"
#include "widgets/compare/ratio_geometry.h"

using namespace sweeplab;
using test::loaded_as;
using test::measured;

namespace {

const panel_fonts& fonts() {
    static const panel_fonts all = fonts_from(QApplication::font());
    return all;
}

ratio_chart chart_of(const std::vector<loaded_run_ptr>& runs, double threshold = 0.03) {
    return make_ratio_chart(make_comparison_sheet({runs, runs.back()->record.summary.id, threshold, false}));
}

bool near(double a, double b, double slack = 1e-6) { return std::abs(a - b) <= slack; }

}  // namespace

class test_ratio_chart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void points_lie_where_the_axis_says() {
        const auto chart = chart_of({loaded_as(measured(1.5), 2, "new"), loaded_as(measured(1), 1, "old")});
        QCOMPARE(chart.series.size(), 1U);
        const auto geometry = lay_out_ratios({700, 320}, chart, fonts());
        QCOMPARE(geometry.marks.size(), 3U);
        for (const auto& mark : geometry.marks) {
            const auto& point = chart.series[0].points[mark.place.point];
            QVERIFY(near(point.ratio.value, 1.5, 1e-9));
            const double share = (geometry.plot.bottom() - mark.at.y()) / geometry.plot.height();
            QVERIFY(near(chart.y.scale.from_share(share), point.ratio.value, 1e-9));
            const double at = (mark.at.x() - geometry.plot.left()) / geometry.plot.width();
            QVERIFY(near(chart.x.from_share(at), point.workers, 1e-9));
            QVERIFY(mark.whisker);
            QVERIFY(!mark.cut_above && !mark.cut_below);
            QVERIFY(near(mark.whisker->y1(), geometry.to_pixel(1, *point.ratio.hi).y()));
            QVERIFY(near(mark.whisker->y2(), geometry.to_pixel(1, *point.ratio.lo).y()));
        }
    }

    void only_what_is_drawn_is_said_to_be_simulated() {
        auto simulated = measured(1, {64});
        simulated.summary.simulated = true;
        const auto sheet = make_comparison_sheet(
            {{loaded_as(measured(1.5), 3, "new"), loaded_as(simulated, 2, "made up"), loaded_as(measured(1), 1, "old")},
             {1},
             0.03,
             false});
        const auto chart = make_ratio_chart(sheet);
        QCOMPARE(chart.series.size(), 1U);
        QVERIFY(!chart.simulated);
        QVERIFY(!describe_ratio(chart, {}).title.contains(QStringLiteral("simulated")));
        QVERIFY(!comparison_csv(sheet).contains(QStringLiteral(",yes,yes,")));
        QVERIFY(comparison_csv(sheet).contains(QStringLiteral("new,old,no,yes,1,")));
        auto beside = measured(1.2);
        beside.summary.simulated = true;
        const auto both = make_comparison_sheet(
            {{loaded_as(measured(1.5), 3, "new"), loaded_as(beside, 2, "made up"), loaded_as(measured(1), 1, "old")},
             {1},
             0.03,
             false});
        QVERIFY(make_ratio_chart(both).simulated);
        QVERIFY(comparison_csv(both).contains(QStringLiteral("made up,old,yes,yes,1,")));
        QVERIFY(comparison_csv(both).contains(QStringLiteral("new,old,no,yes,1,")));
    }

    void one_has_a_tick_and_the_band_lies_around_it() {
        for (const double factor : {0.2, 0.97, 1.0, 1.12, 2.7, 40.0}) {
            const auto chart = chart_of({loaded_as(measured(factor), 2, "new"), loaded_as(measured(1), 1, "old")}, 0.05);
            const auto geometry = lay_out_ratios({500, 300}, chart, fonts());
            const auto one =
                std::ranges::find_if(geometry.y_ticks, [&](const auto& tick) { return tick.text == QStringLiteral("1×"); });
            QVERIFY2(one != geometry.y_ticks.end(), qPrintable(QString::number(factor)));
            QVERIFY(near(one->at, geometry.one_y));
            QVERIFY(geometry.plot.contains(QPointF(geometry.plot.center().x(), geometry.one_y)));
            QVERIFY(near(geometry.threshold_band.top(), geometry.to_pixel(1, 1.05).y()));
            QVERIFY(near(geometry.threshold_band.bottom(), geometry.to_pixel(1, 1 / 1.05).y()));
            for (const auto& mark : geometry.marks) QVERIFY(geometry.plot.adjusted(-1, -1, 1, 1).contains(mark.at));
            for (std::size_t i = 1; i < geometry.y_ticks.size(); ++i)
                QVERIFY(geometry.y_ticks[i - 1].at - geometry.y_ticks[i].at > QFontMetricsF(fonts().small).height());
        }
    }

    void an_interval_beyond_the_plot_is_cut_off_with_a_mark() {
        // Two repeats that hardly agree: the interval spans many octaves.
        const auto wild = test::made_up_run({{4, 1}, {4, 3}});
        const auto calm = test::made_up_run({{4, 2}, {4, 2.02}});
        const auto chart = chart_of({loaded_as(wild, 2, "new"), loaded_as(calm, 1, "old")});
        const auto geometry = lay_out_ratios({500, 300}, chart, fonts());
        QVERIFY(geometry.marks.front().cut_above && geometry.marks.front().cut_below);
        QCOMPARE(geometry.marks.front().whisker->y1(), geometry.plot.top());
        QCOMPARE(geometry.marks.front().whisker->y2(), geometry.plot.bottom());
        QCOMPARE(chart.series[0].points[0].decided, verdict::undecided);
    }

    void one_repeat_has_no_whisker_and_says_so() {
        const auto chart =
            chart_of({loaded_as(measured(1.5, {1, 2}, 1), 2, "new"), loaded_as(measured(1, {1, 2}, 1), 1, "old")});
        const auto geometry = lay_out_ratios({500, 300}, chart, fonts());
        QVERIFY(!geometry.marks.front().whisker);
        QVERIFY(geometry.marks.front().words.startsWith(QLatin1Char('?')));
        QVERIFY(describe_ratio(chart, {0, 0}).sentence().contains(QStringLiteral("needs more repeats")));
        QVERIFY(describe_ratio(chart, {0, 0}).sentence().contains(QStringLiteral("one repeat: no interval")));
    }

    void verdicts_do_not_touch_at_any_width() {
        const std::vector<int> workers{1, 2, 3, 4, 6, 8, 12, 16, 24, 32};
        const auto chart =
            chart_of({loaded_as(measured(1.5, workers), 3, "new"), loaded_as(measured(0.8, workers), 2, "other"),
                      loaded_as(measured(1, workers), 1, "old")});
        QCOMPARE(chart.series.size(), 2U);
        for (int width = 300; width <= 1500; width += 60) {
            const auto geometry = lay_out_ratios(QSizeF(width, 320), chart, fonts());
            for (const auto& mark : geometry.marks) {
                QVERIFY(geometry.card.contains(mark.words_area));
                for (const auto& other : geometry.marks)
                    if (!(other.place == mark.place)) QVERIFY(!mark.words_area.intersects(other.words_area));
            }
        }
    }

    void keys_move_along_and_between_runs() {
        const auto chart =
            chart_of({loaded_as(measured(1.5, {1, 2, 4}), 3, "new"), loaded_as(measured(0.8, {2, 8}), 2, "other"),
                      loaded_as(measured(1, {1, 2, 4, 8}), 1, "old")});
        auto at = moved_place(chart, std::nullopt, panel_move::right);
        QCOMPARE(at, std::optional(ratio_place{0, 0}));
        at = moved_place(chart, at, panel_move::last);
        QCOMPARE(at, std::optional(ratio_place{0, 2}));
        at = moved_place(chart, at, panel_move::right);
        QCOMPARE(at, std::optional(ratio_place{0, 2}));
        at = moved_place(chart, at, panel_move::down);
        QCOMPARE(at->series, 1U);
        QVERIFY(chart.series[1].points[at->point].workers == 2 || chart.series[1].points[at->point].workers == 8);
        QCOMPARE(moved_place(chart, at, panel_move::up)->series, 0U);
        QVERIFY(describe_ratio_chart(chart).contains(QStringLiteral("slower")));
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_ratio_chart)
#include "test_ratio_chart.moc"
