#include "widgets/charts/loss_panel.h"

#include <QAccessible>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include "widgets/charts/loss_words.h"

namespace sweeplab {
namespace {

std::optional<loss_move> move_for(int key) {
    switch (key) {
        case Qt::Key_Left: return loss_move::left;
        case Qt::Key_Right: return loss_move::right;
        case Qt::Key_Up: return loss_move::up;
        case Qt::Key_Down: return loss_move::down;
        case Qt::Key_Home: return loss_move::first;
        case Qt::Key_End: return loss_move::last;
        default: return std::nullopt;
    }
}

bool is_put_back(Qt::FocusReason reason) { return reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason; }

}  // namespace

loss_panel::loss_panel(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(least_loss_panel);
    recolor();
}

void loss_panel::set_data(std::shared_ptr<const loss_chart_data> chart_data, int index) {
    const auto hovered = hovered_place();
    const auto before = std::exchange(data_, std::move(chart_data));  // lives until the new picture stands
    picture_.data = data_.get();
    picture_.panel = &data_->panels[static_cast<std::size_t>(index)];
    picture_.hovered = hovered ? same_part(*picture_.panel, hovered->workers, hovered->part) : std::nullopt;
    picture_.linked.reset();
    lay_out();
    describe();
}

std::optional<loss_place> loss_panel::hovered_place() const {
    if (!picture_.panel || !picture_.hovered) return std::nullopt;
    return loss_place{picture_.panel->bars[static_cast<std::size_t>(picture_.hovered->bar)].workers, picture_.hovered->part};
}

void loss_panel::set_linked(std::optional<loss_place> place) {
    if (!picture_.panel) return;
    picture_.linked = place ? same_part(*picture_.panel, place->workers, place->part) : std::nullopt;
    update();
}

void loss_panel::hover(std::optional<loss_ref> ref) {
    if (ref == picture_.hovered) return;
    picture_.hovered = ref;
    update();
    describe();
    Q_EMIT part_hovered(hovered_place());
}

void loss_panel::lay_out() {
    if (!picture_.panel) return;
    picture_.fonts = fonts_from(font());
    picture_.geometry = lay_out_losses(size(), *picture_.panel, *picture_.data, picture_.fonts);
    update();
}

void loss_panel::recolor() {
    picture_.colors = chart_colors_for(palette());
    update();
}

void loss_panel::paintEvent(QPaintEvent*) {
    if (!picture_.panel) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_losses(painter, picture_);
}

void loss_panel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out();
}

void loss_panel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) recolor();
    if (event->type() == QEvent::FontChange) lay_out();
}

// A title that did not fit is told in full.
bool loss_panel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    if (picture_.panel && picture_.geometry.title_row.contains(help->pos()))
        text = picture_.panel->title + QLatin1Char('\n') + picture_.panel->subtitle;
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

void loss_panel::leaveEvent(QEvent*) {
    if (!picture_.focused) hover(std::nullopt);
}

void loss_panel::mouseMoveEvent(QMouseEvent* event) { hover(part_under(picture_.geometry, event->position())); }

void loss_panel::keyPressEvent(QKeyEvent* event) {
    if (!picture_.panel) return event->ignore();
    if (const auto move = move_for(event->key())) {
        picture_.focused = true;
        return hover(moved_part(*picture_.panel, picture_.hovered, *move));
    }
    if (event->key() == Qt::Key_Escape && picture_.hovered) return hover(std::nullopt);
    event->ignore();
}

// Focus that was merely put back (a window that opens or comes forward) leaves things as they were.
void loss_panel::focusInEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = event->reason() != Qt::MouseFocusReason;
        if (picture_.focused && picture_.panel && !picture_.hovered) hover(first_part(*picture_.panel));
    }
    QWidget::focusInEvent(event);
    update();
}

void loss_panel::focusOutEvent(QFocusEvent* event) {
    if (!is_put_back(event->reason())) {
        picture_.focused = false;
        hover(std::nullopt);
    }
    QWidget::focusOutEvent(event);
    update();
}

// A painted widget tells assistive tools nothing of what it draws.
void loss_panel::describe() {
    setAccessibleName(QStringLiteral("Chart of worker-seconds lost by worker count, %1").arg(picture_.panel->title));
    QString words = describe_loss_panel(*picture_.panel, *picture_.data);
    if (picture_.hovered) {
        const auto& bar = picture_.panel->bars[static_cast<std::size_t>(picture_.hovered->bar)];
        words = describe_part(*picture_.panel, bar, picture_.hovered->part, *picture_.data).sentence();
    }
    if (words == accessibleDescription()) return;
    setAccessibleDescription(words);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

}  // namespace sweeplab
