// The axes and the legend of a chart as SVG. For .cpp files of this folder.
#pragma once

#include <string>
#include <vector>

#include "engine/report/chart_axis.h"

namespace sweeplab {

std::string svg_start(const chart_frame& frame, const std::string& title, const std::string& description);
std::string value_axis_markup(const chart_frame& frame, const value_scale& axis, const std::string& name);
std::string svg_text(double x, double y, const std::string& text, const char* classes, const char* anchor = "start");
std::string count_name_markup(const chart_frame& frame, const std::string& name);

// Entries side by side, wrapped; `marks` are the SVG of each entry's sign, drawn from (0, 0) to (16, 10).
struct legend_entry {
    std::string mark;
    std::string name;
};
// Grows the frame by the lines that it takes.
std::string legend_markup(chart_frame& frame, const std::vector<legend_entry>& entries);

}  // namespace sweeplab
