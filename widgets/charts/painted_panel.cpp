#include "widgets/charts/painted_panel.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <optional>

namespace sweeplab {
namespace {

std::optional<panel_move> move_for(int key) {
    switch (key) {
        case Qt::Key_Left: return panel_move::left;
        case Qt::Key_Right: return panel_move::right;
        case Qt::Key_Up: return panel_move::up;
        case Qt::Key_Down: return panel_move::down;
        case Qt::Key_Home: return panel_move::first;
        case Qt::Key_End: return panel_move::last;
        default: return std::nullopt;
    }
}

// Focus that was merely put back (a window that opens or comes forward) leaves things as they were.
bool is_put_back(Qt::FocusReason reason) { return reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason; }

}  // namespace

painted_panel::painted_panel(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void painted_panel::data_changed() {
    lay_out_anew();
    describe();
}

void painted_panel::point_changed() {
    update();
    describe();
}

void painted_panel::lay_out_anew() {
    if (drawn()) lay_out();
    update();
}

void painted_panel::paintEvent(QPaintEvent*) {
    if (!drawn()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
}

void painted_panel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out_anew();
}

void painted_panel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        recolor();
        update();
    }
    if (event->type() == QEvent::FontChange) lay_out_anew();
}

bool painted_panel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), drawn() ? help_at(help->pos()) : QString(), this);
    return true;
}

void painted_panel::leaveEvent(QEvent*) {
    if (!by_keys_) point_at_nothing();
}

void painted_panel::mouseMoveEvent(QMouseEvent* event) {
    if (drawn()) point_under(event->position());
}

void painted_panel::keyPressEvent(QKeyEvent* event) {
    if (!drawn()) return event->ignore();
    if (const auto move = move_for(event->key())) {
        const bool before = std::exchange(by_keys_, true);
        if (move_point(*move)) return update();
        by_keys_ = before;
    } else if (event->key() == Qt::Key_Escape && pointed()) {
        return point_at_nothing();
    }
    event->ignore();
}

void painted_panel::focusInEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        by_keys_ = event->reason() != Qt::MouseFocusReason;
        if (by_keys_ && drawn() && !pointed()) move_point(panel_move::first);
    }
    QWidget::focusInEvent(event);
    update();
}

void painted_panel::focusOutEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        by_keys_ = false;
        point_at_nothing();
    }
    QWidget::focusOutEvent(event);
    update();
}

// A painted widget tells assistive tools nothing of what it draws.
void painted_panel::describe() {
    if (!drawn()) return;
    const QString said = words();
    if (said == accessibleDescription()) return;
    setAccessibleDescription(said);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

}  // namespace sweeplab
