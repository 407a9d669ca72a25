// Soaks as drawn, as rows and in words: by answers that are known.
#include <QComboBox>

#include "tests/widgets/charts/example_soaks.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/figure_columns.h"
#include "widgets/charts/figure_grid.h"
#include "widgets/charts/figure_table.h"
#include "widgets/charts/figure_view.h"
#include "widgets/charts/figure_words.h"
#include "widgets/charts/load_chooser.h"
#include "widgets/charts/soak_panel.h"
#include "widgets/charts/soak_words.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using namespace sweeplab::examples;

namespace {

constexpr std::int64_t second = soak_second;

soak_chart_ptr chart_of(std::vector<trial> trials, std::optional<load_trial> wanted = {}) {
    return make_soak_charts({figures(soak_figures(std::move(trials)))}, wanted).front();
}

soak_geometry geometry_of(const soak_chart& chart, QSizeF size = {900, 800}) {
    return lay_out_soak(size, chart, fonts_from(QApplication::font()));
}

const soak_drawn_plot* plot_of(const soak_chart& chart, const char* title) {
    for (const auto& plot : chart.plots)
        if (plot.title.startsWith(QLatin1String(title))) return &plot;
    return nullptr;
}

QString cell_of(const figure_row& row, const char* key) {
    for (const auto& column : figure_columns())
        if (column.raw && column.key == QLatin1String(key)) return column.raw(row);
    return QStringLiteral("no such column");
}

}  // namespace

