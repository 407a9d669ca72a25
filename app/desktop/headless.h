// What the program does without showing a window: a picture of the window, a chart of a run. GUI thread.
#pragma once

#include "app/desktop/command_line.h"

namespace sweeplab {

class theme;

// Writes the run's scaling chart; the file's ending says in which form.
result<void> export_chart(const desktop_options& options, theme_choice look);

// Opens the window off screen, waits until all is loaded, and writes its picture. Runs the event loop.
result<void> take_screenshot(const desktop_options& options, theme& look);

}  // namespace sweeplab
