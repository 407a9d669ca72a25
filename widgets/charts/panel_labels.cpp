#include "widgets/charts/panel_labels.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "widgets/charts/chart_words.h"

namespace sweeplab {
namespace {

constexpr double label_gap = 11;               // between a line's end and its label
constexpr double most_of_width = 0.30;         // of the panel, for labels
constexpr double wide_enough_for_one = 520;    // a lone series needs no label to be told apart
constexpr double ring_distance = 16;

bool shows_end_labels(const chart_panel& panel, double width) {
    return panel.series.size() > 1 || (width >= wide_enough_for_one && panel.series.size() == 1);
}

QString label_of(const chart_series& series, const chart_panel& panel) {
    const bool mixed = std::any_of(panel.series.begin(), panel.series.end(),
                                   [&](const auto& other) { return other.simulated != series.simulated; });
    return mixed && series.simulated ? series.label + QStringLiteral(" (simulated)") : series.label;
}

// A label can stand inside the plot when nothing is drawn to the right of its line's end.
bool ends_inside(const chart_series& series, const chart_panel& panel, const scaling_chart_data& data) {
    const int end = series.points.back().workers;
    return panel.series.size() == 1 && end < data.workers.back();
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

double end_label_margin(const chart_panel& panel, const scaling_chart_data& data, double panel_width, const panel_fonts& fonts) {
    if (!shows_end_labels(panel, panel_width)) return 4;
    const QFontMetricsF metrics(fonts.text);
    double width = 0;
    for (const auto& series : panel.series) {
        if (series.points.empty() || ends_inside(series, panel, data)) continue;
        width = std::max(width, metrics.horizontalAdvance(label_of(series, panel)));
    }
    return width == 0 ? 4 : std::min(std::ceil(width) + label_gap, panel_width * most_of_width);
}

void place_end_labels(panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data, const panel_fonts& fonts) {
    if (!shows_end_labels(panel, out.card.width())) return;
    const QFontMetricsF metrics(fonts.text);
    const double right = out.card.right() - 8;
    std::vector<double> wanted;
    for (std::size_t i = 0; i < panel.series.size(); ++i) {
        const auto& series = panel.series[i];
        if (series.points.empty()) continue;
        const auto& last = series.points.back();
        end_label label{static_cast<int>(i), {}, label_of(series, panel), {}, out.to_pixel(last.workers, last.shown.value), false};
        const double left = ends_inside(series, panel, data) ? label.end.x() + label_gap : out.plot.right() + label_gap - 4;
        label.text = metrics.elidedText(label.full_text, Qt::ElideRight, std::max(0.0, right - left));
        label.rect = QRectF(left, 0, std::ceil(metrics.horizontalAdvance(label.text)), metrics.height());
        wanted.push_back(label.end.y());
        out.end_labels.push_back(label);
    }
    const auto tops = spread_labels(wanted, metrics.height() + 1, out.plot.top() - metrics.height() / 2,
                                    out.plot.bottom() + metrics.height() / 2);
    for (std::size_t i = 0; i < tops.size(); ++i) {
        auto& label = out.end_labels[i];
        label.rect.moveTop(tops[i]);
        const bool apart = label.rect.left() - label.end.x() > 2.5 * label_gap;
        label.leader = apart || std::abs(label.rect.center().y() - label.end.y()) > 0.6 * metrics.height();
    }
}

int leading_series(const chart_panel& panel) {
    const auto found = std::find_if(panel.series.begin(), panel.series.end(), [](const auto& one) { return !one.ideal.empty(); });
    return found == panel.series.end() ? -1 : static_cast<int>(found - panel.series.begin());
}

QLineF ideal_in_plot(const panel_geometry& geometry, const chart_series& series) {
    if (series.ideal.size() < 2) return {};
    const QPointF from = geometry.to_pixel(series.ideal.front().x(), series.ideal.front().y());
    const QPointF to = geometry.to_pixel(series.ideal.back().x(), series.ideal.back().y());
    return clipped(QLineF(from, to), geometry.plot);
}

void place_ideal(panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data, const panel_fonts& fonts) {
    const int leading = leading_series(panel);
    if (leading < 0) return;
    out.ideal = ideal_in_plot(out, panel.series[static_cast<std::size_t>(leading)]);
    const QString form = data.quantity == chart_quantity::time       ? QStringLiteral("ideal (T₁ / n)")
                         : data.quantity == chart_quantity::speedup    ? QStringLiteral("ideal (n×)")
                         : data.quantity == chart_quantity::efficiency ? QStringLiteral("ideal (100 %)")
                                                                       : QStringLiteral("ideal (n × 1 worker)");
    const double width = QFontMetricsF(fonts.small).horizontalAdvance(form);
    if (out.ideal.length() < width * 1.5) return;
    out.ideal_text = form;
    // Towards the far end, where measured curves have left the ideal; on the side away from them.
    const double share = std::min(0.72, 1 - (width / 2 + 10) / out.ideal.length());
    out.ideal_label = out.ideal.pointAt(share);
    out.ideal_angle = std::atan2(out.ideal.dy(), out.ideal.dx()) * 180 / std::numbers::pi;
    out.ideal_label_below = data.quantity == chart_quantity::time;
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
