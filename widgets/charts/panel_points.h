// Moving among a panel's points: the one under the pointer, the next one by key, the same one after new data.
// Pure; any thread.
#pragma once

#include <optional>

#include "widgets/charts/panel_painter.h"

namespace sweeplab {

enum class point_move { left, right, up, down, first, last };

// The nearest point within reach of `at`.
std::optional<point_ref> point_near(const panel_picture& picture, QPointF at);
// Left and right go along a series by worker count, up and down to the series next above or below at about the
// same count. Without a point it is where the keyboard comes in: the recommended point, else the first.
std::optional<point_ref> moved_point(const panel_picture& picture, const std::optional<point_ref>& from, point_move move);
std::optional<point_ref> first_point(const panel_picture& picture);

int workers_at(const chart_panel& panel, const point_ref& point);
// The point of the same run and worker count in other data.
std::optional<point_ref> same_point(const chart_panel& before, const point_ref& point, const chart_panel& now);

}  // namespace sweeplab
