// The shape of a series' marker: the sign beside its colour that tells it from others.
#pragma once

#include <QPainterPath>

namespace sweeplab {

enum class marker_shape { circle, square, triangle, diamond, triangle_down, cross, pentagon };
inline constexpr int marker_shapes = 7;  // coprime to the number of colours: 35 series before a pair repeats

marker_shape marker_of_series(int number);
// Around (0, 0), of about the same area for every shape at the same radius.
QPainterPath marker_path(marker_shape shape, double radius);

}  // namespace sweeplab
