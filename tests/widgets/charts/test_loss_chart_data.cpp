// From accounts to bars: what is stacked where, to the nanosecond, and what is said of it.
#include "tests/widgets/charts/example_losses.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/loss_colors.h"
#include "widgets/charts/loss_columns.h"
#include "widgets/charts/loss_words.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;
using examples::loss_run_of;
using examples::second;

namespace {

loss_chart_data chart_of(const std::vector<run_record>& runs, loss_form form = loss_form::share) {
    loss_content content;
    content.form = form;
    for (const auto& run : runs) content.runs.push_back(loss_run_of(run));
    return make_loss_chart(content);
}

QString row(const point_words& words, const char* name) {
    for (const auto& [key, value] : words.rows) {
        if (key == QLatin1String(name)) return value;
    }
    return {};
}

// The line of a CSV for a part at a worker count, by column.
QString cell(const QString& csv, int workers, const char* part, const char* column) {
    const QStringList lines = csv.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const QStringList header = lines[0].split(QLatin1Char(','));
    for (const auto& line : lines) {
        const QStringList cells = line.split(QLatin1Char(','));
        if (cells.value(header.indexOf(QStringLiteral("workers"))) == QString::number(workers) &&
            cells.value(header.indexOf(QStringLiteral("part"))) == QLatin1String(part))
            return cells.value(header.indexOf(QLatin1String(column)));
    }
    return QStringLiteral("no such line");
}

// A colour as somebody sees it who lacks one kind of cones (Machado, Oliveira, Fernandes 2009, complete lack).
QColor as_seen_by(const QColor& color, const std::array<double, 9>& m) {
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    const auto encoded = [](double c) {
        c = std::clamp(c, 0.0, 1.0);
        return static_cast<float>(c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055);
    };
    const double r = linear(color.redF()), g = linear(color.greenF()), b = linear(color.blueF());
    return QColor::fromRgbF(encoded(m[0] * r + m[1] * g + m[2] * b), encoded(m[3] * r + m[4] * g + m[5] * b),
                            encoded(m[6] * r + m[7] * g + m[8] * b));
}

// CIE 1976 colour difference: about 2 is just seen.
double difference(const QColor& a, const QColor& b) {
    const auto lab = [](const QColor& color) {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        const double r = linear(color.redF()), g = linear(color.greenF()), bl = linear(color.blueF());
        const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
        const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * bl) / 0.9505);
        const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * bl);
        const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * bl) / 1.089);
        return std::array{116 * y - 16, 500 * (x - y), 200 * (y - z)};
    };
    const auto p = lab(a), q = lab(b);
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

constexpr std::array<double, 9> normal = {1, 0, 0, 0, 1, 0, 0, 0, 1};
constexpr std::array<double, 9> without_red = {0.152286, 1.052583,  -0.204868, 0.114503, 0.786281,
                                               0.099216, -0.003882, -0.048116, 1.051998};
constexpr std::array<double, 9> without_green = {0.367322, 0.860646,  -0.227968, 0.280085, 0.672501,
                                                 0.047413, -0.011820, 0.042940,  0.968881};
constexpr std::array<double, 9> without_blue = {1.255528, -0.076749, -0.178779, -0.078411, 0.930809,
                                                0.147602, 0.004733,  0.691367,  0.303900};

}  // namespace

