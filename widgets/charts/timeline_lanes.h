// The lanes of a timeline as a picture: filled in pixel by pixel from the pieces of each lane, because a rectangle for
// each span is slow with many and false where several share a pixel. GUI thread.
#pragma once

#include <QImage>
#include <vector>

#include "widgets/charts/timeline_colors.h"
#include "widgets/charts/timeline_columns.h"
#include "widgets/charts/timeline_geometry.h"

namespace sweeplab {

// A span that is wide enough to be named in it.
struct named_span {
    span_place place;
    QRectF box;  // logical pixels of the panel
};

struct lanes_picture {
    QImage image;  // as large as the plot
    std::vector<named_span> named;
    long long rectangles = 0;  // filled: never more than lanes in sight × pixels
};

// `name_width`: least width in which a span is named; lanes lower than `name_height` have no names.
lanes_picture paint_lanes(const timeline_index& index, const timeline_geometry& geometry, const time_window& window,
                          const span_looks& looks, double device_ratio, double name_width, double name_height);

}  // namespace sweeplab
