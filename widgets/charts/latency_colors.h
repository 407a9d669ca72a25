// One colour for each worker count, in their order: the more workers, the further from the ground. Lightness alone
// tells the order, so it holds for the colour-blind and in grey; labels and legend carry the count as well.
#pragma once

#include "widgets/theme/chart_colors.h"

namespace sweeplab {

// `place` of `count` worker counts, from 0.
QColor latency_color(int place, int count, const chart_colors& colors);

}  // namespace sweeplab
