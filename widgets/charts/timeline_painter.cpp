#include "widgets/charts/timeline_painter.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/callout.h"
#include "widgets/charts/loss_colors.h"
#include "widgets/charts/timeline_words.h"
#include "widgets/models/words.h"
#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

constexpr double margin = 8;
constexpr double corner = 6;
constexpr double tick_room = 84;  // pixels from one tick to the next, at least
constexpr std::size_t most_marks = 2000;

void paint_card(QPainter& painter, const QRectF& panel, const timeline_picture& picture) {
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(picture.focused ? QPen(picture.colors.focus, 2) : QPen(picture.colors.border, 1));
    painter.setBrush(picture.colors.surface);
    painter.drawRoundedRect(panel.adjusted(1, 1, -1, -1), corner, corner);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paint_axis(QPainter& painter, const timeline_picture& picture) {
    const QRectF& plot = picture.geometry.plot;
    const time_ticks ticks = make_time_ticks(picture.window, std::max(1, static_cast<int>(plot.width() / tick_room)));
    const QFontMetricsF metrics(picture.fonts.small);
    painter.setFont(picture.fonts.small);
    double free_from = plot.left() - margin * 4;
    for (std::size_t i = 0; i < ticks.at.size(); ++i) {
        const double x = std::round(picture.geometry.to_x(picture.window, ticks.at[i]));
        painter.fillRect(QRectF(x, plot.top(), 1, plot.height()), picture.colors.grid);
        painter.fillRect(QRectF(x, plot.bottom(), 1, 4), picture.colors.axis);
        const double width = metrics.horizontalAdvance(ticks.texts[i]);
        const double left = std::min(x - width / 2, plot.right() + margin - width);
        if (left < free_from) continue;
        painter.setPen(picture.colors.muted);
        painter.drawText(QPointF(left, plot.bottom() + 5 + metrics.ascent()), ticks.texts[i]);
        free_from = left + width + 10;
    }
    painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), picture.colors.axis);
}

void paint_lane_names(QPainter& painter, const timeline_picture& picture) {
    const timeline_geometry& geometry = picture.geometry;
    const QFontMetricsF metrics(picture.fonts.small);
    // Narrow lanes: every fifth, tenth, … has its name, the first too.
    int every = 1;
    for (const int step : {1, 2, 5, 10, 20, 50, 100}) {
        every = step;
        if (step * geometry.lane_height >= metrics.height()) break;
    }
    painter.setFont(picture.fonts.small);
    painter.setPen(picture.colors.muted);
    for (int lane = geometry.first_lane(); lane < geometry.end_lane(); ++lane) {
        if (every > 1 && lane != 0 && (lane + 1) % every != 0) continue;
        if (every > 1 && lane == 0 && geometry.lane_height * (every - 1) < metrics.height()) continue;
        const double middle = geometry.lane_rect(lane).center().y() - (geometry.lane_height >= 10 ? 1 : 0);
        const QRectF box(0, middle - metrics.height() / 2, geometry.plot.left() - margin, metrics.height());
        if (box.bottom() > geometry.plot.bottom() + metrics.height() / 2 ||
            box.top() < geometry.plot.top() - metrics.height() / 2)
            continue;
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, worker_name(lane));
    }
}

// The trial's end: a line, and words when it was cut.
void paint_end(QPainter& painter, const timeline_picture& picture) {
    const QRectF& plot = picture.geometry.plot;
    const double x = picture.geometry.to_x(picture.window, static_cast<double>(picture.trial.index->end_ns()));
    if (x < plot.left() - 1 || x > plot.right() + 1) return;
    const QString words = cut_in_words(*picture.trial.run, *picture.trial.measured);
    const bool cut = !words.isEmpty();
    painter.setPen(
        QPen(cut ? picture.colors.warning : picture.colors.axis, cut ? 2 : 1, cut ? Qt::DashLine : Qt::SolidLine));
    const double lanes_end = std::min(plot.bottom(), plot.top() + picture.geometry.whole_height());
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, cut ? plot.bottom() : lanes_end));
    if (!cut) return;
    const QFontMetricsF metrics(picture.fonts.text_bold);
    const double width = metrics.horizontalAdvance(words) + 12;
    QRectF box(x - width - 3, plot.bottom() - metrics.height() - 8, width, metrics.height() + 4);
    if (box.left() < plot.left()) box.moveLeft(plot.left());
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(QPen(picture.colors.warning, 1));
    painter.setBrush(picture.colors.callout);
    painter.drawRoundedRect(box, 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(picture.fonts.text_bold);
    painter.setPen(picture.colors.warning);
    painter.drawText(box, Qt::AlignCenter, words);
}

