#include "widgets/charts/load_geometry.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/chart_words.h"

namespace sweeplab {
namespace {

constexpr double padding = 14;
constexpr double tick_gap = 7;
constexpr double between = 8;           // plots
constexpr double room_for_three = 250;  // all plots together
constexpr double pixels_a_time_tick = 90;
constexpr double draws = 7;  // pixels from which a decision draws the pointer

class load_layout {
public:
    load_layout(QSizeF size, const load_chart& chart, const panel_fonts& fonts)
        : chart_(chart), small_(fonts.small), title_(fonts.title) {
        out_.window = chart.window;
        set_rows(size);
        if (!chart.course) return;
        for (auto [plot, axis] : {std::pair{&out_.rate, &chart.rate}, std::pair{&out_.workers, &chart.workers},
                                  std::pair{&out_.latency, &chart.latency}})
            set_ticks(*plot, *axis);
        set_time_ticks();
        place_phases();
        draw_lines();
    }
    load_geometry take() { return std::move(out_); }

private:
    double widest_tick() const {
        double widest = 0;
        for (const auto* axis : {&chart_.rate, &chart_.workers, &chart_.latency})
            for (const double tick : axis->ticks) widest = std::max(widest, small_.horizontalAdvance(tick_text(tick)));
        return widest;
    }

    void set_rows(QSizeF size) {
        out_.card = QRectF(QPointF(0, 0), size);
        const QRectF inside = out_.card.adjusted(padding, padding - 3, -padding, -padding + 4);
        const double left = std::round(inside.left() + widest_tick() + tick_gap), width = std::round(inside.right()) - left;
        const double line = small_.height();
        out_.title_row = QRectF(left, inside.top(), width, title_.height());
        out_.x_caption_row = QRectF(left, inside.bottom() - line, width, line);
        const double top = out_.title_row.bottom() + 4;
        const double bottom = std::round(out_.x_caption_row.top() - 4 - line - tick_gap);
        const bool three = bottom - top >= room_for_three;
        // Each plot has its caption over it, the first one the phases' names too.
        const double captions = (three ? 3 : 2) * (line + 4) + line + 2 + (three ? 2 : 1) * between;
        const double room = std::max(60.0, bottom - top - captions);
        double y = top;
        const auto place = [&](load_plot& plot, double share, double names) {
            plot.caption_row = QRectF(left, y, width, line);
            y += line + 4 + names;
            plot.area = QRectF(left, std::round(y), width, std::round(room * share));
            y = plot.area.bottom() + between;
        };
        place(out_.rate, three ? 0.46 : 0.6, line + 2);
        place(out_.workers, three ? 0.25 : 0.4, 0);
        if (three) place(out_.latency, 0.29, 0);
    }

    void set_ticks(load_plot& plot, const value_axis& axis) {
        if (!plot.shown()) return;
        plot.scale = axis.scale;
        const int most = std::max(2, static_cast<int>(plot.area.height() / (small_.height() * 1.7)));
        for (const double tick : thin_out(axis.ticks, most)) plot.ticks.push_back({plot.y(tick), tick_text(tick)});
    }

    void set_time_ticks() {
        const auto ticks =
            make_time_ticks(out_.window, std::max(2, static_cast<int>(out_.rate.area.width() / pixels_a_time_tick)));
        for (std::size_t i = 0; i < ticks.at.size(); ++i) out_.x_ticks.push_back({out_.x(ticks.at[i]), ticks.texts[i]});
    }

    void place_phases() {
        const double top = out_.rate.area.top() - small_.height() - 2;
        for (const auto& phase : chart_.phases()) {
            const double begin = out_.x(static_cast<double>(phase.begin_ns)),
                         end = out_.x(static_cast<double>(phase.end_ns));
            const QString name = small_.elidedText(QString::fromStdString(phase.name), Qt::ElideRight, end - begin - 6);
            out_.phases.push_back({name.size() > 2 || name == QString::fromStdString(phase.name) ? name : QString(),
                                   QRectF(begin + 4, top, std::max(0.0, end - begin - 4), small_.height()), begin});
        }
    }

    void draw_lines() {
        const auto& course = *chart_.course;
        const auto step = [&](QPolygonF& line, std::int64_t from, std::int64_t to, double y) {
            line << QPointF(out_.x(static_cast<double>(from)), y) << QPointF(out_.x(static_cast<double>(to)), y);
        };
        for (const auto& phase : chart_.phases()) step(out_.asked, phase.begin_ns, phase.end_ns, out_.rate.y(phase.rate));
        std::int64_t last = 0;
        for (const auto& slice : course.slices) {
            step(out_.sent, slice.begin_ns, slice.end_ns, out_.rate.y(slice.sent_per_s().value_or(0)));
            last = slice.end_ns;
        }
        std::int64_t from = 0;
        int workers = course.workers;
        for (const auto& made : course.decisions) {
            step(out_.workers_line, from, made.at_ns, out_.workers.y(workers));
            from = made.at_ns;
            workers = made.to;
            out_.decisions.emplace_back(out_.x(static_cast<double>(from)), out_.workers.y(workers));
        }
        step(out_.workers_line, from, std::max({from, course.end_ns, course.cut_short() ? 0 : last}),
             out_.workers.y(workers));
        if (out_.latency.shown())
            for (const auto& one : course.latencies) {
                const double y = out_.latency.y(static_cast<double>(one.p95_ns) * 1e-9 * chart_.latency_unit.factor);
                out_.latencies.emplace_back(out_.x(static_cast<double>(one.begin_ns)), y,
                                            out_.x(static_cast<double>(one.end_ns)), y);
            }
        const auto plan_end = chart_.phases().back().end_ns;
        if (course.cut_short() && course.end_ns < plan_end) {
            const double left = out_.x(static_cast<double>(course.end_ns));
            out_.not_carried_out =
                QRectF(QPointF(left, out_.rate.area.top()), QPointF(out_.x(static_cast<double>(plan_end)), out_.bottom()));
        }
    }

