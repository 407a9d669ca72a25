// Zooming, panning and the time axis keep their promises; the pointer finds what is drawn.
#include <cmath>

#include "tests/widgets/charts/made_up_schedule.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/timeline_hit.h"

using namespace sweeplab;

namespace {

void verify_inside(const timeline_zoom& zoom) {
    QVERIFY(zoom.window().from >= 0);
    QVERIFY(zoom.window().to <= zoom.whole() * (1 + 1e-12));
    QVERIFY(zoom.window().length() >= timeline_zoom::least_length * (1 - 1e-6));
}

}  // namespace

class test_timeline_zoom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_is_under_the_pointer_stays_there() {
        random_source random(4);
        timeline_zoom zoom;
        zoom.set_end(40'000'000'000);
        int free_steps = 0;
        for (int step = 0; step < 3000; ++step) {
            const double share = random.uniform();
            const double before = zoom.window().at_share(share), length = zoom.window().length();
            const double factor = std::exp2((random.uniform() - 0.45) * 2);
            zoom.zoom_about(share, factor);
            verify_inside(zoom);
            const bool free = zoom.window().from > 0 && zoom.window().to < zoom.whole() * (1 - 1e-12);
            if (!free) continue;
            ++free_steps;
            QVERIFY(std::abs(zoom.window().at_share(share) - before) <= 1e-6 * length + 1e-3);
            if (random.below(20) == 0) zoom.pan((random.uniform() - 0.5) * 3);
            verify_inside(zoom);
            if (QTest::currentTestFailed()) return;
        }
        QVERIFY(free_steps > 1000);
    }

