// Where things stand in a chart of a report: the same for its SVG and for whoever paints it elsewhere. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/report/report.h"

namespace sweeplab {

struct chart_frame {
    double left = 64, top = 40, right = 700, bottom = 300;
    double width = 720, height = 356;
};

// Positions of worker counts by their logarithm; one alone stands in the middle.
class count_scale {
public:
    count_scale(const chart_frame& frame, std::vector<double> counts);
    double at(double count) const;
    const std::vector<double>& counts() const { return counts_; }  // ascending, each once

private:
    const chart_frame& frame_;
    std::vector<double> counts_;
};

// From 0 to a round number that is no less than `most`.
class value_scale {
public:
    value_scale(const chart_frame& frame, double most);
    double at(double value) const;
    const std::vector<double>& ticks() const { return ticks_; }
    std::string text_of(double tick) const;

private:
    const chart_frame& frame_;
    std::vector<double> ticks_;
};

std::vector<double> counts_of(const line_chart& chart);
double most_of(const line_chart& chart);  // the largest value that is drawn
// The counts, those first that are named first: the ends, then the others where there is room.
std::vector<double> naming_order(const count_scale& axis);
// The point that carries the chart's mark, if there is one.
const report_point* marked_point(const line_chart& chart);
std::string point_text(const line_chart& chart, const report_line& line, const report_point& point);
std::string part_text(const std::string& part, double share);
std::string description_of(const line_chart& chart);     // all points, for assistive tools
std::string description_of(const stacked_chart& chart);  // all parts

// Round numbers from 0 to at least `most`, about five of them; at least {0, 1}.
std::vector<double> axis_ticks(double most);
std::string tick_text(double value, double step);

}  // namespace sweeplab
