#include "widgets/editors/step_graph_painter.h"

#include <QPainterPath>
#include <algorithm>

#include "widgets/panels/styled_label.h"
#include "widgets/theme/marker_shape.h"
#include "widgets/theme/palettes.h"
#include "widgets/theme/themed_icon.h"

namespace sweeplab {
namespace {

constexpr double corner = 5, stripe = 4, icon_side = 16, beside = 6, mark_radius = 4, arrow = 7;

QString icon_of(step_kind kind) {
    switch (kind) {
        case step_kind::model: return QStringLiteral("step_model");
        case step_kind::command: return QStringLiteral("step_command");
        case step_kind::wait: return QStringLiteral("step_wait");
        case step_kind::none: break;
    }
    return QStringLiteral("warning");
}

int series_of(step_kind kind) { return kind == step_kind::command ? 1 : kind == step_kind::wait ? 4 : 0; }

bool next_to_each_other(const std::vector<int>& chain, const step_link& link) {
    const auto from = std::ranges::find(chain, link.from);
    return from != chain.end() && std::next(from) != chain.end() && *std::next(from) == link.to;
}

}  // namespace

step_graph_painter::step_graph_painter(const QPalette& palette, const QFont& font)
    : colors_(chart_colors_for(palette)), fault_(colour_of(label_part::fault, palette)), font_(font) {}

double step_graph_painter::room_beside_name(const QFont&) { return stripe + icon_side + 3 * beside + 2; }

void step_graph_painter::paint(QPainter& painter, const scene& what) const {
    painter.setFont(font_);
    const bool chain = !what.pipeline.longest.empty();
    const auto weight_of = [&](const step_layout::line& line) {
        if (chain && next_to_each_other(what.pipeline.longest, line.link)) return weight::strong;
        return line.link.from == what.selected || line.link.to == what.selected ? weight::plain : weight::faint;
    };
    for (const weight how : {weight::faint, weight::plain, weight::strong})
        for (const auto& line : what.layout.lines)
            if (weight_of(line) == how) paint_line(painter, what, line, how);
    for (int step = 0; step < static_cast<int>(what.places.size()); ++step) paint_step(painter, what, step);
    if (what.places.empty()) {
        painter.setPen(colors_.muted);
        painter.drawText(painter.viewport(), Qt::AlignCenter, step_graph::tr("No steps yet: Ctrl+N adds one"));
    }
}

// --- lines --------------------------------------------------------------------------------------------------

void step_graph_painter::paint_line(QPainter& painter, const scene& what, const step_layout::line& line, weight how) const {
    const QRectF from = what.places[static_cast<std::size_t>(line.link.from)];
    const QRectF to = what.places[static_cast<std::size_t>(line.link.to)];
    QPainterPath path(QPointF(from.right(), from.center().y()));
    const auto curve_to = [&](QPointF end, double reach) {
        const QPointF begin = path.currentPosition();
        path.cubicTo(begin + QPointF(reach, 0), end - QPointF(reach, 0), end);
    };
    for (const auto& bend : line.bends) {
        const QPointF left = what.point_of(bend);
        curve_to(left, what.gap / 2);
        path.lineTo(left + QPointF(from.width(), 0));
    }
    // What would lead back swings out around both steps.
    curve_to({to.left() - 1, to.center().y()}, line.circular ? what.gap * 1.2 : what.gap / 2);
    const bool beside_selected = line.link.from == what.selected || line.link.to == what.selected;
    const QColor color = line.circular ? fault_ : beside_selected ? colors_.text : colors_.axis;
    draw_path(painter, path, !line.link.text, color, how == weight::strong ? 2.6 : beside_selected ? 1.7 : 1.2);
}

void step_graph_painter::draw_path(QPainter& painter, const QPainterPath& path, bool dashed, const QColor& color,
                                   double width) const {
    QPen pen(color, width, dashed ? Qt::CustomDashLine : Qt::SolidLine, Qt::FlatCap);
    if (dashed) pen.setDashPattern({4.5 / width, 3.5 / width});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    const QPointF tip = path.currentPosition();
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF({tip + QPointF(1, 0), tip - QPointF(arrow, arrow / 2), tip - QPointF(arrow, -arrow / 2)}));
}

