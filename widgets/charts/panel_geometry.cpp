#include "widgets/charts/panel_geometry.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/panel_labels.h"

namespace sweeplab {
namespace {

constexpr double card_padding = 14;
constexpr double tick_gap = 7;  // between an axis and its labels
constexpr double room_for_not_counted = 14;

double widest(const std::vector<double>& ticks, const QFontMetricsF& metrics) {
    double width = 0;
    for (const double tick : ticks) width = std::max(width, metrics.horizontalAdvance(tick_text(tick)));
    return width;
}

bool has_not_counted(const scaling_chart_data& data) {
    return std::any_of(data.panels.begin(), data.panels.end(), [](const auto& panel) {
        return std::any_of(panel.series.begin(), panel.series.end(),
                           [](const auto& one) { return !one.not_counted.empty(); });
    });
}

// Rows from the top and from the bottom; what is left between them is the plot.
void set_rows(panel_geometry& out, QSizeF size, const scaling_chart_data& data, const panel_fonts& fonts, bool titled) {
    const QFontMetricsF title(fonts.title), small(fonts.small);
    out.card = QRectF(QPointF(0, 0), size);
    const QRectF inside = out.card.adjusted(card_padding, card_padding - 3, -card_padding, -card_padding + 4);
    const double plot_left = std::round(inside.left() + widest(data.y.ticks, small) + tick_gap);
    double y = inside.top();
    out.title_row = QRectF(plot_left, y, inside.right() - plot_left, titled ? title.height() : 0);
    y = out.title_row.bottom() + (titled ? 5 : 0);
    out.caption_row = QRectF(plot_left, y, inside.right() - plot_left, small.height());
    const double plot_top = out.caption_row.bottom() + 8 + (has_not_counted(data) ? room_for_not_counted : 0);
    out.x_caption_row = QRectF(plot_left, inside.bottom() - small.height(), inside.right() - plot_left, small.height());
    const double plot_bottom = out.x_caption_row.top() - 4 - small.height() - tick_gap;
    out.plot = QRectF(QPointF(plot_left, std::round(plot_top)), QPointF(inside.right(), std::round(plot_bottom)));
}

// Ends first, then the recommended counts, then powers of two: what a reader looks for.
int tick_priority(int workers, const scaling_chart_data& data, const chart_panel& panel) {
    if (workers == data.workers.front() || workers == data.workers.back()) return 3;
    const bool recommended = std::any_of(panel.series.begin(), panel.series.end(),
                                         [workers](const auto& series) { return series.recommended == workers; });
    if (recommended) return 2;
    return (workers & (workers - 1)) == 0 ? 1 : 0;
}

void set_ticks(panel_geometry& out, const chart_panel& panel, const scaling_chart_data& data, const panel_fonts& fonts) {
    const QFontMetricsF metrics(fonts.small);
    std::vector<double> centres, widths;
    std::vector<int> priorities;
    for (const int workers : data.workers) {
        const QString text = tick_text(workers);
        centres.push_back(out.to_pixel(workers, out.y.most).x());
        widths.push_back(metrics.horizontalAdvance(text));
        priorities.push_back(tick_priority(workers, data, panel));
        out.x_ticks.push_back({centres.back(), text, true});
    }
    const auto fits = fitting_labels(centres, widths, priorities, 8);
    for (std::size_t i = 0; i < fits.size(); ++i) out.x_ticks[i].shown = fits[i];
    const int most = std::max(2, static_cast<int>(out.plot.height() / (metrics.height() * 1.9)));
    for (const double tick : thin_out(data.y.ticks, most)) {
        out.y_ticks.push_back(
            {out.to_pixel(data.workers.empty() ? 1 : data.workers.front(), tick).y(), tick_text(tick), true});
    }
}

}  // namespace

QPointF panel_geometry::to_pixel(double workers, double value) const {
    return {plot.left() + x.to_share(workers) * plot.width(), plot.bottom() - y.to_share(value) * plot.height()};
}

panel_geometry lay_out_panel(QSizeF size, const chart_panel& panel, const scaling_chart_data& data,
                             const panel_fonts& fonts) {
    panel_geometry out;
    out.x = data.x;
    out.y = data.y.scale;
    set_rows(out, size, data, fonts, !panel.title.isEmpty());
    out.plot.setHeight(std::max(40.0, out.plot.height()));
    make_room_for_end_labels(out, panel, data, fonts);
    out.x_caption_row.setRight(out.plot.right());
    set_ticks(out, panel, data, fonts);
    place_end_labels(out, panel, data, fonts);
    place_ideal(out, panel, data, fonts);
    place_rings(out, panel, fonts);
    return out;
}

obstacles obstacles_in(const chart_panel& panel, const panel_geometry& geometry) {
    obstacles around;
    for (const auto& series : panel.series) {
        QPointF before;
        for (std::size_t i = 0; i < series.points.size(); ++i) {
            const auto& point = series.points[i];
            const QPointF at = geometry.to_pixel(point.workers, point.shown.value);
            const double top = point.shown.hi ? geometry.to_pixel(point.workers, *point.shown.hi).y() : at.y();
            const double bottom = point.shown.lo ? geometry.to_pixel(point.workers, *point.shown.lo).y() : at.y();
            around.areas.push_back(QRectF(QPointF(at.x() - 8, top - 8), QPointF(at.x() + 8, bottom + 8)));
            if (i > 0) around.lines.emplace_back(before, at);
            before = at;
        }
    }
    for (const auto& label : geometry.end_labels) around.areas.push_back(label.rect);
    for (const auto& ideal : geometry.ideals) around.lines.push_back(ideal.line);
    if (!geometry.ideal_text.isEmpty()) around.areas.push_back(geometry.ideal_label.area);
    return around;
}

}  // namespace sweeplab
