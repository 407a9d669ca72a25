// One colour for each part of the account, the same in every view of it. Neighbours in a bar are told apart by the
// colour-blind too; the legend, the order and the callout carry the part as well. GUI thread.
#pragma once

#include "engine/analysis/loss_report.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

QColor loss_color(loss_part part, const chart_colors& colors);
// Black or white, whichever is read better on it.
QColor ink_on(const QColor& ground);

}  // namespace sweeplab
