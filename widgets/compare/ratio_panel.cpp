#include "widgets/compare/ratio_panel.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>

namespace sweeplab {
namespace {

std::optional<ratio_move> move_for(int key) {
    switch (key) {
        case Qt::Key_Left: return ratio_move::left;
        case Qt::Key_Right: return ratio_move::right;
        case Qt::Key_Up: return ratio_move::up;
        case Qt::Key_Down: return ratio_move::down;
        case Qt::Key_Home: return ratio_move::first;
        case Qt::Key_End: return ratio_move::last;
        default: return std::nullopt;
    }
}

bool is_put_back(Qt::FocusReason reason) { return reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason; }

}  // namespace

ratio_panel::ratio_panel(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Chart of the ratio of times against workers"));
    recolor();
}

QSize ratio_panel::sizeHint() const { return {760, 285}; }

// A place that is still there stays pointed at.
void ratio_panel::set_chart(ratio_chart_ptr chart) {
    picture_.chart = std::move(chart);
    auto& hovered = picture_.hovered;
    const auto& series = picture_.chart->series;
    if (hovered && (hovered->series >= series.size() || hovered->point >= series[hovered->series].points.size()))
        hovered.reset();
    setMinimumSize(least_ratio_panel(series.size()));
    lay_out();
    describe();
}

void ratio_panel::hover(std::optional<ratio_place> place) {
    if (place == picture_.hovered) return;
    picture_.hovered = place;
    update();
    describe();
}

void ratio_panel::lay_out() {
    if (!drawn()) return;
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_ratios(size(), *picture_.chart, picture_.fonts);
    update();
}

void ratio_panel::recolor() {
    picture_.colors = chart_colors_for(palette());
    picture_.verdicts = verdict_colors_for(palette());
    update();
}

void ratio_panel::paintEvent(QPaintEvent*) {
    if (!drawn()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_ratios(painter, picture_);
}

void ratio_panel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out();
}

void ratio_panel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) recolor();
    if (event->type() == QEvent::FontChange) lay_out();
}

void ratio_panel::leaveEvent(QEvent*) {
    if (!picture_.focused) hover(std::nullopt);
}

void ratio_panel::mouseMoveEvent(QMouseEvent* event) {
    if (drawn()) hover(place_under(picture_.geometry, event->position()));
}

void ratio_panel::keyPressEvent(QKeyEvent* event) {
    if (!drawn()) return event->ignore();
    if (const auto move = move_for(event->key())) {
        picture_.focused = true;
        return hover(moved_place(*picture_.chart, picture_.hovered, *move));
    }
    if (event->key() == Qt::Key_Escape && picture_.hovered) return hover(std::nullopt);
    event->ignore();
}

// Focus that was merely put back (a window that opens or comes forward) leaves things as they were.
void ratio_panel::focusInEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = event->reason() != Qt::MouseFocusReason;
        if (picture_.focused && drawn() && !picture_.hovered)
            hover(moved_place(*picture_.chart, std::nullopt, ratio_move::first));
    }
    QWidget::focusInEvent(event);
    update();
}

void ratio_panel::focusOutEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = false;
        hover(std::nullopt);
    }
    QWidget::focusOutEvent(event);
    update();
}

// A painted widget tells assistive tools nothing of what it draws.
void ratio_panel::describe() {
    if (!drawn()) return;
    const QString words = picture_.hovered ? describe_ratio(*picture_.chart, *picture_.hovered).sentence()
                                           : describe_ratio_chart(*picture_.chart);
    if (words == accessibleDescription()) return;
    setAccessibleDescription(words);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

}  // namespace sweeplab
