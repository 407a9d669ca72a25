// The ways that the arrow keys, Home and End lead from place to place on a painted chart.
#pragma once

namespace sweeplab {

enum class panel_move { left, right, up, down, first, last };

}  // namespace sweeplab
