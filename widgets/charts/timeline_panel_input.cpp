// Pointer and keys on a timeline panel.
#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>
#include <cmath>

#include "widgets/charts/timeline_panel.h"

namespace sweeplab {
namespace {

constexpr double key_zoom = 1.6;
constexpr double key_pan = 0.15;        // of the width
constexpr double wheel_zoom = 1.25;     // for one notch
constexpr double notch = 120;           // eighths of a degree
constexpr double pixels_of_notch = 40;  // of a touch pad

double notches_of(const QWheelEvent& event, bool sideways) {
    const QPoint degrees = event.angleDelta(), pixels = event.pixelDelta();
    if (!pixels.isNull()) return (sideways ? pixels.x() : pixels.y()) / pixels_of_notch;
    return (sideways ? degrees.x() : degrees.y()) / notch;
}

}  // namespace

// --- pointer ------------------------------------------------------------------------------------------------

void timeline_panel::hover(std::optional<span_place> place, QPointF pointer) {
    const bool moved = place.has_value() && pointer != pointer_;
    const bool same = place == picture_.hovered;
    picture_.hovered = place;
    pointer_ = pointer;
    if (!same || moved) update();
}

void timeline_panel::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !trial().shown()) return;
    pressed_ = event->position();
    dragging_ = false;
}

void timeline_panel::mouseMoveEvent(QMouseEvent* event) {
    if (!trial().shown()) return;
    if (!pressed_)
        return hover(span_under(*trial().index, picture_.geometry, picture_.window, event->position()), event->position());
    const QPointF way = event->position() - *pressed_;
    if (!dragging_ && way.manhattanLength() < QApplication::startDragDistance()) return;
    dragging_ = true;
    setCursor(Qt::ClosedHandCursor);
    pressed_ = event->position();
    picture_.hovered.reset();
    scroll_lanes(-way.y());
    scene_.change_zoom([&](timeline_zoom& zoom) { zoom.pan(-way.x() / std::max(1.0, picture_.geometry.plot.width())); });
}

void timeline_panel::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const bool clicked = pressed_ && !dragging_ && !fitted_by_double_click_;
    pressed_.reset();
    dragging_ = false;
    fitted_by_double_click_ = false;
    unsetCursor();
    if (!clicked || !trial().shown()) return;
    const auto place = span_under(*trial().index, picture_.geometry, picture_.window, event->position());
    if (!place || !choice_of(trial(), *place)) return scene_.choose(std::nullopt);
    choose(*place, false);
    Q_EMIT details_wanted();
}

void timeline_panel::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    fitted_by_double_click_ = true;
    scene_.change_zoom([](timeline_zoom& zoom) { zoom.fit(); });
}

void timeline_panel::wheelEvent(QWheelEvent* event) {
    if (!trial().shown()) return event->ignore();
    const QRectF& plot = picture_.geometry.plot;
    const double across = notches_of(*event, true), along = notches_of(*event, false);
    if (event->modifiers() & Qt::ControlModifier) {
        scroll_lanes(-along * picture_.geometry.lane_height * 3);
    } else if ((event->modifiers() & Qt::ShiftModifier) || std::abs(across) > std::abs(along)) {
        const double way = std::abs(across) > std::abs(along) ? across : along;
        scene_.change_zoom([&](timeline_zoom& zoom) { zoom.pan(-way * key_pan); });
    } else {
        const double share = (event->position().x() - plot.left()) / std::max(1.0, plot.width());
        scene_.change_zoom([&](timeline_zoom& zoom) { zoom.zoom_about(share, std::pow(wheel_zoom, along)); });
    }
    event->accept();
}

void timeline_panel::leaveEvent(QEvent*) { hover(std::nullopt, pointer_); }

// --- keys ---------------------------------------------------------------------------------------------------

void timeline_panel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return Q_EMIT escape_pressed();
    if (trial().shown() && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) &&
        (zoom_key(*event) || move_key(*event)))
        return;
    QWidget::keyPressEvent(event);
}

bool timeline_panel::zoom_key(const QKeyEvent& event) {
    // About what is selected when it is in sight, else about the middle.
    double share = 0.5;
    if (const auto place = chosen_place()) {
        const timeline_span& span = trial().index->at(*place);
        const double there =
            picture_.window.to_share(static_cast<double>(span.start_ns + (span.end_ns - span.start_ns) / 2));
        if (there >= 0 && there <= 1) share = there;
    }
    const auto zoom_by = [&](double factor) {
        scene_.change_zoom([&](timeline_zoom& zoom) { zoom.zoom_about(share, factor); });
    };
    switch (event.key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal: zoom_by(key_zoom); return true;
        case Qt::Key_Minus:
        case Qt::Key_Underscore: zoom_by(1 / key_zoom); return true;
        case Qt::Key_Home:
        case Qt::Key_0: scene_.change_zoom([](timeline_zoom& zoom) { zoom.fit(); }); return true;
        default: return false;
    }
}

bool timeline_panel::move_key(const QKeyEvent& event) {
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    const auto pan = [&](double shares) { scene_.change_zoom([&](timeline_zoom& zoom) { zoom.pan(shares); }); };
    switch (event.key()) {
        case Qt::Key_Left: shift ? pan(-key_pan) : step(span_step::earlier); return true;
        case Qt::Key_Right: shift ? pan(key_pan) : step(span_step::later); return true;
        case Qt::Key_Up: shift ? scroll_lanes(-picture_.geometry.lane_height * 3) : step(span_step::up); return true;
        case Qt::Key_Down: shift ? scroll_lanes(picture_.geometry.lane_height * 3) : step(span_step::down); return true;
        case Qt::Key_PageUp: scroll_lanes(-picture_.geometry.plot.height()); return true;
        case Qt::Key_PageDown: scroll_lanes(picture_.geometry.plot.height()); return true;
        case Qt::Key_F:
            if (const auto failed = next_failed(*trial().index, chosen_place(), shift)) choose(*failed, true);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            if (!chosen_place()) choose_from_start();
            if (chosen_place()) {
                Q_EMIT chosen_here();
                Q_EMIT details_wanted();
            }
            return true;
        default: return false;
    }
}

void timeline_panel::scroll_lanes(double pixels) { scroll_bar_->setValue(qRound(picture_.geometry.scroll + pixels)); }

void timeline_panel::step(span_step where) {
    const auto from = chosen_place();
    if (!from) return choose_from_start();
    if (const auto next = neighbour_of(*trial().index, *from, where)) choose(*next, true);
}

// The first attempt that is in sight.
void timeline_panel::choose_from_start() {
    for (int lane = picture_.geometry.first_lane(); lane < picture_.geometry.end_lane(); ++lane) {
        if (const auto place = service_near(*trial().index, lane, static_cast<std::int64_t>(picture_.window.from)))
            return choose(*place, true);
    }
}

void timeline_panel::choose(span_place place, bool reveal) {
    const auto choice = choice_of(trial(), place);
    if (!choice) return;
    scene_.choose(choice);
    Q_EMIT chosen_here();
    if (!reveal) return;
    const timeline_span& span = trial().index->at(place);
    scene_.change_zoom(
        [&](timeline_zoom& zoom) { zoom.reveal(static_cast<double>(span.start_ns), static_cast<double>(span.end_ns)); });
    timeline_geometry seen = picture_.geometry;
    seen.scroll_into_sight(place.lane);
    scroll_bar_->setValue(qRound(seen.scroll));
}

}  // namespace sweeplab
