// The strip of resources under the lanes: no peak is lost, what is unknown is no zero, and its time axis is the lanes'.
#include <cmath>

#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/resource_strip.h"
#include "widgets/charts/resource_words.h"
#include "widgets/charts/timeline_panel.h"

using namespace sweeplab;

namespace {

constexpr std::int64_t second = 1'000'000'000;

// A sample every 20 ms: the machine at 25 % of its 4 processors with one peak, Sweeplab at 1 %, memory of 2 GB.
run_record sampled_run(int samples, int peak_at = -1) {
    run_record run;
    run.host.threads = 4;
    trial& one = run.trials.emplace_back();
    one.id = {7};
    one.workers = one.slots = 1;
    one.state = trial_state::complete;
    one.time_ns = samples * second / 50;
    for (int i = 0; i < samples; ++i) {
        resource_sample sample;
        sample.at_ns = i * (second / 50);
        if (i > 0) sample.values.set(resource::machine_cpu, i == peak_at ? 3600 : 1000);  // rates begin with the second
        if (i > 0) sample.values.set(resource::own_cpu, 40);
        sample.values.set(resource::machine_memory, std::int64_t{2} << 30);
        one.samples.push_back(sample);
    }
    return run;
}

double highest(const std::vector<QPolygonF>& pieces) {
    double y = 1e9;
    for (const auto& piece : pieces)
        for (const QPointF& point : piece) y = std::min(y, point.y());
    return y;
}

qsizetype points_of(const std::vector<QPolygonF>& pieces) {
    qsizetype count = 0;
    for (const auto& piece : pieces) count += piece.size();
    return count;
}

}  // namespace

class test_resource_strip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).*"))); }

    void a_trial_without_samples_has_no_lines() {
        run_record run = sampled_run(0);
        QVERIFY(!make_resource_lines(run, run.trials[0]));
        run = sampled_run(3);
        for (auto& sample : run.trials[0].samples) sample.values = {};
        QVERIFY(!make_resource_lines(run, run.trials[0]));
    }

    void percent_is_of_all_processors() {
        const run_record run = sampled_run(10, 5);
        const auto lines = make_resource_lines(run, run.trials[0]);
        QVERIFY(lines);
        QCOMPARE(lines->cpu.size(), std::size_t{2});  // no children were seen: no line of zeros
        QVERIFY(!lines->cpu[0].at(0));
        QCOMPARE(*lines->cpu[0].at(1), 25.0);
        QCOMPARE(*lines->cpu[0].at(5), 90.0);
        QCOMPARE(lines->cpu_top, 100.0);
        QCOMPARE(describe_sample(*lines, 5), QStringLiteral("At 100.0 ms: machine 90.0 % · 2.0 GB, Sweeplab 1.0 %."));
        QCOMPARE(use_in_words(*lines, resource_user::children, 5), QString());
    }

    void no_peak_is_lost_among_a_million_samples() {
        const run_record run = sampled_run(1'000'000, 654'321);
        const auto lines = make_resource_lines(run, run.trials[0]);
        const QRectF plot(60, 10, 900, 40);
        const time_window whole{0, 20'000.0 * second};
        const auto drawn = draw_line(*lines, lines->cpu[0], whole, plot, 100, true);
        QVERIFY(points_of(drawn) <= 4 * 900);
        QVERIFY(std::abs(highest(drawn) - (50 - 0.9 * 40)) < 0.01);
        // Zoomed in on it every sample is drawn, the rate back to the sample before.
        const double at = 654'321.0 * second / 50;
        const auto near = draw_line(*lines, lines->cpu[0], {at - 5e7, at + 5e7}, plot, 100, true);
        QCOMPARE(near.size(), std::size_t{1});
        QVERIFY(std::abs(highest(near) - 14) < 0.01);
    }

    void what_was_not_known_breaks_the_line() {
        run_record run = sampled_run(20);
        for (const int i : {8, 9}) run.trials[0].samples[static_cast<std::size_t>(i)].values = {};
        const auto lines = make_resource_lines(run, run.trials[0]);
        const auto drawn = draw_line(*lines, lines->cpu[0], {0, second * 0.4}, QRectF(0, 0, 400, 40), 100, true);
        QCOMPARE(drawn.size(), std::size_t{2});
        QCOMPARE(highest(drawn), 30.0);
        QVERIFY(!lines->cpu[0].at(8));
    }

    void it_stands_under_the_lanes_and_zooms_with_them() {
        timeline_scene scene;
        QWidget window;
        window.resize(800, 400);
        timeline_panel lanes(scene, &window);
        resource_strip strip(scene, lanes, &window);
        QVERIFY(strip.isHidden());
        lanes.setGeometry(0, 0, 800, 250);
        window.show();
        const run_record run = sampled_run(500, 250);
        strip.set_lines(make_resource_lines(run, run.trials[0]));
        strip.setGeometry(0, 260, 800, strip.sizeHint().height());
        QVERIFY(strip.isVisible());
        scene.change_zoom([](timeline_zoom& zoom) { zoom.set_end(10 * second); });
        QCOMPARE(strip.cpu_plot().left(), lanes.plot().left());
        QCOMPARE(strip.cpu_plot().right(), lanes.plot().right());
        QVERIFY(strip.rect().toRectF().contains(strip.memory_plot()));
        QVERIFY(!strip.cpu_plot().intersects(strip.memory_plot()));

        const double share = scene.window().to_share(5.0 * second - 1e6);
        QTest::mouseMove(&strip, QPoint(qRound(strip.cpu_plot().left() + share * strip.cpu_plot().width()), 40));
        QTRY_VERIFY(strip.marked());
        QVERIFY(strip.accessibleDescription().startsWith(QStringLiteral("At ")));
        QTest::keyClick(&strip, Qt::Key_Escape);
        QVERIFY(!strip.marked());
        QTest::keyClick(&strip, Qt::Key_Plus);
        QVERIFY(!scene.zoom().fitted());
        QTest::keyClick(&strip, Qt::Key_Right);
        QVERIFY(strip.marked());
        const auto first = *strip.marked();
        QTest::keyClick(&strip, Qt::Key_Right);
        QCOMPARE(*strip.marked(), first + 1);
        QTest::keyClick(&strip, Qt::Key_Home);
        QVERIFY(scene.zoom().fitted());
        strip.set_lines(nullptr);
        QVERIFY(strip.isHidden());
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_resource_strip)
#include "test_resource_strip.moc"