    const load_chart& chart_;
    QFontMetricsF small_, title_;
    load_geometry out_;
};

// Where the keys stop: the beginning of each stretch.
std::optional<load_place> next_stretch(const load_course& course, const std::optional<load_place>& from, int way) {
    if (course.slices.empty()) return std::nullopt;
    const auto middle = [](const load_slice& slice) { return (slice.begin_ns + slice.end_ns) / 2; };
    if (!from) return load_place{middle(course.slices.front()), {}};
    auto after = std::ranges::upper_bound(course.slices, from->ns, {}, &load_slice::begin_ns) - course.slices.begin() - 1;
    after = std::clamp<std::ptrdiff_t>(after + way, 0, std::ssize(course.slices) - 1);
    return load_place{middle(course.slices[static_cast<std::size_t>(after)]), {}};
}

std::optional<load_place> next_decision(const load_course& course, const std::optional<load_place>& from, bool later) {
    if (course.decisions.empty()) return from;
    const auto at = [&](std::size_t i) { return load_place{course.decisions[i].at_ns, i}; };
    const std::size_t last = course.decisions.size() - 1;
    if (!from) return at(later ? 0 : last);
    if (from->decision)
        return at(later ? std::min(last, *from->decision + 1) : *from->decision - (*from->decision > 0 ? 1 : 0));
    const auto after = static_cast<std::size_t>(
        std::ranges::upper_bound(course.decisions, from->ns, {}, &scaling_decision::at_ns) - course.decisions.begin());
    return at(later ? std::min(last, after) : after > 0 ? after - 1 : 0);
}

}  // namespace

load_geometry lay_out_load(QSizeF size, const load_chart& chart, const panel_fonts& fonts) {
    return load_layout(size, chart, fonts).take();
}

std::optional<load_place> place_under(const load_geometry& geometry, const load_chart& chart, QPointF at) {
    if (!chart.course) return std::nullopt;
    const auto& area = geometry.rate.area;
    if (at.x() < area.left() - draws || at.x() > area.right() + draws) return std::nullopt;
    if (at.y() < area.top() - draws || at.y() > geometry.bottom() + draws) return std::nullopt;
    // Marks are only in the plot of the workers: elsewhere the time under the pointer is meant.
    const auto& workers = geometry.workers.area;
    if (at.y() >= workers.top() - draws && at.y() <= workers.bottom() + draws) {
        std::optional<std::size_t> nearest;
        const auto away = [&](std::size_t i) { return std::abs(geometry.decisions[i].x() - at.x()); };
        for (std::size_t i = 0; i < geometry.decisions.size(); ++i)
            if (away(i) <= draws && (!nearest || away(i) < away(*nearest))) nearest = i;
        if (nearest) return load_place{chart.course->decisions[*nearest].at_ns, nearest};
    }
    const double share = std::clamp((at.x() - area.left()) / area.width(), 0.0, 1.0);
    return load_place{static_cast<std::int64_t>(geometry.window.at_share(share)), {}};
}

std::optional<load_place> moved_place(const load_chart& chart, const std::optional<load_place>& from, panel_move move) {
    if (!chart.course) return std::nullopt;
    const auto& course = *chart.course;
    switch (move) {
        case panel_move::left: return next_stretch(course, from, -1);
        case panel_move::right: return next_stretch(course, from, 1);
        case panel_move::up: return next_decision(course, from, false);
        case panel_move::down: return next_decision(course, from, true);
        case panel_move::first: return next_stretch(course, std::nullopt, 0);
        case panel_move::last:
            return next_stretch(course, load_place{course.slices.empty() ? 0 : course.slices.back().begin_ns, {}}, 0);
    }
    return from;
}

obstacles obstacles_in(const load_geometry& geometry) {
    obstacles around;
    for (const auto* line : {&geometry.sent, &geometry.workers_line})
        for (qsizetype i = 0; i + 1 < line->size(); ++i) around.lines.emplace_back((*line)[i], (*line)[i + 1]);
    for (const QLineF& line : geometry.latencies) around.lines.push_back(line);
    for (const QPointF& mark : geometry.decisions)
        around.areas.push_back(QRectF(mark - QPointF(6, 6), mark + QPointF(6, 6)));
    return around;
}

}  // namespace sweeplab
