// How many columns and rows panels are set in. Pure; any thread.
#pragma once

#include <QRect>
#include <QSize>
#include <vector>

namespace sweeplab {

struct grid_shape {
    int columns = 1;
    int rows = 1;
    QSize cell;            // of one panel
    int whole_height = 0;  // more than the space given: the panels scroll
};

// The shape in which panels come out largest; they never get smaller than `least`, but wrap and then scroll.
grid_shape choose_grid(int panels, QSize space, QSize least, int gap);
std::vector<QRect> cells_of(const grid_shape& shape, int panels, int gap);

}  // namespace sweeplab
