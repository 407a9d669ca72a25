// What follows the pointer or the arrow keys: a guide at the worker count, the point, and all that is known of it.
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/callout.h"
#include "widgets/charts/chart_words.h"
#include "widgets/charts/panel_painter.h"

namespace sweeplab {
namespace {

point_words words_for(const panel_picture& picture, const point_ref& point) {
    const auto& series = picture.panel->series[static_cast<std::size_t>(point.series)];
    const auto index = static_cast<std::size_t>(point.index);
    if (point.not_counted) return describe_not_counted(series, series.not_counted[index]);
    return describe_point(series, series.points[index], picture.data->units);
}

void paint_guide(QPainter& painter, const panel_picture& picture, int workers) {
    const QRectF& plot = picture.geometry.plot;
    const double x = std::round(picture.geometry.to_pixel(workers, picture.geometry.y.most).x()) + 0.5;
    painter.setPen(QPen(picture.colors.axis, 1));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
}

// The same worker count in the other panels: the points and their values, so that machines compare at a glance.
void paint_linked(QPainter& painter, const panel_picture& picture, int workers) {
    const QFontMetricsF metrics(picture.fonts.text_bold);
    std::vector<double> middles;
    std::vector<std::pair<QString, int>> tags;
    double x = 0, width = 0;
    for (std::size_t s = 0; s < picture.panel->series.size(); ++s) {
        const auto& series = picture.panel->series[s];
        for (const auto& point : series.points) {
            if (point.workers != workers) continue;
            const QPointF at = picture.geometry.to_pixel(workers, point.shown.value);
            paint_marker(painter, picture, static_cast<int>(s), at, 5.6, point.source.trials_not_counted > 0,
                         !point.source.doubts.empty());
            const auto& unit = unit_of(picture.data->units, picture.data->quantity);
            tags.emplace_back(value_text(picture.data->quantity, point.shown.value, unit), series.number);
            middles.push_back(at.y() - metrics.height());
            width = std::max(width, metrics.horizontalAdvance(tags.back().first) + 10);
            x = at.x();
        }
    }
    const double height = metrics.height() + 3;
    const double left = x + 10 + width < picture.geometry.card.right() - 4 ? x + 10 : x - 10 - width;
    const auto tops = spread_labels(middles, height, picture.geometry.plot.top(), picture.geometry.plot.bottom());
    painter.setFont(picture.fonts.text_bold);
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const QRectF tag(left, tops[i], width, height - 1);
        painter.setPen(QPen(picture.colors.border, 1));
        painter.setBrush(picture.colors.callout);
        painter.drawRoundedRect(tag, 3, 3);
        painter.setPen(picture.colors.of_series(tags[i].second));
        painter.drawText(tag, Qt::AlignCenter, tags[i].first);
    }
}

}  // namespace

QPointF position_of(const panel_picture& picture, const point_ref& point) {
    const auto& series = picture.panel->series[static_cast<std::size_t>(point.series)];
    const auto index = static_cast<std::size_t>(point.index);
    if (!point.not_counted) return picture.geometry.to_pixel(series.points[index].workers, series.points[index].shown.value);
    const double x = picture.geometry.to_pixel(series.not_counted[index].workers, picture.geometry.y.most).x();
    return {x, picture.geometry.not_counted_y()};
}

void paint_hover(QPainter& painter, const panel_picture& picture) {
    if (!picture.hovered) {
        if (!picture.linked_workers) return;
        paint_guide(painter, picture, *picture.linked_workers);
        paint_linked(painter, picture, *picture.linked_workers);
        return;
    }
    const point_ref& point = *picture.hovered;
    const auto& series = picture.panel->series[static_cast<std::size_t>(point.series)];
    const auto index = static_cast<std::size_t>(point.index);
    const bool hollow = point.not_counted || series.points[index].source.trials_not_counted > 0;
    paint_guide(painter, picture, point.not_counted ? series.not_counted[index].workers : series.points[index].workers);
    const QPointF at = position_of(picture, point);
    paint_marker(painter, picture, point.series, at, 6.2, hollow);
    const callout_text text = measure_callout(words_for(picture, point), picture.fonts);
    const QRectF bounds = picture.geometry.card.adjusted(6, 6, -6, -6);
    const QSizeF size(std::min(text.size.width(), bounds.width()), text.size.height());
    const QRectF box = place_callout(at, size, bounds, obstacles_in(*picture.panel, picture.geometry), 14);
    paint_callout(painter, box, text, picture.fonts, picture.colors);
}

}  // namespace sweeplab