    void zooming_in_and_out_comes_back() {
        timeline_zoom zoom;
        zoom.set_end(1'000'000'000);
        zoom.show(3e8, 5e8);
        const time_window before = zoom.window();
        zoom.zoom_about(0.3, 8);
        zoom.zoom_about(0.3, 1.0 / 8);
        QVERIFY(std::abs(zoom.window().from - before.from) < 1 && std::abs(zoom.window().to - before.to) < 1);
        zoom.zoom_about(0.5, 1e-9);
        QVERIFY(zoom.fitted());
        zoom.zoom_about(0.5, std::nan(""));
        QVERIFY(zoom.fitted());
    }

    void panning_stops_at_the_ends_and_keeps_the_length() {
        timeline_zoom zoom;
        zoom.set_end(1'000'000'000);
        zoom.show(4e8, 5e8);
        zoom.pan(-100);
        QCOMPARE(zoom.window().from, 0.0);
        QVERIFY(std::abs(zoom.window().length() - 1e8) < 1);
        zoom.pan(1000);
        QVERIFY(std::abs(zoom.window().to - zoom.whole()) < 1);
        QVERIFY(std::abs(zoom.window().length() - 1e8) < 1);
    }

    void what_fits_goes_on_fitting_when_the_trial_changes() {
        timeline_zoom zoom;
        zoom.set_end(1'000'000'000);
        QVERIFY(zoom.whole() > 1e9);  // its end is in sight
        zoom.set_end(9'000'000'000);
        QVERIFY(zoom.fitted());
        zoom.show(8e9, 9e9);
        zoom.set_end(2'000'000'000);
        verify_inside(zoom);
        QVERIFY(!zoom.fitted());
    }

    void revealing_moves_no_further_than_needed() {
        timeline_zoom zoom;
        zoom.set_end(1'000'000'000);
        zoom.show(1e8, 2e8);
        const time_window before = zoom.window();
        zoom.reveal(1.2e8, 1.3e8);
        QCOMPARE(zoom.window(), before);
        zoom.reveal(5e8, 5.1e8);
        QVERIFY(zoom.window().from <= 5e8 && zoom.window().to >= 5.1e8);
        QVERIFY(std::abs(zoom.window().length() - before.length()) < 1);
        const time_window inside = zoom.window();
        zoom.reveal(0, 9e8);  // longer than the window, which it fills
        QCOMPARE(zoom.window(), inside);
        zoom.reveal(7e8, 9e8);  // longer than the window: its start comes in
        QVERIFY(zoom.window().from <= 7e8 && zoom.window().from > 6.8e8);
    }

    void ticks_are_tidy_few_and_told_apart() {
        random_source random(8);
        timeline_zoom zoom;
        zoom.set_end(4'000'000'000'000);
        for (int step = 0; step < 400; ++step) {
            zoom.zoom_about(random.uniform(), std::exp2(random.uniform() * 3 - 1.2));
            const int most = 2 + static_cast<int>(random.below(10));
            const time_ticks ticks = make_time_ticks(zoom.window(), most);
            QVERIFY(static_cast<int>(ticks.at.size()) <= most + 1);
            QCOMPARE(ticks.at.size(), ticks.texts.size());
            for (std::size_t i = 0; i < ticks.at.size(); ++i) {
                QVERIFY(ticks.at[i] >= zoom.window().from - 1e-3 && ticks.at[i] <= zoom.window().to * (1 + 1e-9));
                if (i > 0) QVERIFY2(ticks.texts[i] != ticks.texts[i - 1], qPrintable(ticks.texts[i]));
            }
        }
        QCOMPARE(make_time_ticks({0, 10e9}, 6).texts.at(1), QStringLiteral("2 s"));
        QCOMPARE(make_time_ticks({0, 0.9e9}, 5).texts.at(1), QStringLiteral("200 ms"));
        QCOMPARE(make_time_ticks({36.1e9, 36.1001e9}, 4).texts.at(1), QStringLiteral("36.10005 s"));
    }

    void times_say_their_unit() {
        QCOMPARE(time_text(0), QStringLiteral("0 s"));
        QCOMPARE(time_text(350), QStringLiteral("350 ns"));
        QCOMPARE(time_text(12'345), QStringLiteral("12.35 µs"));
        QCOMPARE(time_text(3'210'000), QStringLiteral("3.210 ms"));
        QCOMPARE(time_text(36.94e9), QStringLiteral("36.94 s"));
        QCOMPARE(time_text(-1'250'000), QStringLiteral("-1.250 ms"));
    }

    void many_lanes_shrink_and_then_scroll() {
        timeline_geometry geometry;
        geometry.set_plot(QRectF(80, 10, 900, 400), 2);
        QCOMPARE(geometry.lane_height, timeline_geometry::most_lane);
        QCOMPARE(geometry.most_scroll(), 0.0);
        geometry.set_plot(QRectF(80, 10, 900, 400), 512);
        QCOMPARE(geometry.lane_height, timeline_geometry::least_lane);
        QVERIFY(geometry.most_scroll() > 0);
        geometry.scroll_into_sight(511);
        QVERIFY(geometry.lane_rect(511).bottom() <= geometry.plot.bottom() + 1e-9);
        QCOMPARE(geometry.lane_at(geometry.plot.bottom() - 1), 511);
        QVERIFY(geometry.end_lane() - geometry.first_lane() <= 400 / 4 + 1);
        QCOMPARE(geometry.lane_at(5), -1);
    }

    void the_pointer_finds_what_is_wide() {
        const timeline_index index(test::made_up_trial({4, 30, 0.1, 1'000'000}, 21));
        timeline_zoom zoom;
        zoom.set_end(index.end_ns());
        timeline_geometry geometry;
        geometry.set_plot(QRectF(90, 0, 3000, 130), index.lane_count());
        int asked = 0;
        for (int lane = 0; lane < index.lane_count(); ++lane) {
            const auto& spans = index.lanes()[static_cast<std::size_t>(lane)].spans();
            for (int i = 0; i < static_cast<int>(spans.size()); ++i) {
                const auto& span = spans[static_cast<std::size_t>(i)];
                const double left = geometry.to_x(zoom.window(), static_cast<double>(span.start_ns));
                const double right = geometry.to_x(zoom.window(), static_cast<double>(span.end_ns));
                if (right - left < 12) continue;
                ++asked;
                const auto found =
                    span_under(index, geometry, zoom.window(), {(left + right) / 2, geometry.lane_rect(lane).center().y()});
                QVERIFY(found && *found == (span_place{lane, i}));
            }
        }
        QVERIFY(asked > 30);
        QVERIFY(!span_under(index, geometry, zoom.window(), {10, 10}));
        QVERIFY(!span_under(index, geometry, zoom.window(), {geometry.plot.right() - 0.1, 10}));  // behind the end
    }

    void among_many_the_pointer_finds_the_one_that_failed() {
        trial measured = test::made_up_trial({1, 30'000, 0.0, 1'000'000}, 13);
        measured.attempts[17'000].state = attempt_state::failed;
        const timeline_index index(measured);
        timeline_zoom zoom;
        zoom.set_end(index.end_ns());
        timeline_geometry geometry;
        geometry.set_plot(QRectF(0, 0, 800, 30), 1);
        const int failed = index.lanes().front().failed().front();
        const auto& span = index.lanes().front().spans()[static_cast<std::size_t>(failed)];
        const double x = geometry.to_x(zoom.window(), static_cast<double>(span.start_ns));
        const auto found = span_under(index, geometry, zoom.window(), {x + 1, 10});
        QVERIFY(found && found->span == failed);
    }

    void neighbours_are_attempts_and_come_back() {
        const timeline_index index(test::made_up_trial({5, 40, 0.2, 1'000'000}, 2));
        const auto start = service_near(index, 2, 0);
        QVERIFY(start.has_value());
        std::optional<span_place> at = start;
        int steps = 0;
        while (const auto next = neighbour_of(index, *at, span_step::later)) {
            QVERIFY(is_service(index.at(*next).kind));
            QVERIFY(index.at(*next).start_ns >= index.at(*at).end_ns);
            QCOMPARE(*neighbour_of(index, *next, span_step::earlier), *at);
            at = next;
            ++steps;
        }
        QCOMPARE(steps, 39);
        QCOMPARE(neighbour_of(index, *at, span_step::down)->lane, 3);
        QCOMPARE(neighbour_of(index, *at, span_step::up)->lane, 1);
        QVERIFY(!neighbour_of(index, *service_near(index, 0, 0), span_step::up));
    }

    void every_failure_is_reached_in_the_order_of_time() {
        const timeline_index index(test::made_up_trial({5, 40, 0.2, 1'000'000}, 6));
        std::size_t failures = 0;
        for (const auto& lane : index.lanes()) failures += lane.failed().size();
        QVERIFY(failures > 5);
        std::optional<span_place> at = next_failed(index, std::nullopt, false);
        const auto first = at;
        for (std::size_t i = 1; i < failures; ++i) {
            const auto next = next_failed(index, at, false);
            QVERIFY(index.at(*next).start_ns >= index.at(*at).start_ns);
            QCOMPARE(*next_failed(index, next, true), *at);
            at = next;
        }
        QCOMPARE(*next_failed(index, at, false), *first);
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_timeline_zoom)
#include "test_timeline_zoom.moc"
