// Ranges and ticks, and the grid that panels are set in.
#include <cmath>

#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/axis_scale.h"
#include "widgets/charts/grid_shape.h"

using namespace sweeplab;

class test_axis_scale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shares_and_values_are_inverse() {
        for (const axis_scale scale : {axis_scale{true, 2, 256}, axis_scale{false, 0, 108}}) {
            QCOMPARE(scale.to_share(scale.least), 0.0);
            QCOMPARE(scale.to_share(scale.most), 1.0);
            for (const double value : {3.0, 17.5, 100.0}) QCOMPARE(scale.from_share(scale.to_share(value)), value);
        }
    }

    void halving_is_the_same_length_everywhere() {
        const axis_scale scale{true, 1, 256};
        QCOMPARE(scale.to_share(8) - scale.to_share(4), scale.to_share(128) - scale.to_share(64));
    }

    void wide_ranges_have_powers_of_two() {
        const auto axis = make_log_axis(12, 171.14);
        QCOMPARE(axis.ticks, (std::vector<double>{16, 32, 64, 128}));
        QVERIFY(axis.scale.least < 12 && axis.scale.most > 171.14);
        // 10 is near 8, so the axis begins there, with its tick.
        QCOMPARE(make_log_axis(10, 171.14).ticks, (std::vector<double>{8, 16, 32, 64, 128}));
    }

    void a_near_octave_is_taken_whole() {
        const auto axis = make_log_axis(8.2, 240);
        QCOMPARE(axis.scale.least, 8.0);
        QCOMPARE(axis.scale.most, 256.0);
        QCOMPARE(axis.ticks.front(), 8.0);
        QCOMPARE(axis.ticks.back(), 256.0);
    }

    void narrow_ranges_have_round_ticks() {
        const auto axis = make_log_axis(30, 37);
        QVERIFY(axis.ticks.size() >= 3);
        for (const double tick : axis.ticks) QVERIFY(std::abs(tick / 2.5 - std::round(tick / 2.5)) < 1e-9);
    }

    void a_flat_curve_is_not_blown_up() {
        const auto axis = make_log_axis(10, 10.01);
        QVERIFY(axis.scale.most / axis.scale.least >= 1.99);
    }

    void every_axis_holds_its_values_and_few_ticks_data() {
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        for (const double least : {1e-9, 0.003, 1.0, 7.7, 5e6}) {
            for (const double ratio : {1.0, 1.01, 1.9, 2.6, 100.0, 1e6, 1e15}) {
                QTest::addRow("%g to %g", least, least * ratio) << least << least * ratio;
            }
        }
    }
    void every_axis_holds_its_values_and_few_ticks() {
        QFETCH(double, least);
        QFETCH(double, most);
        const auto axis = make_log_axis(least, most);
        QVERIFY(axis.scale.least <= least && axis.scale.most >= most);
        QVERIFY(axis.ticks.size() >= 2);
        QVERIFY(axis.ticks.size() <= 13);
        for (std::size_t i = 1; i < axis.ticks.size(); ++i) QVERIFY(axis.ticks[i] > axis.ticks[i - 1]);
    }

    void efficiency_begins_at_zero_and_holds_100() {
        const auto low = make_linear_axis(40, 100);
        QCOMPARE(low.scale.least, 0.0);
        QVERIFY(low.scale.most >= 100);
        QCOMPARE(low.ticks.front(), 0.0);
        QVERIFY(std::find(low.ticks.begin(), low.ticks.end(), 100.0) != low.ticks.end());
        QVERIFY(make_linear_axis(130, 100).scale.most >= 130);
    }

    void signed_axes_hold_both_sides_and_0() {
        const auto axis = make_signed_axis(-3, 10);
        QVERIFY(axis.scale.least < -3 && axis.scale.most > 10);
        QVERIFY(std::find(axis.ticks.begin(), axis.ticks.end(), 0.0) != axis.ticks.end());
        QCOMPARE(make_signed_axis(0, 10).scale.least, 0.0);
        const auto below = make_signed_axis(-3, 0);
        QVERIFY(below.scale.most == 0 && below.scale.least < -3);
        for (const auto& [least, most] : {std::pair{-1e-9, 1e3}, {-1e3, 1e-9}, {0.0, 0.0}}) {
            const auto one = make_signed_axis(least, most);
            QVERIFY(one.scale.least <= least && one.scale.most >= most && one.scale.most > one.scale.least);
            QVERIFY(one.ticks.size() <= 13);
        }
    }

    void worker_counts_have_air_at_both_ends() {
        const auto scale = make_workers_scale({1, 4, 10, 20, 50});
        QVERIFY(scale.to_share(1) > 0.01 && scale.to_share(50) < 0.99);
        const auto single = make_workers_scale({4});
        QCOMPARE(single.to_share(4), 0.5);
    }

    void thinning_keeps_the_first() {
        QCOMPARE(thin_out({1, 2, 4, 8, 16}, 3), (std::vector<double>{1, 4, 16}));
        QCOMPARE(thin_out({1, 2}, 9), (std::vector<double>{1, 2}));
        QCOMPARE(thin_out({1, 2, 4}, 1), (std::vector<double>{1}));
    }

    void panels_wrap_before_they_get_small_data() {
        QTest::addColumn<int>("panels");
        QTest::addColumn<QSize>("space");
        QTest::addColumn<int>("columns");
        QTest::newRow("one") << 1 << QSize(1280, 600) << 1;
        QTest::newRow("two") << 2 << QSize(1280, 600) << 2;
        QTest::newRow("five") << 5 << QSize(1280, 600) << 3;
        QTest::newRow("eight") << 8 << QSize(1280, 600) << 4;
        QTest::newRow("narrow") << 5 << QSize(400, 600) << 1;
        QTest::newRow("narrower than one panel") << 2 << QSize(120, 600) << 1;
    }
    void panels_wrap_before_they_get_small() {
        QFETCH(int, panels);
        QFETCH(QSize, space);
        QFETCH(int, columns);
        const QSize least(300, 250);
        const auto shape = choose_grid(panels, space, least, 10);
        QCOMPARE(shape.columns, columns);
        QVERIFY(shape.cell.width() >= least.width() && shape.cell.height() >= least.height());
        const auto cells = cells_of(shape, panels, 10);
        QCOMPARE(static_cast<int>(cells.size()), panels);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            QVERIFY(cells[i].bottom() < shape.whole_height);
            for (std::size_t j = 0; j < i; ++j) QVERIFY(!cells[i].intersects(cells[j]));
        }
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_axis_scale)
#include "test_axis_scale.moc"
