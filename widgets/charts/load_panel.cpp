#include "widgets/charts/load_panel.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include "widgets/charts/load_words.h"

namespace sweeplab {
namespace {

std::optional<load_move> move_for(int key) {
    switch (key) {
        case Qt::Key_Left: return load_move::left;
        case Qt::Key_Right: return load_move::right;
        case Qt::Key_Up: return load_move::up;
        case Qt::Key_Down: return load_move::down;
        case Qt::Key_Home: return load_move::first;
        case Qt::Key_End: return load_move::last;
        default: return std::nullopt;
    }
}

bool is_put_back(Qt::FocusReason reason) { return reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason; }

}  // namespace

load_panel::load_panel(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(least_load_panel);
    picture_.colors = chart_colors_for(palette());
}

void load_panel::set_chart(load_chart_ptr chart) {
    const bool same = picture_.chart && picture_.chart->course == chart->course;
    picture_.chart = std::move(chart);
    picture_.linked.reset();
    if (!same) picture_.hovered.reset();
    lay_out();
    describe();
}

void load_panel::hover(std::optional<load_place> place) {
    if (place == picture_.hovered) return;
    picture_.hovered = place;
    update();
    describe();
    Q_EMIT time_hovered(place ? std::optional(place->ns) : std::nullopt);
}

void load_panel::set_linked_time(std::optional<std::int64_t> ns) {
    picture_.linked = picture_.chart && picture_.chart->course ? ns : std::nullopt;
    update();
}

void load_panel::lay_out() {
    if (!picture_.chart) return;
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_load(size(), *picture_.chart, picture_.fonts);
    update();
}

void load_panel::paintEvent(QPaintEvent*) {
    if (!picture_.chart) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_load(painter, picture_);
}

void load_panel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out();
}

void load_panel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        picture_.colors = chart_colors_for(palette());
        update();
    }
    if (event->type() == QEvent::FontChange) lay_out();
}

// A title that did not fit is told in full, and so is why a trial was stopped.
bool load_panel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    if (picture_.chart && picture_.geometry.title_row.contains(help->pos()))
        text = picture_.chart->title + QLatin1Char('\n') + picture_.chart->subtitle;
    else if (picture_.geometry.not_carried_out.contains(help->pos()))
        text = QString::fromStdString(picture_.chart->course->message);
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

void load_panel::leaveEvent(QEvent*) {
    if (!picture_.focused) hover(std::nullopt);
}

void load_panel::mouseMoveEvent(QMouseEvent* event) {
    if (picture_.chart) hover(place_under(picture_.geometry, *picture_.chart, event->position()));
}

void load_panel::keyPressEvent(QKeyEvent* event) {
    if (!picture_.chart) return event->ignore();
    if (const auto move = move_for(event->key())) {
        picture_.focused = true;
        return hover(moved_place(*picture_.chart, picture_.hovered, *move));
    }
    if (event->key() == Qt::Key_Escape && picture_.hovered) return hover(std::nullopt);
    event->ignore();
}

// Focus that was merely put back (a window that opens or comes forward) leaves things as they were.
void load_panel::focusInEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = event->reason() != Qt::MouseFocusReason;
        if (picture_.focused && picture_.chart && !picture_.hovered)
            hover(moved_place(*picture_.chart, std::nullopt, load_move::first));
    }
    QWidget::focusInEvent(event);
    update();
}

void load_panel::focusOutEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = false;
        hover(std::nullopt);
    }
    QWidget::focusOutEvent(event);
    update();
}

// A painted widget tells assistive tools nothing of what it draws.
void load_panel::describe() {
    if (!picture_.chart) return;
    const auto& chart = *picture_.chart;
    setAccessibleName(chart.accessible_name);
    QString words = describe_load_chart(chart);
    if (picture_.hovered)
        words = picture_.hovered->decision ? describe_decision(chart, *picture_.hovered->decision).sentence()
                                           : describe_load_at(chart, picture_.hovered->ns).sentence();
    if (words == accessibleDescription()) return;
    setAccessibleDescription(words);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

}  // namespace sweeplab
