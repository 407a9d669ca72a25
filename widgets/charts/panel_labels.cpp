#include "widgets/charts/panel_labels.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/chart_words.h"

namespace sweeplab {
namespace {

constexpr double label_gap = 16;             // between a line's end and its label
constexpr double most_of_width = 0.30;       // of the panel, for labels
constexpr double wide_enough_for_one = 520;  // a lone series needs no label to be told apart
constexpr double far_from_end = 46;          // from here on a leader shows which line a label belongs to
constexpr double no_labels = 4;

bool shows_end_labels(const chart_panel& panel, double width) {
    return panel.series.size() > 1 || (width >= wide_enough_for_one && panel.series.size() == 1);
}

// With what a reader must not miss: another baseline than its neighbours', a simulated server.
QString label_of(const chart_series& series, const chart_panel& panel, const scaling_chart_data& data) {
    QString label = series.label;
    const bool relative = data.quantity == chart_quantity::speedup || data.quantity == chart_quantity::efficiency;
    if (relative && series.baseline_workers != 1) label += QStringLiteral(" (vs %1)").arg(series.baseline_workers);
    const bool mixed = std::any_of(panel.series.begin(), panel.series.end(),
                                   [&](const auto& other) { return other.simulated != series.simulated; });
    return mixed && series.simulated ? label + QStringLiteral(" (simulated)") : label;
}

QPointF end_of(const panel_geometry& geometry, const chart_series& series) {
    return geometry.to_pixel(series.points.back().workers, series.points.back().shown.value);
}

bool is_free(const QRectF& area, const obstacles& around) {
    const auto meets_area = [&](const QRectF& other) { return other.intersects(area); };
    const auto meets_line = [&](const QLineF& line) { return !clipped(line, area).isNull(); };
    return std::none_of(around.areas.begin(), around.areas.end(), meets_area) &&
           std::none_of(around.lines.begin(), around.lines.end(), meets_line);
}

// A line has its label right at its end when that lies inside the plot and nothing else is drawn there.
std::vector<bool> labels_inside(const panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data,
                                const QFontMetricsF& metrics) {
    obstacles around = obstacles_in(panel, out);
    std::vector<bool> inside(panel.series.size(), false);
    for (std::size_t i = 0; i < panel.series.size(); ++i) {
        const auto& series = panel.series[i];
        if (series.points.empty()) continue;
        const QPointF end = end_of(out, series);
        const QSizeF size(metrics.horizontalAdvance(label_of(series, panel, data)), metrics.height());
        const QRectF area(QPointF(end.x() + label_gap, end.y() - size.height() / 2), size);
        inside[i] = area.right() < out.plot.right() && is_free(area, around);
        if (inside[i]) around.areas.push_back(area);
    }
    return inside;
}

double margin_for(const panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data,
                  const std::vector<bool>& inside, const QFontMetricsF& metrics) {
    double width = 0;
    for (std::size_t i = 0; i < panel.series.size(); ++i) {
        if (panel.series[i].points.empty() || inside[i]) continue;
        width = std::max(width, metrics.horizontalAdvance(label_of(panel.series[i], panel, data)));
    }
    return width == 0 ? no_labels : std::min(std::ceil(width) + label_gap, out.card.width() * most_of_width);
}

void add_label(panel_geometry& out, int number, const QString& text, QPointF end, bool inside,
               const QFontMetricsF& metrics) {
    end_label label{number, {}, text, {}, end, false};
    const double left = inside ? end.x() + label_gap : out.plot.right() + label_gap - 9;
    label.text = metrics.elidedText(text, Qt::ElideRight, std::max(0.0, out.card.right() - 6 - left));
    label.rect =
        QRectF(left, end.y() - metrics.height() / 2, std::ceil(metrics.horizontalAdvance(label.text)), metrics.height());
    out.end_labels.push_back(label);
}

}  // namespace

void make_room_for_end_labels(panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data,
                              const panel_fonts& fonts) {
    const QFontMetricsF metrics(fonts.text);
    const double right = out.plot.right();
    const auto set_margin = [&](double margin) {
        out.plot.setRight(std::max(out.plot.left() + 40, std::round(right - margin)));
    };
    if (!shows_end_labels(panel, out.card.width())) return set_margin(no_labels);
    // Which labels find a place inside depends on the plot's width, and the other way round: two steps are enough.
    set_margin(margin_for(out, panel, data, std::vector<bool>(panel.series.size(), false), metrics));
    set_margin(margin_for(out, panel, data, labels_inside(out, panel, data, metrics), metrics));
}

void place_end_labels(panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data,
                      const panel_fonts& fonts) {
    if (!shows_end_labels(panel, out.card.width())) return;
    const QFontMetricsF metrics(fonts.text);
    const auto inside = labels_inside(out, panel, data, metrics);
    std::vector<double> wanted;
    std::vector<std::size_t> beside;  // the plot
    for (std::size_t i = 0; i < panel.series.size(); ++i) {
        const auto& series = panel.series[i];
        if (series.points.empty()) continue;
        const QPointF end = end_of(out, series);
        add_label(out, static_cast<int>(i), label_of(series, panel, data), end, inside[i], metrics);
        if (inside[i]) continue;
        wanted.push_back(end.y());
        beside.push_back(out.end_labels.size() - 1);
    }
    const double half = metrics.height() / 2;
    const auto tops = spread_labels(wanted, metrics.height() + 1, out.plot.top() - half, out.plot.bottom() + half);
    for (std::size_t i = 0; i < tops.size(); ++i) {
        auto& label = out.end_labels[beside[i]];
        label.rect.moveTop(tops[i]);
        label.leader = label.rect.left() - label.end.x() > far_from_end ||
                       std::abs(label.rect.center().y() - label.end.y()) > 0.6 * metrics.height();
    }
}

}  // namespace sweeplab
