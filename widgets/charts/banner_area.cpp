#include "widgets/charts/banner_area.h"

#include <QEvent>
#include <QLayout>
#include <algorithm>

namespace sweeplab {

banner_area::banner_area(QWidget* banner, QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setWidget(banner);
    viewport()->setAutoFillBackground(false);
    banner->setAutoFillBackground(false);
}

void banner_area::set_most_height(int most) {
    most = std::max(most, minimumSizeHint().height());
    if (most == most_) return;
    most_ = most;
    updateGeometry();
}

int banner_area::heightForWidth(int width) const { return std::min(widget()->layout()->totalHeightForWidth(width), most_); }

// Two lines and a half: that more can be scrolled to is then seen.
QSize banner_area::minimumSizeHint() const { return {0, fontMetrics().lineSpacing() * 5 / 2}; }

bool banner_area::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

}  // namespace sweeplab
