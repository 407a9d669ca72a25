// Measures how long the window takes from the start of the process to its first paint.
#pragma once

#include <QObject>
#include <functional>

class QWidget;

namespace sweeplab {

// Milliseconds since this process began: since SWEEPLAB_STARTED_NS (CLOCK_MONOTONIC, as the starter noted it) when
// that is set, else since the start that the system noted, which is good to 10 ms.
double milliseconds_since_start();

// Calls `done` once, right after the widget's first paint has reached the screen.
void after_first_paint(QWidget* widget, std::function<void()> done);

}  // namespace sweeplab
