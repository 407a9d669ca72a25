#include "widgets/charts/timeline_panel.h"

#include <QPaintEvent>
#include <QScrollBar>

#include "widgets/charts/timeline_words.h"

namespace sweeplab {

QString timeline_panel::hint() {
    return QStringLiteral(
        "Wheel or + − zooms · drag or Shift+arrows pans · Home or double click fits · arrows select, F the next failure · "
        "Enter shows details, Escape closes them");
}

timeline_panel::timeline_panel(timeline_scene& scene, QWidget* parent)
    : QWidget(parent), scene_(scene), scroll_bar_(new QScrollBar(Qt::Vertical, this)) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent, false);
    scroll_bar_->setFocusPolicy(Qt::NoFocus);
    scroll_bar_->setCursor(Qt::ArrowCursor);
    connect(scroll_bar_, &QScrollBar::valueChanged, this, [this](int value) {
        picture_.geometry.scroll_to(value);
        lanes_stale_ = true;
        update();
    });
    connect(&scene_, &timeline_scene::window_changed, this, &timeline_panel::follow_window);
    connect(&scene_, &timeline_scene::chosen_changed, this, &timeline_panel::follow_choice);
    recolor();
    picture_.window = scene_.window();
    describe();
}

void timeline_panel::set_trial(timeline_trial trial) {
    const bool same = trial.index == picture_.trial.index && trial.measured == picture_.trial.measured;
    picture_.trial = std::move(trial);
    if (!same) picture_.hovered.reset();
    picture_.chosen = scene_.chosen();
    lay_out();
    describe();
}

std::optional<span_place> timeline_panel::chosen_place() const {
    if (!scene_.chosen() || !trial().shown()) return std::nullopt;
    return find_choice(trial(), *scene_.chosen());
}

const timeline_picture& timeline_panel::picture() {
    refresh_lanes();
    return picture_;
}

void timeline_panel::lay_out() {
    const int lanes = trial().shown() ? trial().index->lane_count() : 0;
    timeline_geometry& geometry = picture_.geometry;
    const int bar_width = scroll_bar_->sizeHint().width();
    geometry.set_plot(timeline_plot(size(), picture_.fonts, lanes, 0), lanes);
    const bool scrolls = geometry.most_scroll() > 0;
    if (scrolls) geometry.set_plot(timeline_plot(size(), picture_.fonts, lanes, bar_width), lanes);
    const QSignalBlocker quiet(scroll_bar_);
    scroll_bar_->setVisible(scrolls);
    scroll_bar_->setRange(0, qCeil(geometry.most_scroll()));
    scroll_bar_->setPageStep(qMax(1, qRound(geometry.plot.height())));
    scroll_bar_->setSingleStep(qMax(1, qRound(geometry.lane_height * 3)));
    scroll_bar_->setValue(qRound(geometry.scroll));
    scroll_bar_->setGeometry(qRound(geometry.plot.right()) + 6, qRound(geometry.plot.top()), bar_width,
                             qRound(geometry.plot.height()));
    lanes_stale_ = true;
    update();
    Q_EMIT laid_out();
}

void timeline_panel::recolor() {
    picture_.fonts = fonts_from(font());
    picture_.colors = chart_colors_for(palette());
    picture_.looks = span_looks_for(picture_.colors);
    lay_out();
}

void timeline_panel::follow_window() {
    picture_.window = scene_.window();
    picture_.hovered.reset();
    lanes_stale_ = true;
    update();
}

void timeline_panel::follow_choice() {
    picture_.chosen = scene_.chosen();
    describe();
    update();
}

void timeline_panel::refresh_lanes() {
    const double ratio = devicePixelRatioF();
    if (!lanes_stale_ && picture_.lanes.image.devicePixelRatio() == ratio) return;
    lanes_stale_ = false;
    if (!trial().shown()) {
        picture_.lanes = {};
        return;
    }
    picture_.lanes = paint_lanes(*trial().index, picture_.geometry, picture_.window, picture_.looks, ratio,
                                 least_named_width(picture_.fonts), QFontMetricsF(picture_.fonts.small).height() + 1);
}

void timeline_panel::paintEvent(QPaintEvent*) {
    refresh_lanes();
    QPainter painter(this);
    paint_timeline(painter, rect(), picture_);
    if (!dragging_) paint_timeline_callout(painter, rect(), picture_, pointer_);
}

void timeline_panel::resizeEvent(QResizeEvent*) { lay_out(); }

void timeline_panel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange)
        recolor();
    QWidget::changeEvent(event);
}

void timeline_panel::focusInEvent(QFocusEvent* event) {
    picture_.focused = event->reason() != Qt::MouseFocusReason;
    update();
}

void timeline_panel::focusOutEvent(QFocusEvent*) {
    picture_.focused = false;
    update();
}

// Assistive tools are told what is drawn, and of the selected attempt all that its callout would say.
void timeline_panel::describe() {
    setAccessibleName(trial().shown()
                          ? QStringLiteral("Timeline of %1").arg(QString::fromStdString(trial().run->summary.name))
                          : QStringLiteral("Timeline"));
    QString text = trial().shown() ? describe_timeline(trial()) : QString();
    if (const auto place = chosen_place()) text = describe_span(trial(), *place).sentence() + QLatin1Char(' ') + text;
    setAccessibleDescription(text);
}

}  // namespace sweeplab
