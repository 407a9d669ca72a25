#include "widgets/charts/latency_panel.h"

#include <QAccessible>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include "widgets/charts/latency_words.h"

namespace sweeplab {
namespace {

std::optional<latency_move> move_for(int key) {
    switch (key) {
        case Qt::Key_Left: return latency_move::left;
        case Qt::Key_Right: return latency_move::right;
        case Qt::Key_Up: return latency_move::up;
        case Qt::Key_Down: return latency_move::down;
        case Qt::Key_Home: return latency_move::first;
        case Qt::Key_End: return latency_move::last;
        default: return std::nullopt;
    }
}

bool is_put_back(Qt::FocusReason reason) { return reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason; }

}  // namespace

latency_panel::latency_panel(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(least_latency_panel);
    recolor();
}

void latency_panel::set_data(std::shared_ptr<const latency_chart_data> chart_data, int index) {
    const auto hovered = hovered_place();
    const auto before = std::exchange(data_, std::move(chart_data));  // lives until the new picture stands
    picture_.data = data_.get();
    picture_.panel = &data_->panels[static_cast<std::size_t>(index)];
    picture_.hovered = hovered ? same_place(*picture_.panel, *hovered) : std::nullopt;
    picture_.linked.reset();
    lay_out();
    describe();
}

std::optional<latency_place> latency_panel::hovered_place() const {
    if (!picture_.panel || !picture_.hovered) return std::nullopt;
    return place_of(*picture_.panel, *picture_.hovered);
}

void latency_panel::set_linked(std::optional<latency_place> place) {
    if (!picture_.panel) return;
    picture_.linked = place ? same_place(*picture_.panel, *place) : std::nullopt;
    update();
}

void latency_panel::hover(std::optional<latency_ref> ref) {
    if (ref == picture_.hovered) return;
    picture_.hovered = ref;
    update();
    describe();
    Q_EMIT place_hovered(hovered_place());
}

void latency_panel::lay_out() {
    if (!picture_.panel) return;
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_latency(size(), *picture_.panel, *picture_.data, picture_.fonts);
    update();
}

void latency_panel::recolor() {
    picture_.colors = chart_colors_for(palette());
    update();
}

void latency_panel::paintEvent(QPaintEvent*) {
    if (!picture_.panel) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_latency(painter, picture_);
}

void latency_panel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out();
}

void latency_panel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) recolor();
    if (event->type() == QEvent::FontChange) lay_out();
}

// A title that did not fit is told in full.
bool latency_panel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    if (picture_.panel && picture_.geometry.title_row.contains(help->pos()))
        text = picture_.panel->title + QLatin1Char('\n') + picture_.panel->subtitle;
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

void latency_panel::leaveEvent(QEvent*) {
    if (!picture_.focused) hover(std::nullopt);
}

void latency_panel::mouseMoveEvent(QMouseEvent* event) {
    if (picture_.panel) hover(place_near(*picture_.panel, picture_.geometry, event->position()));
}

void latency_panel::keyPressEvent(QKeyEvent* event) {
    if (!picture_.panel) return event->ignore();
    if (const auto move = move_for(event->key())) {
        picture_.focused = true;
        return hover(moved_place(*picture_.panel, picture_.hovered, *move));
    }
    if (event->key() == Qt::Key_Escape && picture_.hovered) return hover(std::nullopt);
    event->ignore();
}

// Focus that was merely put back (a window that opens or comes forward) leaves things as they were.
void latency_panel::focusInEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = event->reason() != Qt::MouseFocusReason;
        if (picture_.focused && picture_.panel && !picture_.hovered) hover(first_place(*picture_.panel));
    }
    QWidget::focusInEvent(event);
    update();
}

void latency_panel::focusOutEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = false;
        hover(std::nullopt);
    }
    QWidget::focusOutEvent(event);
    update();
}

// A painted widget tells assistive tools nothing of what it draws.
void latency_panel::describe() {
    setAccessibleName(QStringLiteral("Latency curves by worker count, %1").arg(picture_.panel->title));
    QString words = describe_latency_panel(*picture_.panel, *picture_.data);
    if (picture_.hovered) {
        const auto& curve = picture_.panel->curves[static_cast<std::size_t>(picture_.hovered->curve)];
        words = describe_reading(*picture_.panel, curve, picture_.hovered->rank, *picture_.data).sentence();
    }
    if (words == accessibleDescription()) return;
    setAccessibleDescription(words);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

}  // namespace sweeplab
