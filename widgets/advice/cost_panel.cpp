#include "widgets/advice/cost_panel.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>

namespace sweeplab {
namespace {

std::optional<cost_move> move_for(int key) {
    switch (key) {
        case Qt::Key_Left: return cost_move::left;
        case Qt::Key_Right: return cost_move::right;
        case Qt::Key_Home: return cost_move::first;
        case Qt::Key_End: return cost_move::last;
        default: return std::nullopt;
    }
}

bool is_put_back(Qt::FocusReason reason) { return reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason; }

}  // namespace

cost_panel::cost_panel(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(least_cost_panel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    picture_.colors = chart_colors_for(palette());
    setAccessibleName(tr("Chart of cost a month against jobs a month"));
    hide();
}

QSize cost_panel::sizeHint() const { return {760, 330}; }

void cost_panel::set_chart(cost_chart chart) {
    picture_.chart = std::move(chart);
    picture_.hovered.reset();
    lay_out();
    describe();
    setVisible(!picture_.chart.empty());
}

void cost_panel::hover(std::optional<double> volume) {
    if (volume == picture_.hovered) return;
    picture_.hovered = volume;
    update();
    describe();
}

void cost_panel::lay_out() {
    if (picture_.chart.empty()) return;
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_costs(size(), picture_.chart, picture_.fonts);
    update();
}

void cost_panel::paintEvent(QPaintEvent*) {
    if (picture_.chart.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_costs(painter, picture_);
}

void cost_panel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out();
}

void cost_panel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        picture_.colors = chart_colors_for(palette());
        update();
    }
    if (event->type() == QEvent::FontChange) lay_out();
}

void cost_panel::leaveEvent(QEvent*) {
    if (!picture_.focused) hover(std::nullopt);
}

void cost_panel::mouseMoveEvent(QMouseEvent* event) {
    if (!picture_.chart.empty()) hover(volume_near(picture_.chart, picture_.geometry, event->position()));
}

void cost_panel::keyPressEvent(QKeyEvent* event) {
    if (picture_.chart.empty()) return event->ignore();
    if (const auto move = move_for(event->key())) {
        picture_.focused = true;
        return hover(moved_volume(picture_.chart, picture_.hovered, *move));
    }
    if (event->key() == Qt::Key_Escape && picture_.hovered) return hover(std::nullopt);
    event->ignore();
}

// Focus that was merely put back (a window that opens or comes forward) leaves things as they were.
void cost_panel::focusInEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = event->reason() != Qt::MouseFocusReason;
        if (picture_.focused && !picture_.chart.empty() && !picture_.hovered)
            hover(moved_volume(picture_.chart, std::nullopt, cost_move::right));
    }
    QWidget::focusInEvent(event);
    update();
}

void cost_panel::focusOutEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = false;
        hover(std::nullopt);
    }
    QWidget::focusOutEvent(event);
    update();
}

// A painted widget tells assistive tools nothing of what it draws.
void cost_panel::describe() {
    if (picture_.chart.empty()) return;
    const QString words =
        picture_.hovered ? describe_volume(picture_.chart, *picture_.hovered).sentence() : describe_chart(picture_.chart);
    if (words == accessibleDescription()) return;
    setAccessibleDescription(words);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

}  // namespace sweeplab
