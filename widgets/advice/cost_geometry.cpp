#include "widgets/advice/cost_geometry.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

constexpr double padding = 14;
constexpr double tick_gap = 7;
constexpr double label_gap = 12;  // between a line's end and its name
constexpr double most_label_share = 0.28;
constexpr double draws = 7;  // pixels from which a stop draws the pointer

QStringList label_lines(const cost_series& series) {
    return {series.name +
            (series.ends() ? QStringLiteral(", ends at ") + volume_text(series.points.back().units) : QString())};
}

void set_rows(cost_geometry& out, QSizeF size, const cost_chart& chart, const panel_fonts& fonts) {
    const QFontMetricsF small(fonts.small), text(fonts.text);
    out.card = QRectF(QPointF(0, 0), size);
    const QRectF inside = out.card.adjusted(padding, padding - 3, -padding, -padding + 4);
    double ticks = 0, names = 0;
    for (const double tick : chart.y.ticks) ticks = std::max(ticks, small.horizontalAdvance(tick_text(tick)));
    for (const auto& series : chart.series) names = std::max(names, text.horizontalAdvance(label_lines(series).first()));
    names = std::min(std::ceil(names) + 1, most_label_share * size.width());  // rounding must not cost a letter
    const double left = std::round(inside.left() + ticks + tick_gap);
    const double right = std::round(inside.right() - names - label_gap);
    out.caption_row = QRectF(left, inside.top(), inside.right() - left, small.height());
    const double top = std::round(out.caption_row.bottom() + 10);
    out.x_caption_row = QRectF(left, inside.bottom() - small.height(), right - left, small.height());
    const double bottom = std::round(out.x_caption_row.top() - 4 - small.height() - tick_gap);
    out.plot = QRectF(QPointF(left, top), QPointF(std::max(right, left + 40), std::max(bottom, top + 40)));
}

void set_ticks(cost_geometry& out, const cost_chart& chart, const panel_fonts& fonts) {
    const QFontMetricsF metrics(fonts.small);
    std::vector<double> centres, widths;
    for (const double tick : chart.x.ticks) {
        out.x_ticks.push_back({out.to_pixel(tick, 0).x(), tick_text(tick), true});
        centres.push_back(out.x_ticks.back().at);
        widths.push_back(metrics.horizontalAdvance(out.x_ticks.back().text));
    }
    const auto fits = fitting_labels(centres, widths, std::vector<int>(centres.size(), 0), 10);
    for (std::size_t i = 0; i < fits.size(); ++i) out.x_ticks[i].shown = fits[i];
    const int most = std::max(2, static_cast<int>(out.plot.height() / (metrics.height() * 1.9)));
    for (const double tick : thin_out(chart.y.ticks, most))
        out.y_ticks.push_back({out.to_pixel(0, tick).y(), tick_text(tick), true});
}

void place_labels(cost_geometry& out, const cost_chart& chart, const panel_fonts& fonts) {
    const QFontMetricsF metrics(fonts.text);
    std::vector<double> wanted;
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        const auto& series = chart.series[i];
        const auto& last = series.points.back();
        const QPointF end = out.to_pixel(last.units, last.cost);
        const double left = out.plot.right() + label_gap;
        const double room = out.card.right() - padding - left;
        const QString text = metrics.elidedText(label_lines(series).first(), Qt::ElideRight, room);
        out.labels.push_back({static_cast<int>(i), text, QRectF(left, 0, room, metrics.height()), end});
        wanted.push_back(end.y());
    }
    const double half = metrics.height() / 2;
    const auto tops = spread_labels(wanted, metrics.height() + 1, out.plot.top() - half, out.plot.bottom() + half);
    for (std::size_t i = 0; i < tops.size(); ++i) out.labels[i].rect.moveTop(tops[i]);
}

