#include "widgets/charts/resource_strip.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "widgets/charts/resource_words.h"
#include "widgets/charts/timeline_panel.h"
#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

constexpr double edge = 7;
constexpr double between = 9;
constexpr double cpu_height = 34;
constexpr double memory_height = 26;
constexpr double key_zoom = 1.6;
constexpr double wheel_zoom = 1.25;
constexpr double key_pan = 0.15;

const QColor& color_of(resource_user whose, const chart_colors& colors) {
    switch (whose) {
        case resource_user::machine: return colors.muted;
        case resource_user::children: return colors.of_series(0);
        case resource_user::own: break;
    }
    return colors.of_series(1);
}

}  // namespace

resource_strip::resource_strip(timeline_scene& scene, timeline_panel& lanes, QWidget* parent)
    : QWidget(parent), scene_(scene), lanes_(lanes) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Processors and memory in use"));
    connect(&scene_, &timeline_scene::window_changed, this, qOverload<>(&QWidget::update));
    connect(&lanes_, &timeline_panel::laid_out, this, qOverload<>(&QWidget::update));
    recolor();
    hide();
}

void resource_strip::set_lines(std::shared_ptr<const resource_lines> lines) {
    if (lines == lines_) return;
    lines_ = std::move(lines);
    marked_.reset();
    setVisible(lines_ != nullptr);
    updateGeometry();
    describe();
    update();
}

// --- where things are ---------------------------------------------------------------------------------------

double resource_strip::caption_height() const { return std::ceil(QFontMetricsF(fonts_.small).height()) + 4; }

// As wide as the lanes above, whatever their labels and scroll bar take.
QRectF resource_strip::plot_below(double top, double height) const {
    const QRectF lanes = lanes_.plot();
    return {lanes.left(), top, lanes.width(), height};
}

QRectF resource_strip::cpu_plot() const {
    return lines_ && !lines_->cpu.empty() ? plot_below(edge + caption_height(), cpu_height) : QRectF();
}

QRectF resource_strip::memory_plot() const {
    if (!lines_ || lines_->memory.empty()) return {};
    const double above = lines_->cpu.empty() ? 0 : cpu_height + between;
    return plot_below(edge + caption_height() + above, memory_height);
}

QSize resource_strip::sizeHint() const {
    double height = 2 * edge + caption_height();
    if (lines_ && !lines_->cpu.empty()) height += cpu_height;
    if (lines_ && !lines_->memory.empty()) height += memory_height;
    if (lines_ && !lines_->cpu.empty() && !lines_->memory.empty()) height += between;
    return {260, qCeil(height)};
}

// --- painting -----------------------------------------------------------------------------------------------

void resource_strip::recolor() {
    fonts_ = fonts_from(font());
    colors_ = chart_colors_for(palette());
    updateGeometry();
    update();
}

void resource_strip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(focused_ ? QPen(colors_.focus, 2) : QPen(colors_.border, 1));
    painter.setBrush(colors_.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    if (!lines_) return;
    paint_caption(painter);
    paint_plot(painter, cpu_plot(), lines_->cpu, lines_->cpu_top, true);
    paint_plot(painter, memory_plot(), lines_->memory, lines_->memory_top, false);
}

void resource_strip::paint_plot(QPainter& painter, const QRectF& plot, const std::vector<sampled_line>& lines, double top,
                                bool cpu) const {
    if (plot.width() < 2) return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRectF(plot.left(), plot.top(), plot.width(), 1), colors_.grid);
    painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), colors_.axis);
    const QFontMetricsF metrics(fonts_.small);
    painter.setFont(fonts_.small);
    painter.setPen(colors_.muted);
    const auto label = [&](double y, const QString& text) {
        painter.drawText(QRectF(2, y - metrics.height() / 2, plot.left() - 10, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, text);
    };
    label(plot.top() + 2, cpu ? percent_in_words(top) : bytes_in_words(top));
    label(plot.bottom() - 2, QStringLiteral("0"));
    painter.save();
    painter.setClipRect(plot.adjusted(0, -1, 0, 1));
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    for (const sampled_line& line : lines) {
        painter.setPen(QPen(color_of(line.whose(), colors_), line.whose() == resource_user::machine ? 1.2 : 1.6));
        for (const QPolygonF& piece : draw_line(*lines_, line, scene_.window(), plot, top, cpu)) {
            if (piece.size() == 1) painter.drawPoint(piece.front());
            else painter.drawPolyline(piece);
        }
    }
    if (marked_) {
        const double x = plot.left() + scene_.window().to_share(static_cast<double>(lines_->at_ns[*marked_])) * plot.width();
        painter.setPen(QPen(colors_.text, 1));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    painter.restore();
}

// The legend; at a marked sample with its values.
void resource_strip::paint_caption(QPainter& painter) const {
    const QFontMetricsF metrics(fonts_.small);
    painter.setFont(fonts_.small);
    const double middle = edge + metrics.height() / 2;
    double x = std::max(12.0, lanes_.plot().left());
    const double end = width() - 12.0;
    const auto write = [&](const QString& text, const QColor& color) {
        painter.setPen(color);
        const QString fitting = metrics.elidedText(text, Qt::ElideRight, std::max(0.0, end - x));
        painter.drawText(QRectF(x, edge, end - x, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, fitting);
        x += metrics.horizontalAdvance(fitting) + 14;
    };
    if (marked_) write(time_text(static_cast<double>(lines_->at_ns[*marked_])), colors_.text);
    for (const resource_user whose : {resource_user::machine, resource_user::children, resource_user::own}) {
        const auto has = [whose](const std::vector<sampled_line>& lines) {
            return std::ranges::find(lines, whose, &sampled_line::whose) != lines.end();
        };
        if ((!has(lines_->cpu) && !has(lines_->memory)) || end - x < 40) continue;
        painter.fillRect(QRectF(x, middle - 1.5, 12, 3), color_of(whose, colors_));
        x += 17;
        const QString use = marked_ ? use_in_words(*lines_, whose, *marked_) : QString();
        write(use.isEmpty() ? user_name(whose) : QStringLiteral("%1 %2").arg(user_name(whose), use), colors_.text);
    }
    if (!marked_ && end - x > 60)
        write(lines_->cpu.empty() ? tr("memory in use")
                                  : tr("processor time in % of all %1, memory below").arg(lines_->processors),
              colors_.muted);
}

void resource_strip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) recolor();
    QWidget::changeEvent(event);
}

