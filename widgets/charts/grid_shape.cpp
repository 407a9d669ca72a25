#include "widgets/charts/grid_shape.h"

#include <algorithm>

namespace sweeplab {
namespace {

constexpr double wanted_aspect = 1.25;  // width over height at which a scaling chart reads best

QSize cell_for(int columns, int rows, QSize space, QSize least, int gap) {
    const int width = (space.width() - gap * (columns - 1)) / columns;
    const int height = (space.height() - gap * (rows - 1)) / rows;
    return {std::max(width, least.width()), std::max(height, least.height())};
}

}  // namespace

grid_shape choose_grid(int panels, QSize space, QSize least, int gap) {
    const int count = std::max(1, panels);
    const int most_columns = std::clamp((space.width() + gap) / (least.width() + gap), 1, count);
    grid_shape best;
    double best_size = -1;
    for (int columns = 1; columns <= most_columns; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const QSize cell = cell_for(columns, rows, space, least, gap);
        const int height = rows * cell.height() + gap * (rows - 1);
        // What does not have to scroll is better than any that does.
        const double size =
            std::min(cell.width() / wanted_aspect, 1.0 * cell.height()) + (height <= space.height() ? 1e6 : 0);
        if (size < best_size) continue;
        best_size = size;
        best = {columns, rows, cell, height};
    }
    return best;
}

std::vector<QRect> cells_of(const grid_shape& shape, int panels, int gap) {
    std::vector<QRect> cells;
    for (int i = 0; i < panels; ++i) {
        const QPoint corner((i % shape.columns) * (shape.cell.width() + gap),
                            (i / shape.columns) * (shape.cell.height() + gap));
        cells.emplace_back(corner, shape.cell);
    }
    return cells;
}

}  // namespace sweeplab