class test_soak_chart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*")));
        QApplication::setPalette(light_palette());
    }

    void what_was_measured_has_a_plot_and_nothing_else_has() {
        const auto chart = chart_of({soak_trial_of(2, 600)});
        QStringList titles;
        for (const auto& plot : chart->plots) titles << plot_caption(plot);
        QCOMPARE(titles, QStringList({"Time between chunks, ms", "Jitter, p95, ms", "Processor, % of one", "Memory, MB",
                                      "open_streams", "answered_total, a second"}));
        auto bare = soak_trial_of(2, 600);
        for (auto& sample : bare.soak) {
            sample.gaps = sample.jitter = {};
            sample.series = {std::nullopt, std::nullopt};
        }
        titles.clear();
        const auto fewer = chart_of({bare});
        for (const auto& plot : fewer->plots) titles << plot.title;
        QCOMPARE(titles, QStringList({"Processor", "Memory"}));
        for (auto& sample : bare.soak) sample.used = {};
        QVERIFY(!chart_of({bare})->drawn());
    }

    void values_stand_where_the_axes_say() {
        const auto chart = chart_of({soak_trial_of(2, 600)});
        const auto* gaps = plot_of(*chart, "Time between");
        QVERIFY(std::abs(gaps->lines[0].line.values.front().value - 20) < 0.2);
        QVERIFY(std::abs(gaps->lines[2].line.values.front().value - 80) < 0.8);
        // 210 gaps a sample: a p95 has enough with each, a p99 only with three of them.
        QCOMPARE(gaps->lines[1].line.values.size(), 120U);
        QCOMPARE(gaps->lines[2].line.values.size(), 40U);
        QCOMPARE(gaps->lines[2].line.values[1].end_ns - gaps->lines[2].line.values[1].begin_ns, 15 * second);
        QCOMPARE(plot_of(*chart, "Processor")->lines[0].line.values.back().value, 25.0);
        QCOMPARE(plot_of(*chart, "Memory")->lines[0].line.values.back().value, 106.0);
        QCOMPARE(plot_of(*chart, "open_streams")->lines[0].line.values.back().value, 4.0);
        // A counter by its growth a second: the first sample has none.
        QCOMPARE(plot_of(*chart, "answered_total")->lines[0].line.values.size(), 120U);
        QCOMPARE(plot_of(*chart, "answered_total")->lines[0].line.values.back().value, 3.0);
        const auto geometry = geometry_of(*chart);
        const auto& memory = geometry.plots[3];
        QCOMPARE(memory.lines[0].size(), 1U);
        QCOMPARE(memory.lines[0][0].back().x(), geometry.x(600.0 * second));
        QCOMPARE(memory.lines[0][0].back().y(), memory.y(106));
        for (std::size_t i = 0; i < geometry.plots.size(); ++i) {
            const auto& place = geometry.plots[i];
            QCOMPARE(place.area.left(), geometry.plots[0].area.left());
            QCOMPARE(place.area.width(), geometry.plots[0].area.width());
            QVERIFY(geometry.card.contains(place.area));
            QVERIFY(place.caption_row.bottom() <= place.area.top());
            QVERIFY(place.area.height() >= 40);
            for (const auto& line : place.lines)
                for (const auto& piece : line)
                    for (const auto& at : piece)
                        QVERIFY(at.y() <= place.area.bottom() + 0.01 && at.y() >= place.area.top() - 0.01);
        }
        QVERIFY(geometry.bottom() < geometry.x_caption_row.top());
    }

    void the_fitted_line_is_the_growth_of_what_is_settled() {
        const auto chart = chart_of({soak_trial_of(2, 3600)});
        const auto* memory = plot_of(*chart, "Memory");
        QCOMPARE(memory->trends.size(), 1U);
        const auto& trend = memory->trends.front();
        QCOMPARE(trend.from_ns, 60 * second);
        QCOMPARE(trend.to_ns, 3600 * second);
        QVERIFY(std::abs(trend.from - 100.6) < 0.05);
        QVERIFY(std::abs(trend.to - 136) < 0.05);
        QVERIFY2(memory->trend_text.startsWith(QStringLiteral("36 MB/h")), qPrintable(memory->trend_text));
        const auto geometry = geometry_of(*chart);
        QCOMPARE(geometry.settling.size(), 1U);
        QCOMPARE(geometry.settling.front().second, geometry.x(60.0 * second));
    }

    void hours_are_drawn_with_no_more_points_than_pixels_and_keep_their_highs_and_lows() {
        auto one = soak_trial_of(2, 36'000);
        QCOMPARE(one.soak.size(), 7'201U);
        one.soak[3333].used.set(resource::process_memory, 900 * soak_mb);
        one.soak[5001].used.set(resource::process_memory, 1 * soak_mb);
        const auto chart = chart_of({one});
        const auto geometry = geometry_of(*chart);
        const auto& place = geometry.plots[3];
        qsizetype points = 0;
        double high = 1e9, low = 0;
        for (const auto& piece : place.lines[0]) {
            points += piece.size();
            for (const auto& at : piece) {
                high = std::min(high, at.y());
                low = std::max(low, at.y());
            }
        }
        QVERIFY(static_cast<double>(points) <= 2 * place.area.width() + 2);
        QCOMPARE(high, place.y(900));
        QCOMPARE(low, place.y(1));
    }

    void a_line_that_grows_without_end_stays_bounded_and_whole() {
        soak_course_maker maker(1000);
        maker.begin_part({1}, 0, 0);
        for (std::int64_t at = 0; at <= 50'000; ++at) {
            auto sample = soak_sample_at(at, 1);
            if (at == 777) sample.used.set(resource::process_memory, 5000 * soak_mb);
            maker.add(sample);
        }
        const auto& memory = maker.course().memory_bytes;
        QVERIFY(memory.values.size() <= 1001);
        QVERIFY(memory.values.size() >= 200);
        QCOMPARE(std::ranges::max(memory.values, {}, &soak_value::value).value, 5000.0 * soak_mb);
        QCOMPARE(memory.values.back().end_ns, 50'000 * second);
        // Thinning cuts nothing apart.
        QCOMPARE(std::ranges::count(memory.values, false, &soak_value::joined), 1);
        QVERIFY(memory.at(40'000 * second));
        const auto rate = growth_a_second(maker.course().series[1]);
        for (const auto& value : rate.values) QVERIFY(std::abs(value.value - 3) < 1e-9);
    }

    void parts_stand_on_one_axis_with_the_gap_between_them() {
        auto first = soak_trial_of(2, 1200);
        first.state = trial_state::cancelled;
        auto rest = soak_trial_of(2, 2400);
        rest.id = trial_id{2};
        rest.started_at = first.started_at + 1200'000 + 7200'000;
        const auto chart = chart_of({first, rest});
        QCOMPARE(chart->course.parts.size(), 2U);
        QCOMPARE(chart->course.measured_ns(), 3600 * second);
        const auto geometry = geometry_of(*chart);
        QCOMPARE(geometry.breaks.size(), 1U);
        QCOMPARE(geometry.breaks[0].text, QStringLiteral("interrupted for 2 h"));
        QCOMPARE(geometry.breaks[0].left, geometry.x(1200.0 * second));
        QVERIFY(geometry.breaks[0].right > geometry.breaks[0].left + 10);
        QCOMPARE(geometry.settling.size(), 2U);
        QCOMPARE(geometry.settling[1].first, geometry.breaks[0].right);
        // Nothing is drawn across it, and ticks go on with what was measured.
        QCOMPARE(geometry.plots[3].lines[0].size(), 2U);
        QCOMPARE(plot_of(*chart, "Memory")->trends.size(), 2U);
        QCOMPARE(chart->course.measured_at(chart->course.end_ns()), 3600 * second);
        QCOMPARE(chart->course.place_of_measured(3600 * second), chart->course.end_ns());
        const auto inside = (chart->course.parts[0].end_ns + chart->course.parts[1].begin_ns) / 2;
        QVERIFY(describe_soak_at(*chart, inside).note.contains(QStringLiteral("interrupted for 2 h")));
        QVERIFY(describe_soak_at(*chart, inside).rows.empty());
        QVERIFY(soak_headline(*chart->report).find("60 min") != std::string::npos);
    }

    void what_is_missing_leaves_a_hole() {
        auto one = soak_trial_of(2, 600);
        for (std::size_t i = 40; i < 60; ++i) {
            one.soak[i].used = {};
            one.soak[i].series = {std::nullopt, std::nullopt};
        }
        const auto chart = chart_of({one});
        const auto geometry = geometry_of(*chart);
        QCOMPARE(geometry.plots[3].lines[0].size(), 2U);
        QVERIFY(!plot_of(*chart, "Memory")->lines[0].line.at(250 * second));
        QCOMPARE(geometry.plots[5].lines[0].size(), 2U);
    }

    void the_time_under_the_pointer_is_told() {
        const auto chart = chart_of({soak_trial_of(2, 600)});
        const auto geometry = geometry_of(*chart);
        const auto ns = soak_time_under(geometry, QPointF(geometry.x(302.0 * second), geometry.plots[4].area.center().y()));
        QVERIFY(ns);
        const auto words = describe_soak_at(*chart, *ns);
        QVERIFY2(words.title.startsWith(QStringLiteral("5 min")), qPrintable(words.title));
        const auto text = words.sentence();
        for (const char* part : {"p50 20", "Processor 25 %", "Memory 103", "answered_total 3/s", "open_streams 4"})
            QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
        QVERIFY(describe_soak_at(*chart, 30 * second).note.contains(QStringLiteral("settling")));
        QVERIFY(!soak_time_under(geometry, QPointF(2, 2)));
    }

    void keys_go_through_the_samples() {
        soak_panel panel;
        panel.set_chart(chart_of({soak_trial_of(2, 600)}));
        panel.resize(800, 760);
        panel.show();
        QVERIFY2(panel.accessibleDescription().startsWith(QStringLiteral("10 min measured. Time between chunks, ms: p50 ")),
                 qPrintable(panel.accessibleDescription()));
        panel.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&panel, Qt::Key_End);
        QVERIFY2(panel.accessibleDescription().startsWith(QStringLiteral("10 min")),
                 qPrintable(panel.accessibleDescription()));
        QTest::keyClick(&panel, Qt::Key_Left);
        QVERIFY2(panel.accessibleDescription().startsWith(QStringLiteral("9 min 55 s")),
                 qPrintable(panel.accessibleDescription()));
        QTest::keyClick(&panel, Qt::Key_Home);
        QTest::keyClick(&panel, Qt::Key_Right);
        QVERIFY2(panel.accessibleDescription().startsWith(QStringLiteral("5.0 s")),
                 qPrintable(panel.accessibleDescription()));
        QTest::keyClick(&panel, Qt::Key_Escape);
        QVERIFY(!panel.picture().hovered);
    }

    void several_soaks_are_a_choice() {
        figure_view view;
        view.resize(900, 700);
        view.show();
        view.set_runs({figures(soak_figures({soak_trial_of(2, 600)}))});
        QCOMPARE(view.grid().soaks().size(), 1U);
        QVERIFY(!view.soak_choice().isVisible());
        view.set_runs({figures(soak_figures({soak_trial_of(2, 600), soak_trial_of(8, 600), soak_trial_of(8, 600, 5, 2)}))});
        QVERIFY(view.soak_choice().isVisible());
        QVERIFY(!view.load_choice().isVisible());
        auto& box = view.soak_choice().box();
        QCOMPARE(box.count(), 3);
        QCOMPARE(box.itemText(2), QStringLiteral("8 clients, repeat 2"));
        box.setCurrentIndex(2);
        Q_EMIT box.activated(2);
        QCOMPARE(view.grid().soaks().front()->picture().chart->course.repeat, 2);
        QVERIFY(view.grid().soaks().front()->height() >= least_soak_panel(view.chart().soaks).height());
    }

    void rows_are_those_of_the_report() {
        const std::vector<figure_run> runs{figures(soak_figures({soak_trial_of(2, 3600)}))};
        const auto rows = figure_rows(runs);
        QCOMPARE(rows.size(), 3U);
        QCOMPARE(cell_of(rows[0], "kind"), QStringLiteral("soak"));
        QCOMPARE(cell_of(rows[0], "quantity"), QStringLiteral("memory growth"));
        QVERIFY(std::abs(cell_of(rows[0], "value").toDouble() - 36e6) < 1e3);
        QCOMPARE(cell_of(rows[0], "unit"), QStringLiteral("bytes/h"));
        QCOMPARE(cell_of(rows[0], "verdict"), QStringLiteral("leak"));
        QCOMPARE(cell_of(rows[0], "chunks"), QString::number(720 * 210));
        QVERIFY(std::abs(cell_of(rows[0], "gap_p50_s").toDouble() - 0.02) < 0.0002);
        QCOMPARE(cell_of(rows[0], "cpu_mean_pct"), QStringLiteral("25"));
        QCOMPARE(cell_of(rows[0], "memory_last_bytes"), QStringLiteral("136000000"));
        QCOMPARE(cell_of(rows[0], "gpu_memory_bytes"), QString());
        QCOMPARE(cell_of(rows[2], "name"), QStringLiteral("answered_total"));
        QCOMPARE(cell_of(rows[2], "value"), QStringLiteral("3"));
        QCOMPARE(cell_of(rows[2], "chunks"), QString());
        figure_table_model model;
        model.set_runs({figures(soak_figures({soak_trial_of(2, 3600)}))}, {});
        const auto column = [&](const char* title) {
            for (int i = 0; i < model.columnCount(); ++i)
                if (model.headerData(i, Qt::Horizontal).toString() == QLatin1String(title)) return i;
            return -1;
        };
        const auto text = [&](int row, const char* title) { return model.index(row, column(title)).data().toString(); };
        QVERIFY2(text(0, "Growth").startsWith(QStringLiteral("36 MB/h")), qPrintable(text(0, "Growth")));
        QCOMPARE(text(0, "Verdict"), QStringLiteral("leak"));
        QCOMPARE(text(0, "Measured"), QStringLiteral("1 h"));
        QCOMPARE(text(0, "at the end"), QStringLiteral("136 MB"));
        QVERIFY(!model.is_needed(column("Value")));
        QVERIFY(!model.is_needed(column("GPU memory")));
        QVERIFY(!model.is_needed(column("Parts")));
    }

    void the_headline_is_that_of_the_report() {
        const std::vector<figure_run> runs{figures(soak_figures({soak_trial_of(2, 3600)}))};
        QCOMPARE(describe_figures(runs).headline, describe_soak(runs.front().report->soak).headline);
        QVERIFY(describe_figures(runs).headline.find("leak") != std::string::npos);
    }

    void one_that_goes_on_is_drawn_after_what_is_saved_of_it() {
        auto first = soak_trial_of(2, 1200);
        first.state = trial_state::cancelled;
        auto report = soak_figures({first});
        soak_course_maker maker(1000);
        maker.begin_part({999}, first.started_at + 1'260'000, 0);
        maker.course().workers = 2;
        maker.course().live = true;
        for (std::int64_t at = 0; at <= 300; at += 5) maker.add(soak_sample_at(at, 5));
        add_live_part(report.soaks.front(), maker.course(), soak_gap_ns(report.soak.terms));
        const auto& course = report.soaks.front();
        QVERIFY(course.live);
        QCOMPARE(course.parts.size(), 2U);
        QCOMPARE(course.measured_ns(), 1500 * second);
        QCOMPARE(interruption_text(course.parts[0], course.parts[1]), QStringLiteral("interrupted for 1 min"));
        const auto chart = make_soak_charts({figures(report)}, {}).front();
        QVERIFY(plot_of(*chart, "Memory")->trends.empty());  // of a part that is not all of it
        QVERIFY(static_cast<std::int64_t>(chart->window.to) > course.end_ns());
        const auto words = describe_figures({figures(report)});
        QVERIFY2(words.headline.starts_with("Soak under way with 2 clients: 25 min of 1 h"), words.headline.c_str());
        // The same trial again, longer: in the place of what is there of it.
        for (std::int64_t at = 305; at <= 600; at += 5) maker.add(soak_sample_at(at, 5));
        add_live_part(report.soaks.front(), maker.course(), soak_gap_ns(report.soak.terms));
        QCOMPARE(report.soaks.front().parts.size(), 2U);
        QCOMPARE(report.soaks.front().measured_ns(), 1800 * second);
        const auto& values = report.soaks.front().memory_bytes.values;
        QVERIFY(std::ranges::is_sorted(values, {}, &soak_value::begin_ns));
        QCOMPARE(values.size(), 241U + 121U);
    }

    void it_is_painted_in_both_palettes() {
        for (const auto& palette : {light_palette(), dark_palette()}) {
            QApplication::setPalette(palette);
            soak_panel panel;
            panel.set_chart(chart_of({soak_trial_of(2, 600)}));
            panel.resize(700, 700);
            panel.hover(300 * second);
            const QImage image = panel.grab().toImage();
            QCOMPARE(image.pixelColor(20, 690), palette.color(QPalette::Base));
        }
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_soak_chart)
#include "test_soak_chart.moc"
