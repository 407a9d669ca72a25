// Where things stand in a chart. For .cpp files of this folder.
#pragma once

#include <string>
#include <vector>

namespace sweeplab {

struct chart_frame {
    double left = 64, top = 40, right = 700, bottom = 300;
    double width = 720, height = 356;
};

// Positions of worker counts by their logarithm; one alone stands in the middle.
class count_axis {
public:
    count_axis(const chart_frame& frame, std::vector<double> counts);
    double at(double count) const;
    const std::vector<double>& counts() const { return counts_; }  // ascending, each once

private:
    const chart_frame& frame_;
    std::vector<double> counts_;
};

class value_axis {
public:
    value_axis(const chart_frame& frame, double most);
    double at(double value) const;
    const std::vector<double>& ticks() const { return ticks_; }
    std::string text_of(double tick) const;

private:
    const chart_frame& frame_;
    std::vector<double> ticks_;
};

std::string svg_start(const chart_frame& frame, const std::string& title, const std::string& description);
std::string value_axis_markup(const chart_frame& frame, const value_axis& axis, const std::string& name);
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
