#include "widgets/editors/step_graph.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "widgets/editors/step_graph_painter.h"

namespace sweeplab {
namespace {

constexpr double margin = 14, widest_gap = 46, narrowest_gap = 24, gap_down = 8;
constexpr double narrowest = 90, widest = 190;
constexpr int highest = 300;

const char* words_of(step_kind kind) {
    switch (kind) {
        case step_kind::model: return QT_TR_NOOP("asks a model");
        case step_kind::command: return QT_TR_NOOP("runs a command");
        case step_kind::wait: return QT_TR_NOOP("waits");
        case step_kind::none: break;
    }
    return QT_TR_NOOP("does nothing yet");
}

}  // namespace

step_graph::step_graph(QWidget* parent) : QAbstractScrollArea(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Steps, as a graph"));
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    measure();
}

void step_graph::set_pipeline(drawn_pipeline pipeline) {
    pipeline_ = std::move(pipeline);
    const int steps = static_cast<int>(pipeline_.steps.size());
    layout_ = lay_out_steps(steps, pipeline_.links);
    selected_ = std::clamp(selected_, steps == 0 ? -1 : 0, steps - 1);
    measure();
    tell_selected();
}

void step_graph::select(int step) {
    if (step == selected_ || step >= static_cast<int>(pipeline_.steps.size())) return;
    selected_ = step;
    show_selected();
    tell_selected();
    viewport()->update();
    Q_EMIT selection_changed(step);
}

// --- places -------------------------------------------------------------------------------------------------

void step_graph::measure() {
    const QFontMetricsF letters(font());
    double longest = 0;
    for (const drawn_step& step : pipeline_.steps) longest = std::max(longest, letters.horizontalAdvance(step.name));
    step_height_ = std::ceil(letters.height() + 12);
    step_width_ = std::clamp(std::ceil(longest + step_graph_painter::room_beside_name(font())), narrowest, widest);
    fit_bars();
    updateGeometry();
    viewport()->update();
}

double step_graph::row_middle(double row) const { return margin + row * (step_height_ + gap_down) - gap_down / 2; }

QSizeF step_graph::whole() const {
    const double across = layout_.layers * (step_width_ + gap_) - gap_;
    return {2 * margin + std::max(0.0, across),
            2 * margin + std::max(1.0, layout_.rows) * (step_height_ + gap_down) - gap_down};
}

// A small graph stands in the middle.
QRectF step_graph::place_of(int step) const {
    const auto& place = layout_.steps[static_cast<std::size_t>(step)];
    const double across = margin + place.layer * (step_width_ + gap_) - horizontalScrollBar()->value();
    const double down = row_middle(place.row) - step_height_ / 2 - verticalScrollBar()->value();
    const double spare = std::max(0.0, (viewport()->height() - whole().height()) / 2);
    return {across, down + spare, step_width_, step_height_};
}

QSize step_graph::sizeHint() const {
    const int frame = 2 * frameWidth();
    const bool bar = whole().width() > width() - frame;
    const int high = static_cast<int>(whole().height()) + frame + (bar ? horizontalScrollBar()->sizeHint().height() : 0);
    return {500, std::clamp(high, 90, highest)};
}

QSize step_graph::minimumSizeHint() const { return {200, 90}; }

// The steps move together before any of them is out of sight.
void step_graph::fit_bars() {
    const QSize seen = viewport()->size();
    const double spare = seen.width() - 2 * margin - layout_.layers * step_width_;
    gap_ = std::clamp(spare / std::max(1, layout_.layers - 1), narrowest_gap, widest_gap);
    horizontalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(whole().width())) - seen.width()));
    horizontalScrollBar()->setPageStep(seen.width());
    horizontalScrollBar()->setSingleStep(static_cast<int>(step_width_ / 4));
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(std::ceil(whole().height())) - seen.height()));
    verticalScrollBar()->setPageStep(seen.height());
    verticalScrollBar()->setSingleStep(static_cast<int>(step_height_));
}

void step_graph::show_selected() {
    if (selected_ < 0) return;
    const QRectF place = place_of(selected_).adjusted(-margin, -margin, margin, margin);
    const auto move = [](QScrollBar* bar, double from, double to, double seen) {
        if (from < 0) bar->setValue(bar->value() + static_cast<int>(from));
        else if (to > seen) bar->setValue(bar->value() + static_cast<int>(std::ceil(to - seen)));
    };
    move(horizontalScrollBar(), place.left(), place.right(), viewport()->width());
    move(verticalScrollBar(), place.top(), place.bottom(), viewport()->height());
}

int step_graph::step_at(QPointF where) const {
    for (int step = 0; step < static_cast<int>(pipeline_.steps.size()); ++step)
        if (place_of(step).contains(where)) return step;
    return -1;
}

// --- painting -----------------------------------------------------------------------------------------------