class test_loss_chart_data : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_bar_sums_to_100_percent() {
        const auto data = chart_of({examples::slower_together(), examples::faster_together(), examples::noisy()});
        QCOMPARE(data.panels.size(), std::size_t(3));
        for (const auto& panel : data.panels) {
            for (const auto& bar : panel.bars) {
                double sum = 0;
                for (const auto& segment : bar.segments) sum += segment.to - segment.from;
                QVERIFY(std::abs(sum - 100) < 1e-9);
                QVERIFY(std::abs(bar.top - 100) < 1e-9);  // less than 0 begins below 0; the top stays
                QCOMPARE(bar.sum_ns, bar.point->mean.total);
            }
        }
        QCOMPARE(data.y.scale.most, 100.0);
        QCOMPARE(data.y.ticks, (std::vector<double>{-25, 0, 25, 50, 75, 100}));
    }

    void parts_are_stacked_in_the_order_of_the_account() {
        const auto data = chart_of({examples::slower_together()});
        const std::vector parts{loss_part::baseline, loss_part::inflation, loss_part::idle};
        QCOMPARE(data.parts, parts);
        const auto extra = chart_of({examples::slower_together()}, loss_form::extra);
        QCOMPARE(extra.parts, parts);  // the table has them all; of the bars only what grew is seen
        QCOMPARE(extra.seen_parts, (std::vector{loss_part::inflation, loss_part::idle}));
        const auto& bar = data.panels[0].bars[1];
        QCOMPARE(bar.workers, 2);
        QCOMPARE(bar.find(loss_part::baseline)->from, 0.0);
        QCOMPARE(bar.find(loss_part::baseline)->to, 60.0);
        QCOMPARE(bar.find(loss_part::inflation)->to, 80.0);
        QCOMPARE(bar.find(loss_part::idle)->to, 100.0);
        QVERIFY(!bar.find(loss_part::retries));
    }

    void faster_than_alone_keeps_its_sign_below_0() {
        const auto data = chart_of({examples::faster_together()});
        const auto& bar = data.panels[0].bars[1];
        QCOMPARE(bar.find(loss_part::inflation)->ns, -2 * second);
        QCOMPARE(bar.find(loss_part::inflation)->from, 0.0);
        QVERIFY(std::abs(bar.find(loss_part::inflation)->to + 200.0 / 7) < 1e-9);
        QCOMPARE(bar.find(loss_part::baseline)->from, bar.find(loss_part::inflation)->to);
        QVERIFY(data.y.scale.least < bar.bottom);
        QVERIFY(data.any_below_zero);
        const auto words = describe_part(data.panels[0], bar, loss_part::inflation, data);
        QVERIFY(words.note.contains(QLatin1String("drawn below 0, so that the bar sums")));
        QCOMPARE(row(words, "Mean"), QStringLiteral("−2.00 worker-s"));
        QVERIFY(loss_footnotes(data).join(QLatin1Char(' ')).contains(QLatin1String("Below 0")));
    }

    void extra_seconds_sum_exactly() {
        for (const auto& run : {examples::slower_together(), examples::faster_together(), examples::noisy()}) {
            const auto data = chart_of({run}, loss_form::extra);
            const auto& panel = data.panels[0];
            const auto at_one = panel.report->points.front().mean.total;
            QVERIFY(panel.bars.front().baseline);
            QVERIFY(panel.bars.front().segments.empty());
            for (const auto& bar : panel.bars) {
                std::int64_t sum = 0;
                for (const auto& segment : bar.segments) sum += segment.ns;
                QCOMPARE(sum, bar.point->mean.total - at_one);
                QCOMPARE(bar.sum_ns, sum);
                QVERIFY(data.y.scale.least <= bar.bottom && data.y.scale.most >= bar.top);
            }
        }
        const auto data = chart_of({examples::faster_together()}, loss_form::extra);
        const auto& bar = data.panels[0].bars[1];
        QCOMPARE(bar.sum_ns, -1 * second);  // 7 worker-seconds instead of 8
        QCOMPARE(bar.top, 1.0);
        QCOMPARE(bar.bottom, -2.0);
    }

    void what_the_noise_hides_is_said_to_be_about_0() {
        const auto data = chart_of({examples::noisy()});
        const auto& bar = data.panels[0].bars[1];
        QVERIFY(bar.point->inflation_is_noise());
        QVERIFY(bar.find(loss_part::inflation)->uncertain);
        QVERIFY(data.any_uncertain);
        const auto words = describe_part(data.panels[0], bar, loss_part::inflation, data);
        QVERIFY(row(words, "Uncertainty").startsWith(QStringLiteral("≈ 0 ± ")));
        QVERIFY(loss_footnotes(data).join(QLatin1Char(' ')).contains(QLatin1String("do not tell it apart from 0")));
        QVERIFY(row(words, "Mean").contains(QLatin1String("in 2 repeats")));
    }

    void what_cannot_be_seen_needs_no_words() {
        // 2 ms of 7 s less than alone: the bar keeps its sum, but no footnote and no room below 0 are spent on it.
        const auto run = examples::recorded_run(
            1, "a", {examples::recorded_trial(1, 4, {{0, 0, 0, 4}}), examples::recorded_trial(2, 3.998, {{0, 0, 0, 3.998}})},
            1);
        const auto data = chart_of({run});
        QVERIFY(data.panels[0].bars[1].find(loss_part::inflation)->ns < 0);
        QVERIFY(!data.any_below_zero);
        QVERIFY(data.y.scale.least < 0 && data.y.scale.least > -0.1);
        QVERIFY(loss_footnotes(data).isEmpty());
        QCOMPARE(data.seen_parts, (std::vector{loss_part::baseline, loss_part::idle}));
        QCOMPARE(percent_text(0.9996), QStringLiteral("> 99.9 %"));
        QCOMPARE(percent_text(0.996), QStringLiteral("99.6 %"));
        QCOMPARE(percent_text(1), QStringLiteral("100 %"));
    }

    void a_part_is_described_in_full() {
        const auto data = chart_of({examples::slower_together()});
        const auto& panel = data.panels[0];
        const auto& bar = panel.bars[1];
        const auto idle = describe_part(panel, bar, loss_part::idle, data);
        QCOMPARE(idle.title, QStringLiteral("Idle, 2 workers"));
        QCOMPARE(idle.note, QStringLiteral("No item was left for these workers."));
        QCOMPARE(row(idle, "Mean"), QStringLiteral("2.00 worker-s"));
        QCOMPARE(row(idle, "Points lost"), QStringLiteral("20 % of 10.0 worker-s"));
        QCOMPARE(row(idle, "Factor"), QStringLiteral("× 0.800"));  // 8 of 10
        QCOMPARE(row(idle, "Against 1 worker"), QStringLiteral("+2.00 worker-s"));
        QCOMPARE(row(idle, "Unavoidable"), QStringLiteral("2.00 worker-s with these items"));  // the item of 5 s decides
        QCOMPARE(row(idle, "Avoidable"), QStringLiteral("0 worker-s, waits of all kinds"));
        const auto useful = describe_part(panel, bar, loss_part::baseline, data);
        QCOMPARE(row(useful, "Share"), QStringLiteral("60 % of 10.0 worker-s"));
        QCOMPARE(row(useful, "Product of factors"), QStringLiteral("× 0.600"));
        QVERIFY(row(useful, "Points lost").isEmpty());
        // The baseline is not held against itself.
        QVERIFY(row(describe_part(panel, panel.bars[0], loss_part::baseline, data), "Against 1 worker").isEmpty());
    }

    void more_workers_than_items_are_told() {
        const auto run = examples::recorded_run(1, "wide",
                                                {examples::recorded_trial(1, 6, {{0, 0, 0, 4}, {0, 1, 4, 6}}),
                                                 examples::recorded_trial(4, 4, {{0, 0, 0, 4}, {1, 1, 0, 2}})});
        const auto data = chart_of({run});
        const auto& bar = data.panels[0].bars[1];
        QCOMPARE(row(describe_part(data.panels[0], bar, loss_part::idle, data), "Ever get an item"),
                 QStringLiteral("2 of 4 workers"));
        QCOMPARE(row(describe_part(data.panels[0], bar, loss_part::baseline, data), "Of the usable"),
                 QStringLiteral("75 % (2 of 4 workers can get an item)"));
    }

    void the_count_held_against_is_named() {
        auto run = examples::slower_together();
        run.trials.erase(run.trials.begin());
        run.trials.push_back(examples::recorded_trial(4, 5, {{0, 0, 0, 5}, {1, 1, 0, 3}}));
        QCOMPARE(against_text(chart_of({run}).baseline), QStringLiteral("2 workers"));
        QVERIFY(loss_y_caption(chart_of({run}, loss_form::extra)).contains(QLatin1String("against 2 workers")));
        QCOMPARE(against_text(chart_of({run, examples::noisy()}).baseline), QStringLiteral("the lowest count"));
        QCOMPARE(loss_y_caption(chart_of({examples::noisy()})),
                 QStringLiteral("Share of all worker-seconds, % · over the bars: all, worker-s"));
    }

    void runs_without_an_account_say_why() {
        const auto times = chart_of({examples::only_times()});
        QVERIFY(!times.has_bars());
        QVERIFY(times.panels[0].why_none.contains(QLatin1String("Only the times of this run are known")));
        auto whole = examples::slower_together();
        for (auto& one : whole.trials) one.slots = 1;
        QVERIFY(chart_of({whole}).panels[0].why_none.contains(QLatin1String("starts its workers itself")));
        auto none = examples::slower_together();
        for (auto& one : none.trials) one.failed = 1;
        QCOMPARE(chart_of({none}).panels[0].why_none, QStringLiteral("No trial has been counted yet"));
        auto gaps = examples::slower_together();
        for (auto& one : gaps.trials) one.intervals.back().end_ns -= 5;
        QVERIFY(chart_of({gaps}).panels[0].why_none.contains(QLatin1String("gaps")));
        const auto mixed = chart_of({examples::only_times(), examples::slower_together()});
        QVERIFY(mixed.has_bars());
        QCOMPARE(mixed.panels.size(), std::size_t(1));  // the room belongs to those that have bars
        QVERIFY(loss_footnotes(mixed).join(QLatin1Char(' ')).contains(QLatin1String("published, run 4: Only the times")));
    }

    void runs_of_one_machine_are_told_apart() {
        const auto data = chart_of({examples::slower_together(1, "desk"), examples::slower_together(2, "desk")});
        QCOMPARE(data.panels[0].title, QStringLiteral("desk"));
        QCOMPARE(data.panels[0].subtitle, QStringLiteral("run 1"));
        QCOMPARE(data.panels[1].subtitle, QStringLiteral("run 2"));
    }

    void the_finding_is_the_engines() {
        const auto one = loss_run_of(examples::slower_together());
        QCOMPARE(QString::fromStdString(describe_loss_runs({one}).headline).replace(QChar(0xa0), QLatin1Char(' ')),
                 QString::fromStdString(describe_losses(*one.report)));
        const auto words = describe_loss_runs({one, loss_run_of(examples::noisy())});
        QCOMPARE(QString::fromStdString(words.headline).replace(QChar(0xa0), QLatin1Char(' ')),
                 QStringLiteral("At 2 workers useful: 70 % of the worker-seconds of noisy, 60 % of desk"));
        QCOMPARE(QString::fromStdString(words.detail).split(QLatin1Char('\n')).size(), 2);
        QVERIFY(describe_loss_runs({loss_run_of(examples::only_times())}).headline.find("no account") != std::string::npos);
        auto simulated = one;
        simulated.simulated = true;
        QCOMPARE(describe_loss_runs({simulated}).warnings.size(), std::size_t(1));
    }

    void the_csv_holds_every_part_and_leaves_the_unknown_empty() {
        const QString csv = loss_csv({loss_run_of(examples::slower_together()), loss_run_of(examples::only_times())});
        QCOMPARE(csv.split(QLatin1Char('\n'), Qt::SkipEmptyParts).size(), 1 + 2 * 8);
        QCOMPARE(cell(csv, 2, "inflation", "worker_s"), QStringLiteral("2"));
        QCOMPARE(cell(csv, 2, "inflation", "plus_minus_s"), QString());  // one repeat: not known
        QCOMPARE(cell(csv, 2, "inflation", "extra_worker_s"), QStringLiteral("2"));
        QCOMPARE(cell(csv, 2, "idle", "share_pct"), QStringLiteral("20"));
        QCOMPARE(cell(csv, 2, "idle", "unavoidable_s"), QStringLiteral("2"));
        QCOMPARE(cell(csv, 2, "baseline", "unavoidable_s"), QString());
        QCOMPARE(cell(csv, 2, "retries", "worker_s"), QStringLiteral("0"));  // known to be 0
    }

    void the_colour_blind_tell_all_parts_apart() {
        for (const QPalette& palette : {light_palette(), dark_palette()}) {
            const auto colors = chart_colors_for(palette);
            for (const auto& eyes : {normal, without_red, without_green, without_blue}) {
                for (const auto a : all_loss_parts) {
                    for (const auto b : all_loss_parts) {
                        if (a >= b) continue;
                        const double apart =
                            difference(as_seen_by(loss_color(a, colors), eyes), as_seen_by(loss_color(b, colors), eyes));
                        QVERIFY2(apart > 20,
                                 qPrintable(QStringLiteral("%1 and %2: %3").arg(part_name(a), part_name(b)).arg(apart)));
                    }
                }
            }
            for (const auto part : all_loss_parts) {
                const QColor ground = loss_color(part, colors);
                QVERIFY2(contrast(ground, ink_on(ground)) >= 4.5, qPrintable(part_name(part)));
            }
        }
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_loss_chart_data)
#include "test_loss_chart_data.moc"
