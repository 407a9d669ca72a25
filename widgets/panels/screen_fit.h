// Sizes that fit on the screen at hand. GUI thread.
#pragma once

#include <QScreen>
#include <QWidget>

namespace sweeplab {

// `wanted`, but small enough to leave room for the window's frame and the desktop's bars.
inline QSize fitting_size(const QWidget* widget, QSize wanted) {
    return wanted.boundedTo(widget->screen()->availableSize() - QSize(40, 60));
}

}  // namespace sweeplab