// --- pointer and keys ---------------------------------------------------------------------------------------

void resource_strip::mark(std::optional<std::size_t> sample) {
    if (sample == marked_) return;
    marked_ = sample;
    describe();
    update();
}

QString resource_strip::words() const {
    if (!lines_) return {};
    return marked_ ? describe_sample(*lines_, *marked_) : describe_resources(*lines_);
}

void resource_strip::describe() { setAccessibleDescription(words()); }

void resource_strip::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) dragged_from_ = event->position().x();
}

void resource_strip::mouseMoveEvent(QMouseEvent* event) {
    if (!lines_) return;
    const QRectF plot = plot_below(0, 1);
    if (dragged_from_) {
        const double way = event->position().x() - *dragged_from_;
        dragged_from_ = event->position().x();
        setCursor(Qt::ClosedHandCursor);
        scene_.change_zoom([&](timeline_zoom& zoom) { zoom.pan(-way / std::max(1.0, plot.width())); });
        return;
    }
    const double share = (event->position().x() - plot.left()) / std::max(1.0, plot.width());
    const bool inside = share >= 0 && share <= 1;
    mark(inside ? lines_->sample_at(scene_.window().at_share(share)) : std::nullopt);
}

void resource_strip::mouseReleaseEvent(QMouseEvent*) {
    dragged_from_.reset();
    unsetCursor();
}

void resource_strip::leaveEvent(QEvent*) {
    if (!focused_) mark(std::nullopt);
}

void resource_strip::zoom_by(double share, double factor) {
    scene_.change_zoom([&](timeline_zoom& zoom) { zoom.zoom_about(share, factor); });
}

void resource_strip::wheelEvent(QWheelEvent* event) {
    const QRectF plot = plot_below(0, 1);
    const double share = (event->position().x() - plot.left()) / std::max(1.0, plot.width());
    zoom_by(std::clamp(share, 0.0, 1.0), std::pow(wheel_zoom, event->angleDelta().y() / 120.0));
    event->accept();
}

// The next or last sample; what lies outside of what is seen comes in.
void resource_strip::step(int way) {
    const auto last = static_cast<std::ptrdiff_t>(lines_->at_ns.size()) - 1;
    const auto first_seen = lines_->sample_at(scene_.window().from).value_or(static_cast<std::size_t>(last));
    const auto next = marked_ ? static_cast<std::ptrdiff_t>(*marked_) + way : static_cast<std::ptrdiff_t>(first_seen);
    mark(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(next, 0, last)));
    const double at = static_cast<double>(lines_->at_ns[*marked_]);
    scene_.change_zoom([at](timeline_zoom& zoom) { zoom.reveal(at, at); });
}

void resource_strip::keyPressEvent(QKeyEvent* event) {
    if (!lines_) return QWidget::keyPressEvent(event);
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const auto pan = [this](double shares) { scene_.change_zoom([&](timeline_zoom& zoom) { zoom.pan(shares); }); };
    switch (event->key()) {
        case Qt::Key_Left: return shift ? pan(-key_pan) : step(-1);
        case Qt::Key_Right: return shift ? pan(key_pan) : step(1);
        case Qt::Key_Plus:
        case Qt::Key_Equal: return zoom_by(0.5, key_zoom);
        case Qt::Key_Minus: return zoom_by(0.5, 1 / key_zoom);
        case Qt::Key_Home: return scene_.change_zoom([](timeline_zoom& zoom) { zoom.fit(); });
        case Qt::Key_Escape:
            if (marked_) return mark(std::nullopt);
            break;
        default: break;
    }
    QWidget::keyPressEvent(event);
}

void resource_strip::focusInEvent(QFocusEvent* event) {
    focused_ = event->reason() != Qt::MouseFocusReason;
    update();
}

void resource_strip::focusOutEvent(QFocusEvent*) {
    focused_ = false;
    mark(std::nullopt);
    update();
}

}  // namespace sweeplab
