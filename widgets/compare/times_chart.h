// The times of compared runs against workers, in one panel or in one for each run with the same axes, and every repeat as
// a dot. Pure; any thread.
#pragma once

#include <memory>

#include "widgets/charts/scaling_chart_data.h"
#include "widgets/compare/comparison_sheet.h"

namespace sweeplab {

std::shared_ptr<const scaling_chart_data> make_times_chart(const comparison_sheet& sheet, bool side_by_side);

}  // namespace sweeplab