// --- steps --------------------------------------------------------------------------------------------------

void step_graph_painter::paint_step(QPainter& painter, const scene& what, int step) const {
    const drawn_step& one = what.pipeline.steps[static_cast<std::size_t>(step)];
    const QRectF box = what.places[static_cast<std::size_t>(step)].adjusted(0.5, 0.5, -0.5, -0.5);
    const bool selected = step == what.selected;
    const bool on_chain = std::ranges::find(what.pipeline.longest, step) != what.pipeline.longest.end();

    QPainterPath shape;
    shape.addRoundedRect(box, corner, corner);
    painter.fillPath(shape, selected ? mix(colors_.focus, colors_.surface, 0.22) : colors_.window);
    painter.save();
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.fillRect(QRectF(box.left(), box.top(), stripe, box.height()),
                     one.kind == step_kind::none ? fault_ : colors_.of_series(series_of(one.kind)));
    painter.restore();
    const QColor edge = one.faulty ? fault_ : selected ? colors_.focus : on_chain ? colors_.text : colors_.axis;
    painter.setPen(QPen(edge, selected || one.faulty ? 2 : on_chain ? 1.6 : 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
    if (selected && what.focus) {
        painter.setPen(QPen(colors_.focus, 1.5));
        painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), corner + 3, corner + 3);
    }

    double left = box.left() + stripe + beside;
    const QRectF sign(left, box.center().y() - icon_side / 2, icon_side, icon_side);
    themed_icon(one.faulty ? QStringLiteral("warning") : icon_of(one.kind)).paint(&painter, sign.toRect());
    left = sign.right() + beside;
    painter.setPen(one.faulty ? fault_ : colors_.text);
    const QRectF room(left, box.top(), box.right() - beside - left, box.height());
    const QString name = one.name.isEmpty() ? step_graph::tr("(no name)") : one.name;
    painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetricsF(font_).elidedText(name, Qt::ElideRight, room.width()));
    double right = box.right() - 2 - mark_radius;
    for (const int milestone : one.milestones) {
        paint_milestone(painter, {right, box.top()}, milestone);
        right -= 2.6 * mark_radius;
    }
}

void step_graph_painter::paint_milestone(QPainter& painter, QPointF middle, int milestone) const {
    painter.save();
    painter.translate(middle);
    painter.setPen(QPen(colors_.surface, 1.5));
    painter.setBrush(colors_.of_series(milestone + 2));
    painter.drawPath(marker_path(marker_of_series(milestone + 3), mark_radius + 1));
    painter.restore();
}

double step_graph_painter::paint_legend(QPainter& painter, QPointF at, const QStringList& milestones, bool longest) const {
    constexpr double sample = 30, between = 16;
    painter.setFont(font_);
    const QFontMetricsF letters(font_);
    const double begin = at.x();
    const auto say = [&](const QString& words) {
        painter.setPen(colors_.muted);
        painter.drawText(QPointF(at.x(), at.y() + (letters.ascent() - letters.descent()) / 2), words);
        at.rx() += letters.horizontalAdvance(words) + between;
    };
    const auto line = [&](bool dashed, double width, const QString& words) {
        QPainterPath path(at);
        path.lineTo(at + QPointF(sample, 0));
        draw_path(painter, path, dashed, colors_.axis, width);
        at.rx() += sample + beside;
        say(words);
    };
    line(false, 1.4, step_graph::tr("uses its text"));
    line(true, 1.4, step_graph::tr("begins after it"));
    if (longest) line(false, 2.6, step_graph::tr("takes the longest"));
    for (int i = 0; i < milestones.size(); ++i) {
        paint_milestone(painter, at + QPointF(mark_radius, 0), i);
        at.rx() += 2 * mark_radius + beside;
        say(milestones[i]);
    }
    return at.x() - between - begin;
}

}  // namespace sweeplab
