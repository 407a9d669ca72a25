#include "widgets/charts/soak_panel.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include "widgets/charts/soak_words.h"

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

soak_panel::soak_panel(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(QSize(340, 180));
    picture_.colors = chart_colors_for(palette());
}

void soak_panel::set_chart(soak_chart_ptr chart) {
    // One that is going on grows under the pointer.
    const bool same = picture_.chart && picture_.chart->run == chart->run && chart->drawn() &&
                      picture_.chart->course.workers == chart->course.workers &&
                      picture_.chart->course.repeat == chart->course.repeat;
    picture_.chart = std::move(chart);
    picture_.linked.reset();
    if (!same) picture_.hovered.reset();
    lay_out();
    describe();
}

void soak_panel::hover(std::optional<std::int64_t> ns) {
    if (ns == picture_.hovered) return;
    picture_.hovered = ns;
    update();
    describe();
    Q_EMIT time_hovered(ns);
}

void soak_panel::set_linked_time(std::optional<std::int64_t> ns) {
    picture_.linked = picture_.chart && picture_.chart->drawn() ? ns : std::nullopt;
    update();
}

void soak_panel::lay_out() {
    if (!picture_.chart) return;
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_soak(size(), *picture_.chart, picture_.fonts);
    update();
}

void soak_panel::paintEvent(QPaintEvent*) {
    if (!picture_.chart) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_soak(painter, picture_);
}

void soak_panel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out();
}

void soak_panel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        picture_.colors = chart_colors_for(palette());
        update();
    }
    if (event->type() == QEvent::FontChange) lay_out();
}

// A title that did not fit is told in full, and so is a series' name.
bool soak_panel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    if (picture_.chart && picture_.geometry.title_row.contains(help->pos()))
        text = picture_.chart->title + QLatin1Char('\n') + picture_.chart->subtitle;
    for (std::size_t i = 0; i < picture_.geometry.plots.size(); ++i)
        if (picture_.geometry.plots[i].caption_row.contains(help->pos())) text = plot_caption(picture_.chart->plots[i]);
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

void soak_panel::leaveEvent(QEvent*) {
    if (!picture_.focused) hover(std::nullopt);
}

void soak_panel::mouseMoveEvent(QMouseEvent* event) {
    if (picture_.chart) hover(soak_time_under(picture_.geometry, event->position()));
}

void soak_panel::keyPressEvent(QKeyEvent* event) {
    if (!picture_.chart) return event->ignore();
    if (const auto move = move_for(event->key())) {
        picture_.focused = true;
        return hover(moved_soak_time(*picture_.chart, picture_.hovered, *move));
    }
    if (event->key() == Qt::Key_Escape && picture_.hovered) return hover(std::nullopt);
    event->ignore();
}

// Focus that was merely put back (a window that opens or comes forward) leaves things as they were.
void soak_panel::focusInEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = event->reason() != Qt::MouseFocusReason;
        if (picture_.focused && picture_.chart && !picture_.hovered)
            hover(moved_soak_time(*picture_.chart, std::nullopt, load_move::first));
    }
    QWidget::focusInEvent(event);
    update();
}

void soak_panel::focusOutEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = false;
        hover(std::nullopt);
    }
    QWidget::focusOutEvent(event);
    update();
}

// A painted widget tells assistive tools nothing of what it draws.
void soak_panel::describe() {
    if (!picture_.chart) return;
    const auto& chart = *picture_.chart;
    setAccessibleName(chart.accessible_name);
    QString words = describe_soak_chart(chart);
    if (picture_.hovered) words = describe_soak_at(chart, *picture_.hovered).sentence();
    if (words == accessibleDescription()) return;
    setAccessibleDescription(words);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

}  // namespace sweeplab