void place_crossings(cost_geometry& out, const cost_chart& chart, const panel_fonts& fonts) {
    const QFontMetricsF bold(fonts.text_bold);
    auto around = obstacles_in(chart, out);
    for (const auto& crossing : chart.crossings) {
        crossing_label label{out.to_pixel(crossing.at.x(), crossing.at.y()), {}, crossing.text, {}};
        if (crossing.lo || crossing.hi) {
            const double from = out.to_pixel(crossing.lo.value_or(crossing.at.x()), 0).x();
            const double to = out.to_pixel(std::min(crossing.hi.value_or(chart.x.scale.most), chart.x.scale.most), 0).x();
            label.band = QRectF(from, out.plot.top(), std::max(to - from, 1.0), out.plot.height());
        }
        const QSizeF size(bold.horizontalAdvance(crossing.text) + 10, bold.height() + 4);
        label.box = place_callout(label.at, size, out.plot.adjusted(2, 2, -2, -2), around, 12);
        around.areas.push_back(label.box);
        out.crossings.push_back(std::move(label));
    }
}

}  // namespace

QPointF cost_geometry::to_pixel(double volume, double cost) const {
    return {plot.left() + x.to_share(volume) * plot.width(), plot.bottom() - y.to_share(cost) * plot.height()};
}

double cost_geometry::volume_at(double pixel) const {
    return x.from_share(std::clamp((pixel - plot.left()) / plot.width(), 0.0, 1.0));
}

cost_geometry lay_out_costs(QSizeF size, const cost_chart& chart, const panel_fonts& fonts) {
    cost_geometry out;
    out.x = chart.x.scale;
    out.y = chart.y.scale;
    set_rows(out, size, chart, fonts);
    set_ticks(out, chart, fonts);
    place_labels(out, chart, fonts);
    place_crossings(out, chart, fonts);
    return out;
}

obstacles obstacles_in(const cost_chart& chart, const cost_geometry& geometry) {
    obstacles around;
    for (const auto& series : chart.series) {
        const auto& first = series.points.front();
        const auto& last = series.points.back();
        around.lines.emplace_back(geometry.to_pixel(first.units, first.cost), geometry.to_pixel(last.units, last.cost));
    }
    for (const auto& crossing : chart.crossings) {
        const QPointF at = geometry.to_pixel(crossing.at.x(), crossing.at.y());
        around.areas.push_back(QRectF(at - QPointF(8, 8), at + QPointF(8, 8)));
        around.lines.emplace_back(at, QPointF(at.x(), geometry.plot.bottom()));
    }
    for (const auto& label : geometry.labels) around.areas.push_back(label.rect);
    for (const auto& crossing : geometry.crossings) around.areas.push_back(crossing.box);
    return around;
}

double moved_volume(const cost_chart& chart, const std::optional<double>& from, panel_move move) {
    const auto& stops = chart.stops;
    if (move == panel_move::first) return stops.front();
    if (move == panel_move::last) return stops.back();
    if (!from) return chart.crossings.empty() ? stops[stops.size() / 2] : chart.crossings.front().at.x();
    const double step = chart.x.scale.most * 1e-6;
    if (move == panel_move::right) {
        const auto next = std::ranges::find_if(stops, [&](double stop) { return stop > *from + step; });
        return next == stops.end() ? stops.back() : *next;
    }
    const auto after = std::ranges::find_if(stops, [&](double stop) { return stop >= *from - step; });
    return after == stops.begin() ? stops.front() : *std::prev(after);
}

std::optional<double> volume_near(const cost_chart& chart, const cost_geometry& geometry, QPointF at) {
    if (!geometry.plot.adjusted(-4, -4, 4, 4).contains(at)) return std::nullopt;
    std::vector<double> draw;
    for (const auto& crossing : chart.crossings) draw.push_back(crossing.at.x());
    for (const auto& series : chart.series)
        if (series.ends()) draw.push_back(series.points.back().units);
    for (const double volume : draw)
        if (std::abs(geometry.to_pixel(volume, 0).x() - at.x()) <= draws) return volume;
    return geometry.volume_at(at.x());
}

}  // namespace sweeplab
