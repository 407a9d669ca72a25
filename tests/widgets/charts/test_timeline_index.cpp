// What a pixel column shows, against counting every nanosecond of every span; and what a trial's spans are.
#include <algorithm>

#include "tests/widgets/charts/made_up_schedule.h"
#include "tests/widgets/support/widget_test_main.h"
#include "widgets/charts/timeline_columns.h"
#include "widgets/charts/timeline_lanes.h"
#include "widgets/theme/palettes.h"

using namespace sweeplab;

namespace {

struct column_truth {
    bool any = false;
    bool failed = false;
    bool cancelled = false;
    kind_times time{};
};

// Looks at every span: slow, and plainly right.
column_truth truth_of(const timeline_lane& lane, std::int64_t from, std::int64_t to) {
    column_truth truth;
    for (const timeline_span& span : lane.spans()) {
        const std::int64_t inside = std::min(span.end_ns, to) - std::max(span.start_ns, from);
        const bool here = inside > 0 || (span.start_ns == span.end_ns && span.start_ns >= from && span.start_ns < to);
        if (!here) continue;
        truth.any = true;
        truth.failed |= span.kind == span_kind::failed;
        truth.cancelled |= span.kind == span_kind::cancelled;
        truth.time[static_cast<std::size_t>(span.kind)] += std::max<std::int64_t>(0, inside);
    }
    return truth;
}

void compare_with_truth(const timeline_lane& lane, const time_window& window, int columns) {
    std::vector<timeline_piece> pieces;
    find_pieces(lane, time_columns(window, columns), pieces);
    QVERIFY(static_cast<int>(pieces.size()) <= columns);
    std::vector<const timeline_piece*> seen(static_cast<std::size_t>(columns));
    int reached = 0;
    for (const timeline_piece& piece : pieces) {
        QVERIFY(piece.first >= reached && piece.count > 0);
        reached = piece.first + piece.count;
        QVERIFY(reached <= columns);
        for (int c = piece.first; c < reached; ++c) seen[static_cast<std::size_t>(c)] = &piece;
    }
    const time_columns grid(window, columns);
    for (int c = 0; c < columns; ++c) {
        const std::int64_t from = grid.start(c), to = grid.start(c + 1);
        if (from == to) continue;  // narrower than a nanosecond: its neighbour shows it
        const column_truth truth = truth_of(lane, from, to);
        const timeline_piece* piece = seen[static_cast<std::size_t>(c)];
        const QByteArray where = QStringLiteral("column %1 of %2, %3 to %4").arg(c).arg(columns).arg(from).arg(to).toUtf8();
        QVERIFY2((piece != nullptr) == truth.any, where.constData());
        if (!piece) continue;
        QVERIFY2(piece->failed == truth.failed, where.constData());
        QVERIFY2(piece->cancelled == truth.cancelled, where.constData());
        const std::int64_t most = *std::ranges::max_element(truth.time);
        if (most > 0) QVERIFY2(truth.time[static_cast<std::size_t>(piece->kind)] == most, where.constData());
        if (piece->span >= 0) {
            const timeline_span& span = lane.spans()[static_cast<std::size_t>(piece->span)];
            QVERIFY2(span.start_ns <= from && span.end_ns >= to && span.kind == piece->kind, where.constData());
        }
    }
}

attempt made_attempt(int item, int number, int worker, std::int64_t start, std::int64_t end, attempt_state state) {
    attempt one;
    one.item = item;
    one.number = number;
    one.worker = worker;
    one.claimed_ns = start - 10;
    one.start_ns = start;
    one.end_ns = end;
    one.released_ns = end + 5;
    one.state = state;
    return one;
}

}  // namespace

