// Which span is meant at a place, and which are beside one. Pure; any thread.
#pragma once

#include <optional>

#include "widgets/charts/timeline_geometry.h"
#include "widgets/charts/timeline_index.h"

namespace sweeplab {

// The span under the pointer. Where spans are narrower than the pointer is exact, one that failed is meant first, then the
// longest.
std::optional<span_place> span_under(const timeline_index& index, const timeline_geometry& geometry,
                                     const time_window& window, QPointF at);

enum class span_step { earlier, later, up, down };
// The next attempt in that direction: along the lane, or in a lane beside at the same time.
std::optional<span_place> neighbour_of(const timeline_index& index, span_place from, span_step step);
// The attempt that is nearest to `at_ns` in lane `lane`.
std::optional<span_place> service_near(const timeline_index& index, int lane, std::int64_t at_ns);
// The next failed attempt by start time over all lanes, going round at the end.
std::optional<span_place> next_failed(const timeline_index& index, std::optional<span_place> from, bool backwards);

}  // namespace sweeplab