void paint_names(QPainter& painter, const timeline_picture& picture) {
    const QFontMetricsF metrics(picture.fonts.small);
    painter.setFont(picture.fonts.small);
    for (const named_span& named : picture.lanes.named) {
        const timeline_span& span = picture.trial.index->at(named.place);
        if (span.item < 0 || !is_service(span.kind)) continue;
        QString text = to_qt(picture.trial.item_name(span.item));
        if (span.number > 1) text += QStringLiteral(" · try %1").arg(span.number);
        if (span.kind == span_kind::failed) text.prepend(QStringLiteral("✕ "));
        const QRectF box = named.box.adjusted(5, 0, -3, 0);
        text = metrics.elidedText(text, Qt::ElideRight, box.width());
        if (text.size() < 2 && metrics.horizontalAdvance(text) > box.width()) continue;
        painter.setPen(ink_on(look_of(picture.looks, span.kind).fill));
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

QRectF box_of(const timeline_picture& picture, span_place place) {
    const timeline_span& span = picture.trial.index->at(place);
    const QRectF lane = picture.geometry.lane_rect(place.lane);
    const double left = picture.geometry.to_x(picture.window, static_cast<double>(span.start_ns));
    const double right = picture.geometry.to_x(picture.window, static_cast<double>(span.end_ns));
    QRectF box(left, lane.top(), right - left, lane.height() - (lane.height() >= 10 ? 2 : 0));
    if (box.width() < 5) box.adjust((box.width() - 5) / 2, 0, (5 - box.width()) / 2, 0);
    return box;
}

bool in_sight(const timeline_picture& picture, const QRectF& box) {
    const QRectF& plot = picture.geometry.plot;
    return box.right() >= plot.left() && box.left() <= plot.right() && box.bottom() > plot.top() &&
           box.top() < plot.bottom();
}

// Around the box, so that its colour stays seen.
void frame(QPainter& painter, const QRectF& box, const timeline_picture& picture, double width) {
    const double half = width / 2;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(picture.colors.surface, 1.5));
    const double outside = width + 0.75;
    painter.drawRect(box.adjusted(-outside, -outside, outside, outside));
    painter.setPen(QPen(picture.colors.text, width));
    painter.drawRect(box.adjusted(-half, -half, half, half));
}

void paint_chosen(QPainter& painter, const timeline_picture& picture) {
    if (!picture.chosen) return;
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (const QRectF& box : marked_boxes(picture)) frame(painter, box, picture, 1.5);
    if (const auto exact = find_choice(picture.trial, *picture.chosen)) {
        const QRectF box = box_of(picture, *exact);
        if (in_sight(picture, box)) {
            frame(painter, box, picture, 2.5);
            // A pointer from above finds it among thousands.
            const double x = std::clamp(box.center().x(), picture.geometry.plot.left(), picture.geometry.plot.right());
            const double y = std::max(box.top(), picture.geometry.plot.top()) - 1;
            painter.setPen(QPen(picture.colors.surface, 1.5));
            painter.setBrush(picture.colors.text);
            painter.drawPolygon(QPolygonF{{x, y}, {x - 5.5, y - 8}, {x + 5.5, y - 8}});
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

}  // namespace

QRectF timeline_plot(QSizeF size, const panel_fonts& fonts, int lanes, int scroll_bar_width) {
    const QFontMetricsF metrics(fonts.small);
    const double left = std::ceil(metrics.horizontalAdvance(worker_name(std::max(lanes - 1, 98))) + 2 * margin);
    const double below = std::ceil(metrics.height()) + 10;
    return QRectF(left, 12, std::floor(size.width() - left - 12 - scroll_bar_width), std::floor(size.height() - 12 - below));
}

double least_named_width(const panel_fonts& fonts) { return QFontMetricsF(fonts.small).averageCharWidth() * 3 + 10; }

std::vector<QRectF> marked_boxes(const timeline_picture& picture) {
    std::vector<QRectF> boxes;
    if (!picture.chosen || !picture.trial.shown()) return boxes;
    for (const span_place place : picture.trial.index->spans_of(picture.trial.item_named(picture.chosen->item))) {
        const timeline_span& span = picture.trial.index->at(place);
        if (span.kind == span_kind::overhead) continue;  // slivers beside what they belong to
        const QRectF box = box_of(picture, place);
        if (in_sight(picture, box)) boxes.push_back(box);
        if (boxes.size() == most_marks) break;
    }
    return boxes;
}

void paint_timeline(QPainter& painter, const QRectF& panel, const timeline_picture& picture) {
    paint_card(painter, panel, picture);
    if (!picture.trial.shown() || picture.geometry.plot.isEmpty()) return;
    paint_axis(painter, picture);
    paint_lane_names(painter, picture);
    painter.drawImage(picture.geometry.plot.topLeft(), picture.lanes.image);
    painter.save();
    painter.setClipRect(picture.geometry.plot);
    paint_names(painter, picture);
    painter.restore();
    paint_end(painter, picture);
    painter.save();
    painter.setClipRect(picture.geometry.plot.adjusted(-3, -12, 3, 3));
    paint_chosen(painter, picture);
    if (picture.hovered) {
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(picture.colors.text, 1.5));
        painter.drawRect(box_of(picture, *picture.hovered));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    painter.restore();
}

void paint_timeline_callout(QPainter& painter, const QRectF& panel, const timeline_picture& picture, QPointF pointer) {
    if (!picture.hovered) return;
    const callout_text text = measure_callout(describe_span(picture.trial, *picture.hovered), picture.fonts);
    QRectF box(pointer + QPointF(16, 14), text.size);
    if (box.right() > panel.right() - 4) box.moveRight(pointer.x() - 12);
    if (box.bottom() > panel.bottom() - 4) box.moveBottom(pointer.y() - 10);
    box.moveLeft(std::max(box.left(), panel.left() + 4));
    box.moveTop(std::max(box.top(), panel.top() + 4));
    painter.setRenderHint(QPainter::Antialiasing, true);
    paint_callout(painter, box, text, picture.fonts, picture.colors);
}

}  // namespace sweeplab
