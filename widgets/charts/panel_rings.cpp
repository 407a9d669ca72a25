// The ideal lines and the recommended points: where they run, and where their words stand.
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/panel_labels.h"

namespace sweeplab {
namespace {

constexpr double ring_distance = 20;
constexpr std::size_t most_ideals = 5;
constexpr double same_ideal = 1.4;  // ideal lines closer than this are one to the eye

QLineF ideal_in_plot(const panel_geometry& geometry, const chart_series& series) {
    const QPointF from = geometry.to_pixel(series.ideal.front().x(), series.ideal.front().y());
    const QPointF to = geometry.to_pixel(series.ideal.back().x(), series.ideal.back().y());
    return clipped(QLineF(from, to), geometry.plot);
}

QString ideal_words(chart_quantity quantity) {
    switch (quantity) {
        case chart_quantity::time: return QStringLiteral("ideal (T₁ / n)");
        case chart_quantity::speedup: return QStringLiteral("ideal (n×)");
        case chart_quantity::efficiency: return QStringLiteral("ideal (100 %)");
        default: return QStringLiteral("ideal (n × 1 worker)");
    }
}

void set_ideal_segments(panel_geometry& out, const chart_panel& panel) {
    double least = 0, most = 0;
    for (const auto& series : panel.series) {
        if (series.ideal.empty()) continue;
        const double at_one = series.ideal.front().y();
        least = least == 0 ? at_one : std::min(least, at_one);
        most = std::max(most, at_one);
    }
    const bool one_for_all = most <= least * same_ideal;
    if (!one_for_all && panel.series.size() > most_ideals) return;
    for (std::size_t i = 0; i < panel.series.size(); ++i) {
        if (panel.series[i].ideal.empty() || (one_for_all && !out.ideals.empty())) continue;
        const QLineF line = ideal_in_plot(out, panel.series[i]);
        if (!line.isNull()) out.ideals.push_back({static_cast<int>(i), line});
    }
}

// Text along a line, on the side away from the measured curves.
text_on_line along_line(const QLineF& line, double share, QSizeF size, bool below) {
    const double angle = std::atan2(line.dy(), line.dx());
    const QPointF away = QPointF(-std::sin(angle), std::cos(angle)) * (below ? 1 : -1) * (size.height() / 2 + 3);
    const QPointF centre = line.pointAt(share) + away;
    const QSizeF half(std::abs(std::cos(angle)) * size.width() / 2 + std::abs(std::sin(angle)) * size.height() / 2,
                      std::abs(std::sin(angle)) * size.width() / 2 + std::abs(std::cos(angle)) * size.height() / 2);
    const QRectF area(centre.x() - half.width(), centre.y() - half.height(), 2 * half.width(), 2 * half.height());
    return {centre, angle * 180 / std::numbers::pi, area};
}

QStringList lines_for(const chart_panel& panel, const chart_series& series, const chart_point& point) {
    return panel.series.size() > 2 ? QStringList() : recommendation_words(series, point);
}

QSizeF size_of(const QStringList& lines, const panel_fonts& fonts) {
    const QFontMetricsF bold(fonts.text_bold), plain(fonts.text);
    double width = 0;
    for (int i = 0; i < lines.size(); ++i) width = std::max(width, (i == 0 ? bold : plain).horizontalAdvance(lines[i]));
    return {std::ceil(width) + 8, plain.height() * static_cast<double>(lines.size()) + 4};
}

}  // namespace

void place_ideal(panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data, const panel_fonts& fonts) {
    set_ideal_segments(out, panel);
    const QString words = ideal_words(data.quantity);
    const QFontMetricsF metrics(fonts.small);
    const QSizeF size(metrics.horizontalAdvance(words), metrics.height());
    double least = std::numeric_limits<double>::infinity();
    for (const auto& ideal : out.ideals) {
        if (ideal.line.length() < size.width() * 1.5) continue;
        obstacles around = obstacles_in(panel, out);
        std::erase(around.lines, ideal.line);
        // Towards the far end, where measured curves have left the ideal; elsewhere when something is in the way. On the
        // other side only where none of it lies inside the plot.
        const bool usual_side = data.quantity == chart_quantity::time;
        for (const bool below : {usual_side, !usual_side}) {
            if (below != usual_side && !out.ideal_text.isEmpty()) break;
            for (const double share : {0.72, 0.62, 0.52, 0.8, 0.42, 0.32}) {
                const double at = std::min(share, 1 - (size.width() / 2 + 10) / ideal.line.length());
                const auto place = along_line(ideal.line, at, size, below);
                const double cost = covered(place.area, around);
                if (cost >= least || !out.plot.contains(place.area)) continue;
                least = cost;
                out.ideal_text = words;
                out.ideal_label = place;
            }
        }
    }
}

void place_rings(panel_geometry& out, const chart_panel& panel, const panel_fonts& fonts) {
    obstacles around = obstacles_in(panel, out);
    for (std::size_t s = 0; s < panel.series.size(); ++s) {
        const auto& series = panel.series[s];
        for (std::size_t p = 0; p < series.points.size(); ++p) {
            if (series.recommended != series.points[p].workers) continue;
            const QPointF at = out.to_pixel(series.points[p].workers, series.points[p].shown.value);
            ring_callout ring{static_cast<int>(s), static_cast<int>(p), at, lines_for(panel, series, series.points[p]), {}};
            if (!ring.lines.isEmpty()) {
                const QRectF bounds = out.plot.adjusted(4, 4, -4, -4);
                ring.box = place_callout(at, size_of(ring.lines, fonts), bounds, around, ring_distance);
                around.areas.push_back(ring.box);
            }
            out.rings.push_back(ring);
        }
    }
}

}  // namespace sweeplab
