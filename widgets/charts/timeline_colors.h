// The colours of the timeline's spans. They mean what they mean in the Losses view: what ended up as useful work, as
// retries, as rate limit and so on has one colour in both. Failed and cancelled attempts and the waits after them all count
// as retries there; here they are told apart by strength and pattern as well.
#pragma once

#include <array>

#include "widgets/charts/timeline_index.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

enum class span_pattern { solid, hollow, stripes };

struct span_look {
    QColor fill;
    QColor line;  // of stripes and borders
    span_pattern pattern = span_pattern::solid;
};
using span_looks = std::array<span_look, span_kinds>;

span_looks span_looks_for(const chart_colors& colors);
inline const span_look& look_of(const span_looks& looks, span_kind kind) { return looks[static_cast<std::size_t>(kind)]; }

}  // namespace sweeplab
