#include "engine/report/svg_axis.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/report/svg_chart.h"

namespace sweeplab {
namespace {

// About what a letter of the chart's font takes; characters, not bytes.
double width_of(std::string_view text) {
    const auto letters = std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    return 7 * static_cast<double>(letters);
}

}  // namespace

std::string svg_start(const chart_frame& frame, const std::string& title, const std::string& description) {
    return fmt::format(
        "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" "
        "aria-label=\"{}\">\n<title>{}</title>\n<desc>{}</desc>\n",
        frame.width, frame.height, escape_markup(title), escape_markup(title), escape_markup(description));
}

std::string svg_text(double x, double y, const std::string& text, const char* classes, const char* anchor) {
    return fmt::format("<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", classes, x, y, anchor,
                       escape_markup(text));
}

std::string value_axis_markup(const chart_frame& frame, const value_scale& axis, const std::string& name) {
    std::string svg;
    for (const double tick : axis.ticks()) {
        const double y = axis.at(tick);
        svg += fmt::format("<line class=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>\n",
                           tick == 0 ? "axis" : "grid", frame.left, y, frame.right, y);
        svg += svg_text(frame.left - 8, y + 4, axis.text_of(tick), "tick", "end");
    }
    return svg + svg_text(8, frame.top - 18, name, "name");
}

std::string count_name_markup(const chart_frame& frame, const std::string& name) {
    return svg_text((frame.left + frame.right) / 2, frame.bottom + 40, name, "name", "middle");
}

std::string legend_markup(chart_frame& frame, const std::vector<legend_entry>& entries) {
    constexpr double line_height = 20, gap = 20, mark_width = 22;
    std::string svg;
    double x = frame.left, y = frame.bottom + 66;
    for (const auto& entry : entries) {
        const double wide = mark_width + width_of(entry.name) + gap;
        if (x + wide - gap > frame.right && x > frame.left) {
            x = frame.left;
            y += line_height;
        }
        svg += fmt::format("<g transform=\"translate({:.1f} {:.1f})\">{}</g>\n", x, y - 9, entry.mark);
        svg += svg_text(x + mark_width, y, entry.name, "key");
        x += wide;
    }
    frame.height = y + 12;
    return svg;
}

}  // namespace sweeplab