void step_graph::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    step_graph_painter::scene scene{pipeline_, layout_, {}, selected_, hasFocus(), gap_, {}};
    for (int step = 0; step < static_cast<int>(pipeline_.steps.size()); ++step) scene.places.push_back(place_of(step));
    const double spare = std::max(0.0, (viewport()->height() - whole().height()) / 2);
    scene.point_of = [this, spare](const step_layout::place& bend) {
        return QPointF(margin + bend.layer * (step_width_ + gap_) - horizontalScrollBar()->value(),
                       row_middle(bend.row) - verticalScrollBar()->value() + spare);
    };
    step_graph_painter(palette(), font()).paint(painter, scene);
}

void step_graph::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    fit_bars();
    updateGeometry();
}

void step_graph::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) measure();
}

void step_graph::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    show_selected();
    viewport()->update();
}

void step_graph::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

// --- words --------------------------------------------------------------------------------------------------

QString step_graph::words_for(int step) const {
    if (step < 0 || step >= static_cast<int>(pipeline_.steps.size())) return tr("No step");
    const auto& all = pipeline_.steps;
    const drawn_step& one = all[static_cast<std::size_t>(step)];
    QStringList parts{tr("Step %1 of %2: %3, %4").arg(step + 1).arg(all.size()).arg(one.name, tr(words_of(one.kind)))};
    QStringList texts, waits;
    for (const step_link& link : pipeline_.links)
        if (link.to == step) (link.text ? texts : waits) << all[static_cast<std::size_t>(link.from)].name;
    if (!texts.isEmpty()) parts << tr("uses the text of %1").arg(texts.join(QStringLiteral(", ")));
    if (!waits.isEmpty()) parts << tr("begins after %1").arg(waits.join(QStringLiteral(", ")));
    if (texts.isEmpty() && waits.isEmpty()) parts << tr("waits for no other");
    for (const int milestone : one.milestones)
        if (milestone < pipeline_.milestones.size()) parts << tr("in “%1”").arg(pipeline_.milestones[milestone]);
    if (one.faulty) parts << tr("refused");
    return parts.join(QStringLiteral("; "));
}

void step_graph::tell_selected() { setAccessibleDescription(words_for(selected_)); }

bool step_graph::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int step = step_at(help->pos());
        QToolTip::showText(help->globalPos(), step < 0 ? QString() : words_for(step), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

// --- mouse and keyboard -------------------------------------------------------------------------------------

void step_graph::mousePressEvent(QMouseEvent* event) {
    if (const int step = step_at(event->position()); step >= 0) select(step);
}

void step_graph::mouseDoubleClickEvent(QMouseEvent* event) {
    if (step_at(event->position()) >= 0) Q_EMIT edit_asked();
}

// Along a line where there is one, else to what is nearest on that side.
int step_graph::neighbour(int key) const {
    const auto& from = layout_.steps[static_cast<std::size_t>(selected_)];
    const bool across = key == Qt::Key_Left || key == Qt::Key_Right;
    const int way = key == Qt::Key_Left || key == Qt::Key_Up ? -1 : 1;
    const auto linked = [&](int other) {
        return std::ranges::any_of(pipeline_.links, [&](const step_link& one) {
            return way < 0 ? one.from == other && one.to == selected_ : one.to == other && one.from == selected_;
        });
    };
    int best = -1;
    double nearest = 0;
    for (int step = 0; step < static_cast<int>(layout_.steps.size()); ++step) {
        const auto& to = layout_.steps[static_cast<std::size_t>(step)];
        const double down = to.row - from.row;
        const bool there = across ? (to.layer - from.layer) * way > 0 : to.layer == from.layer && down * way > 0;
        if (!there) continue;
        constexpr double a_layer = 1000, not_linked = 100;
        const double far = across
                               ? std::abs(to.layer - from.layer) * a_layer + (linked(step) ? 0 : not_linked) + std::abs(down)
                               : std::abs(down);
        if (best < 0 || far < nearest) best = step, nearest = far;
    }
    return best;
}

void step_graph::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(pipeline_.steps.size()) - 1;
    if (event->matches(QKeySequence::New)) return Q_EMIT add_asked();
    if (event->modifiers() & ~Qt::KeypadModifier || last < 0) return QAbstractScrollArea::keyPressEvent(event);
    switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
            if (const int next = selected_ < 0 ? 0 : neighbour(event->key()); next >= 0) select(next);
            return;
        case Qt::Key_Home: return select(0);
        case Qt::Key_End: return select(last);
        case Qt::Key_Return:
        case Qt::Key_Enter: return Q_EMIT edit_asked();
        case Qt::Key_Delete: return Q_EMIT remove_asked();
        default: QAbstractScrollArea::keyPressEvent(event);
    }
}

}  // namespace sweeplab
