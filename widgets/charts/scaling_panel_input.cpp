// How a panel answers pointer and keys.
#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QToolTip>

#include "widgets/charts/panel_points.h"
#include "widgets/charts/repeats_action.h"
#include "widgets/charts/scaling_panel.h"

namespace sweeplab {
namespace {

std::optional<point_move> move_for(int key) {
    switch (key) {
        case Qt::Key_Left: return point_move::left;
        case Qt::Key_Right: return point_move::right;
        case Qt::Key_Up: return point_move::up;
        case Qt::Key_Down: return point_move::down;
        case Qt::Key_Home: return point_move::first;
        case Qt::Key_End: return point_move::last;
        default: return std::nullopt;
    }
}

bool is_put_back(Qt::FocusReason reason) { return reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason; }

bool is_activation(int key) { return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space; }

}  // namespace

// Names that did not fit are told in full.
QString scaling_panel::text_under(QPointF at) const {
    if (!picture_.panel) return {};
    for (const auto& label : picture_.geometry.end_labels) {
        if (label.rect.contains(at) && label.text != label.full_text) return label.full_text;
    }
    if (!picture_.geometry.title_row.contains(at)) return {};
    const double title = QFontMetricsF(picture_.fonts.title).horizontalAdvance(picture_.panel->title);
    const double subtitle = QFontMetricsF(picture_.fonts.text).horizontalAdvance(picture_.panel->subtitle);
    if (title + subtitle + 20 < picture_.geometry.title_row.width()) return {};
    return picture_.panel->title + QLatin1Char('\n') + picture_.panel->subtitle;
}

bool scaling_panel::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave && !picture_.focused) hover(std::nullopt);
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), text_under(help->pos()), this);
        return true;
    }
    return QChartView::viewportEvent(event);
}

void scaling_panel::mouseMoveEvent(QMouseEvent* event) {
    if (picture_.panel) hover(point_near(picture_, event->position()));
}

void scaling_panel::mousePressEvent(QMouseEvent* event) {
    if (picture_.panel && event->button() == Qt::LeftButton) hover(point_near(picture_, event->position()));
}

void scaling_panel::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && viewport()->rect().contains(event->position().toPoint())) activate_hovered();
}

void scaling_panel::activate_hovered() {
    if (!picture_.hovered) return;
    const auto& series = picture_.panel->series[static_cast<std::size_t>(picture_.hovered->series)];
    Q_EMIT point_activated(series.run.value, workers_at(*picture_.panel, *picture_.hovered));
}

// The page scrolls, not the chart.
void scaling_panel::wheelEvent(QWheelEvent* event) { event->ignore(); }

void scaling_panel::keyPressEvent(QKeyEvent* event) {
    if (!picture_.panel) return event->ignore();
    if (const auto move = move_for(event->key())) {
        picture_.focused = true;
        return hover(moved_point(picture_, picture_.hovered, *move));
    }
    if (event->key() == Qt::Key_Escape && picture_.hovered) return hover(std::nullopt);
    if (is_activation(event->key()) && picture_.hovered) return activate_hovered();
    event->ignore();
}

void scaling_panel::contextMenuEvent(QContextMenuEvent* event) {
    if (!picture_.panel) return;
    const bool by_key = event->reason() == QContextMenuEvent::Keyboard;
    if (!by_key) hover(point_near(picture_, event->pos()));
    if (!picture_.hovered) return;
    const auto& series = picture_.panel->series[static_cast<std::size_t>(picture_.hovered->series)];
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    add_repeats_action(*menu, this,
                       [this, run = series.run.value, workers = workers_at(*picture_.panel, *picture_.hovered)] {
                           Q_EMIT repeats_wanted(run, workers);
                       });
    menu->popup(by_key ? viewport()->mapToGlobal(position_of(picture_, *picture_.hovered).toPoint()) : event->globalPos());
}

// Focus that was merely put back (a window that opens or comes forward, a menu that closes) leaves things as they
// were: only who comes by key is shown a point.
void scaling_panel::focusInEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = event->reason() != Qt::MouseFocusReason;
        if (picture_.focused && picture_.panel && !picture_.hovered) hover(first_point(picture_));
    }
    repaint_layers();
    QChartView::focusInEvent(event);
}

void scaling_panel::focusOutEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = false;
        hover(std::nullopt);
    }
    repaint_layers();
    QChartView::focusOutEvent(event);
}

}  // namespace sweeplab
