// Where labels go so that none covers another. Pure geometry; any thread.
#pragma once

#include <QLineF>
#include <QPointF>
#include <QRectF>
#include <vector>

namespace sweeplab {

// Tops for labels of one height that would like their middle at `wanted`: as near as possible in the sense of
// least squares, in the same order, `height` apart, between `top` and `bottom` where they fit there at all.
std::vector<double> spread_labels(const std::vector<double>& wanted, double height, double top, double bottom);

// Which of the labels centred at `centres` (ascending) with `widths` can stand in one row `gap` apart. Those of
// higher priority stay; among equals the one further left.
std::vector<bool> fitting_labels(const std::vector<double>& centres, const std::vector<double>& widths,
                                 const std::vector<int>& priorities, double gap);

// What a callout must not cover: points more than lines.
struct obstacles {
    std::vector<QRectF> areas;
    std::vector<QLineF> lines;
};
// How much of them an area covers, in weighted square pixels.
double covered(const QRectF& area, const obstacles& around);
// A place for a box of `size` near `anchor`, inside `bounds`, that covers least; nearer wins among equals.
QRectF place_callout(QPointF anchor, QSizeF size, const QRectF& bounds, const obstacles& around, double distance);

// The part of the line that lies inside; a null line when none does.
QLineF clipped(const QLineF& line, const QRectF& inside);

}  // namespace sweeplab
