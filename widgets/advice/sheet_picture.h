// What a sheet of text, tables and charts needs to be a picture, in which nothing can be scrolled. GUI thread.
#pragma once

class QScrollArea;
class QWidget;

namespace sweeplab {

// No bars in a copy that is made for a picture. Once its tables are there.
void take_scroll_bars_off(QScrollArea& sheet);
// The width at which the widest table of the view shows all of its columns, as the view is laid out now.
int width_of_whole_tables(const QWidget& view);

}  // namespace sweeplab
