// Where lanes and times are in a timeline panel, in logical pixels. Pure; any thread.
#pragma once

#include <QRectF>
#include <algorithm>

#include "widgets/charts/timeline_zoom.h"

namespace sweeplab {

struct timeline_geometry {
    static constexpr double least_lane = 4;
    static constexpr double most_lane = 34;

    QRectF plot;  // of the lanes; the labels are left of it, the axis below
    int lanes = 0;
    double lane_height = most_lane;
    double scroll = 0;  // pixels of the lanes above the plot

    void set_plot(const QRectF& area, int lane_count) {
        plot = area;
        lanes = lane_count;
        const double share = lanes > 0 ? std::floor(plot.height() / lanes) : most_lane;
        lane_height = std::clamp(share, least_lane, most_lane);
        scroll_to(scroll);
    }
    double whole_height() const { return lanes * lane_height; }
    double most_scroll() const { return std::max(0.0, whole_height() - plot.height()); }
    void scroll_to(double wanted) { scroll = std::clamp(wanted, 0.0, most_scroll()); }
    void scroll_into_sight(int lane) {
        const double top = lane * lane_height;
        scroll_to(std::clamp(scroll, top + lane_height - plot.height(), top));
    }

    double lane_top(int lane) const { return plot.top() + lane * lane_height - scroll; }
    QRectF lane_rect(int lane) const { return {plot.left(), lane_top(lane), plot.width(), lane_height}; }
    int lane_at(double y) const {
        if (y < plot.top() || y >= plot.bottom()) return -1;
        const int lane = static_cast<int>((y - plot.top() + scroll) / lane_height);
        return lane < lanes ? lane : -1;
    }
    int first_lane() const { return std::clamp(static_cast<int>(scroll / lane_height), 0, std::max(0, lanes - 1)); }
    int end_lane() const {  // behind the last one in sight
        return std::clamp(static_cast<int>((scroll + plot.height()) / lane_height) + 1, 0, lanes);
    }

    double to_x(const time_window& window, double ns) const { return plot.left() + window.to_share(ns) * plot.width(); }
    double to_ns(const time_window& window, double x) const { return window.at_share((x - plot.left()) / plot.width()); }
    double ns_per_pixel(const time_window& window) const { return window.length() / std::max(1.0, plot.width()); }
};

}  // namespace sweeplab
