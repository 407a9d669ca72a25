// The steps of a cumulative curve on the screen, and moving along it. Pure; any thread.
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <cstdint>
#include <vector>

#include "widgets/charts/axis_scale.h"

namespace sweeplab {

// Where shares and times stand in a plot. `ns_to_shown`: a nanosecond in the scale's unit.
struct latency_plot {
    QRectF area;
    axis_scale x;
    double ns_to_shown = 1e-9;

    double x_of(std::int64_t ns) const;  // what is less than a log axis shows stands at its left end
    double y_of(double share) const { return area.bottom() - share * area.height(); }
};

// Each answer is a step, as long as they are fewer than the plot's pixel columns; else two points for each column
// in which the curve rises: where it enters and where it leaves. However many answers, it costs what the width costs.
QPolygonF latency_steps(const std::vector<std::int64_t>& sorted_ns, const latency_plot& plot);

// Places on a curve are ranks, from 1; of equal times the last one stands for all.
std::size_t settled_rank(const std::vector<std::int64_t>& sorted_ns, double share);
// A step of about a percent, at least to the next other time; at the ends it stays.
std::size_t moved_rank(const std::vector<std::int64_t>& sorted_ns, std::size_t rank, bool up);

}  // namespace sweeplab
