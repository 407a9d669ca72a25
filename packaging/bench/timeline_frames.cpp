// How long the window's timeline takes to draw a frame of a million spans: whole, half zoomed in, and as deep as it goes.
// Prints a line for each, in milliseconds: the median of many frames, each moved a little, so that nothing is kept.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include <QApplication>

#include "engine/foundation/random.h"
#include "widgets/charts/timeline_painter.h"
#include "widgets/theme/palettes.h"

namespace {

using namespace sweeplab;

constexpr int workers = 64;
constexpr int attempts_each = 5'300;  // three spans each: claimed, served, collected
constexpr int frames = 41;
constexpr QSize panel_size(1600, 900);

trial million_spans() {
    random_source random(1);
    trial made;
    made.id = {1};
    made.workers = made.slots = workers;
    made.state = trial_state::complete;
    std::int64_t end = 0;
    for (int worker = 0; worker < workers; ++worker) {
        std::int64_t at = 0;
        for (int i = 0; i < attempts_each; ++i) {
            attempt one;
            one.item = worker * attempts_each + i;
            one.worker = worker;
            one.claimed_ns = at;
            one.start_ns = at + 10'000 + static_cast<std::int64_t>(random.below(20'000));
            one.end_ns = one.start_ns + 1'000'000 + static_cast<std::int64_t>(random.below(9'000'000));
            one.released_ns = one.end_ns + 5'000 + static_cast<std::int64_t>(random.below(5'000));
            if (random.below(50) == 0) one.state = attempt_state::failed;
            made.intervals.push_back({worker, worker_state::overhead, one.item, 1, at, one.start_ns});
            made.intervals.push_back({worker, worker_state::service, one.item, 1, one.start_ns, one.end_ns});
            made.intervals.push_back({worker, worker_state::overhead, one.item, 1, one.end_ns, one.released_ns});
            at = one.released_ns;
            made.attempts.push_back(std::move(one));
        }
        end = std::max(end, at);
    }
    made.time_ns = end;
    return made;
}

timeline_picture picture_of(const std::shared_ptr<run_record>& run) {
    timeline_picture picture;
    picture.trial = {run, &run->trials.front(), std::make_shared<const timeline_index>(run->trials.front())};
    picture.fonts = fonts_from(QApplication::font());
    picture.colors = chart_colors_for(QApplication::palette());
    picture.looks = span_looks_for(picture.colors);
    picture.geometry.set_plot(timeline_plot(panel_size, picture.fonts, workers, 0), workers);
    return picture;
}

double median_frame_ms(timeline_picture& picture, double depth) {
    timeline_zoom zoom;
    zoom.set_end(picture.trial.index->end_ns());
    zoom.zoom_about(0.43, depth);
    QImage screen(panel_size, QImage::Format_RGB32);
    std::vector<double> times;
    for (int i = 0; i < frames; ++i) {
        zoom.pan(i % 2 ? 0.013 : -0.009);
        const auto begin = std::chrono::steady_clock::now();
        picture.window = zoom.window();
        picture.lanes = paint_lanes(*picture.trial.index, picture.geometry, picture.window, picture.looks, 1,
                                    least_named_width(picture.fonts), 14);
        QPainter painter(&screen);
        paint_timeline(painter, QRectF(QPointF(), panel_size), picture);
        painter.end();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::ranges::nth_element(times, times.begin() + frames / 2);
    return times[frames / 2];
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setPalette(light_palette());
    auto run = std::make_shared<run_record>();
    run->trials.push_back(million_spans());
    run->items.resize(static_cast<std::size_t>(workers * attempts_each));
    const auto begin = std::chrono::steady_clock::now();
    timeline_picture picture = picture_of(run);
    const std::chrono::duration<double, std::milli> sorting = std::chrono::steady_clock::now() - begin;
    const double deepest = static_cast<double>(picture.trial.index->end_ns()) / timeline_zoom::least_length;
    std::printf("spans %lld\n", static_cast<long long>(picture.trial.index->span_count()));
    std::printf("fit %.3f\n", median_frame_ms(picture, 1));
    std::printf("middle %.3f\n", median_frame_ms(picture, std::sqrt(deepest)));
    std::printf("deepest %.3f\n", median_frame_ms(picture, deepest));
    std::printf("sorting %.1f\n", sorting.count());
    return 0;
}