class test_timeline_index : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columns_say_what_counting_says() {
        for (std::uint64_t seed = 1; seed <= 15; ++seed) {
            random_source random(seed * 7919);
            test::schedule_shape shape;
            shape.workers = 1 + static_cast<int>(random.below(4));
            shape.attempts_each = 1 + static_cast<int>(random.below(150));
            shape.failed_share = random.uniform() * 0.4;
            const timeline_index index(test::made_up_trial(shape, seed));
            for (int view = 0; view < 6; ++view) {
                const double whole = static_cast<double>(index.end_ns()) * 1.02 + 1;
                time_window window{0, whole};
                if (view > 0) {
                    window.from = random.uniform() * whole * 0.9;
                    window.to = std::min(whole, window.from + 1000 + random.uniform() * whole / (1 << (2 * view)));
                }
                const int columns = 1 + static_cast<int>(random.below(700));
                for (const timeline_lane& lane : index.lanes()) {
                    compare_with_truth(lane, window, columns);
                    if (QTest::currentTestFailed()) return;
                }
            }
        }
    }

    void a_failed_attempt_is_seen_at_every_zoom() {
        // One failure of 20 ns, and one that took no time, among 200,000 attempts of up to a millisecond.
        trial measured = test::made_up_trial({1, 200'000, 0.0, 1'000'000}, 5);
        auto& short_one = measured.attempts[123'457];
        auto& no_time = measured.attempts[60'003];
        for (attempt* one : {&short_one, &no_time}) one->state = attempt_state::failed;
        const timeline_index index(measured);
        const timeline_lane& lane = index.lanes().front();
        QCOMPARE(static_cast<int>(lane.failed().size()), 2);
        for (const int number : lane.failed()) {
            const auto& span = lane.spans()[static_cast<std::size_t>(number)];
            timeline_zoom zoom;
            zoom.set_end(index.end_ns());
            for (int step = 0; step < 60; ++step) {
                std::vector<timeline_piece> pieces;
                const int columns = 317;
                const time_columns grid(zoom.window(), columns);
                find_pieces(lane, grid, pieces);
                const bool seen = std::ranges::any_of(pieces, [&](const timeline_piece& piece) {
                    return piece.failed && grid.start(piece.first) <= std::max(span.start_ns, span.end_ns - 1) &&
                           grid.start(piece.first + piece.count) > span.start_ns;
                });
                QVERIFY2(seen, qPrintable(QStringLiteral("at step %1").arg(step)));
                zoom.zoom_about(zoom.window().to_share(static_cast<double>(span.start_ns)), 1.5);
            }
            QVERIFY(zoom.window().length() <= timeline_zoom::least_length * 1.001);
        }
    }

    void a_million_spans_make_few_rectangles() {
        const timeline_index index(test::made_up_trial({64, 5'300, 0.02, 1'000'000}, 9));
        QVERIFY(index.span_count() > 950'000);
        const auto looks = span_looks_for(chart_colors_for(light_palette()));
        timeline_geometry geometry;
        geometry.set_plot(QRectF(80, 0, 1200, 700), index.lane_count());
        timeline_zoom zoom;
        zoom.set_end(index.end_ns());
        for (int step = 0; step < 30; ++step) {
            const auto picture = paint_lanes(index, geometry, zoom.window(), looks, 1, 40, 12);
            QVERIFY(picture.rectangles > 0);
            QVERIFY(picture.rectangles <= 64LL * 1200);
            zoom.zoom_about(0.37, 2);
        }
    }

    void failures_are_painted_in_their_colour() {
        // A hundred thousand spans on 300 pixels, one of them failed: some pixel has the colour of failures.
        trial measured = test::made_up_trial({1, 30'000, 0.0, 1'000'000}, 3);
        measured.attempts[11'111].state = attempt_state::failed;
        const timeline_index index(measured);
        const auto looks = span_looks_for(chart_colors_for(dark_palette()));
        for (const double height : {4.0, 7.0, 12.0, 34.0}) {
            timeline_geometry geometry;
            geometry.set_plot(QRectF(0, 0, 300, height), 1);
            timeline_zoom zoom;
            zoom.set_end(index.end_ns());
            const QImage image = paint_lanes(index, geometry, zoom.window(), looks, 1, 40, 12).image;
            const QRgb wanted = look_of(looks, span_kind::failed).fill.rgb();
            int found = 0;
            for (int x = 0; x < image.width(); ++x) found += image.pixel(x, 0) == wanted;
            QCOMPARE(found, 3);  // as wide as is seen, no wider
        }
    }

    void intervals_get_the_result_of_their_attempt() {
        trial measured;
        measured.slots = 2;
        measured.attempts = {made_attempt(0, 1, 0, 10, 100, attempt_state::failed),
                             made_attempt(0, 2, 0, 200, 300, attempt_state::succeeded),
                             made_attempt(1, 1, 1, 10, 10, attempt_state::failed)};
        measured.intervals = {{0, worker_state::overhead, 0, 1, 0, 10},    {0, worker_state::service, 0, 1, 10, 100},
                              {0, worker_state::back_off, 0, 2, 100, 200}, {0, worker_state::service, 0, 2, 200, 300},
                              {1, worker_state::overhead, 1, 1, 0, 20},    {1, worker_state::idle, -1, 0, 20, 300}};
        const timeline_index index(measured);
        QCOMPARE(index.lane_count(), 2);
        QCOMPARE(index.end_ns(), std::int64_t{300});
        const auto& first = index.lanes()[0].spans();
        QCOMPARE(first[1].kind, span_kind::failed);
        QCOMPARE(first[1].attempt, 0);
        QCOMPARE(first[2].kind, span_kind::back_off);
        QCOMPARE(first[3].kind, span_kind::succeeded);
        // The attempt that took no time has no interval of service, and is there all the same.
        QCOMPARE(static_cast<int>(index.lanes()[1].failed().size()), 1);
        QVERIFY(index.service_of(1, 1).has_value());
        QCOMPARE(static_cast<int>(index.spans_of(0).size()), 4);
        QCOMPARE(index.at(*index.service_of(0)).number, 2);
        QCOMPARE(index.at(*index.service_of(0, 1)).kind, span_kind::failed);
        QVERIFY(index.spans_of(77).empty());
    }

    void a_trial_that_was_cut_off_is_drawn_from_its_attempts() {
        trial measured;
        measured.slots = 3;
        measured.attempts = {made_attempt(0, 1, 0, 10, 100, attempt_state::succeeded),
                             made_attempt(1, 1, 2, 20, 400, attempt_state::cancelled)};
        const timeline_index index(measured);
        QCOMPARE(index.lane_count(), 3);
        QCOMPARE(index.lanes()[0].size(), 3);  // claimed, served, collected
        QCOMPARE(index.lanes()[1].size(), 0);
        QCOMPARE(index.end_ns(), std::int64_t{405});
    }

    void overlapping_and_strange_records_do_no_harm() {
        trial measured;
        measured.slots = 1;
        measured.intervals = {{0, worker_state::service, 3, 1, 50, 500},
                              {0, worker_state::idle, -1, 0, 0, 100},
                              {-4, worker_state::idle, -1, 0, 0, 100},
                              {2'000'000'000, worker_state::idle, -1, 0, 0, 100},
                              {0, worker_state::overhead, -7, 0, 400, 300}};
        const timeline_index index(measured);
        QCOMPARE(index.lane_count(), 1);
        std::int64_t reached = 0;
        for (const auto& span : index.lanes()[0].spans()) {
            QVERIFY(span.start_ns >= reached && span.end_ns >= span.start_ns);
            reached = span.end_ns;
        }
        compare_with_truth(index.lanes()[0], {0, 600}, 50);
        const timeline_index empty{trial{}};
        QCOMPARE(empty.lane_count(), 1);
        QCOMPARE(empty.end_ns(), std::int64_t{0});
    }
};

SWEEPLAB_WIDGET_TEST_MAIN(test_timeline_index)
#include "test_timeline_index.moc"
