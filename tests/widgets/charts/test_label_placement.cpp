// Labels cover neither each other nor the data.
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/label_placement.h"

using namespace sweeplab;

class test_label_placement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labels_with_room_stay_where_they_want() {
        const auto tops = spread_labels({50, 100, 20}, 10, 0, 200);
        QCOMPARE(tops, (std::vector<double>{45, 95, 15}));
    }

    void crowded_labels_share_the_shift() {
        // Three that want the same place: the middle one has it, the others stand a label away.
        QCOMPARE(spread_labels({50, 50, 50}, 10, 0, 200), (std::vector<double>{35, 45, 55}));
        // Two that overlap by 4 move 2 each.
        QCOMPARE(spread_labels({50, 56}, 10, 0, 200), (std::vector<double>{43, 53}));
    }

    void labels_stay_inside_and_in_order() {
        const auto tops = spread_labels({-30, 199, 198, 5, 4}, 10, 0, 200);
        for (const double top : tops) QVERIFY(top >= 0 && top + 10 <= 200);
        QVERIFY(tops[0] < tops[4] && tops[4] < tops[3] && tops[3] < tops[2] && tops[2] < tops[1]);
        for (std::size_t i = 0; i < tops.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) QVERIFY(std::abs(tops[i] - tops[j]) >= 10 - 1e-9);
        }
    }

    void no_labels_are_no_problem() {
        QVERIFY(spread_labels({}, 10, 0, 100).empty());
        QVERIFY(fitting_labels({}, {}, {}, 4).empty());
    }

    void important_ticks_stay() {
        // 1 and 64 stand at the ends; 62 would touch 64 and is less important.
        const auto fits = fitting_labels({0, 95, 100}, {10, 12, 12}, {3, 0, 3}, 6);
        QCOMPARE(fits, (std::vector<bool>{true, false, true}));
    }

    void a_callout_avoids_what_is_drawn() {
        const QRectF bounds(0, 0, 400, 300);
        obstacles around;
        around.lines.emplace_back(QPointF(0, 0), QPointF(400, 300));
        around.areas.emplace_back(200, 0, 200, 140);
        const QRectF box = place_callout({200, 150}, {90, 40}, bounds, around, 14);
        QVERIFY(bounds.contains(box));
        QCOMPARE(covered(box, around), 0.0);
        QVERIFY(!box.contains(QPointF(200, 150)));
    }

    void a_callout_in_a_corner_stays_inside() {
        const QRectF bounds(0, 0, 200, 100);
        for (const QPointF corner : {QPointF(0, 0), QPointF(200, 0), QPointF(0, 100), QPointF(200, 100)}) {
            QVERIFY(bounds.contains(place_callout(corner, {80, 40}, bounds, {}, 14)));
        }
    }

    void lines_are_cut_at_the_edge() {
        const QRectF plot(0, 0, 100, 100);
        QCOMPARE(clipped(QLineF(-50, 50, 150, 50), plot), QLineF(0, 50, 100, 50));
        QCOMPARE(clipped(QLineF(10, 10, 20, 20), plot), QLineF(10, 10, 20, 20));
        QCOMPARE(clipped(QLineF(50, 50, 50, 500), plot), QLineF(50, 50, 50, 100));
        QVERIFY(clipped(QLineF(-10, 0, -10, 100), plot).isNull());
        QVERIFY(clipped(QLineF(-50, 0, 0, -50), plot).isNull());
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_label_placement)
#include "test_label_placement.moc"
