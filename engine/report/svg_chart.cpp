#include "engine/report/svg_chart.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/report/svg_axis.h"

namespace sweeplab {
namespace {

constexpr int series_colors = 5;

// Names of counts that have room beside those already written; the ends come first.
std::string count_ticks(const chart_frame& frame, const count_scale& axis) {
    std::vector<std::pair<double, double>> taken;
    std::string svg;
    for (const double count : naming_order(axis)) {
        const auto text = fmt::format("{:.6g}", count);
        const double x = axis.at(count), half = 4.0 * static_cast<double>(text.size()) + 3;
        svg += fmt::format("<line class=\"axis\" x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\"/>\n", x,
                           frame.bottom, frame.bottom + 5);
        const bool free = std::ranges::none_of(
            taken, [&](const auto& other) { return x - half < other.second && x + half > other.first; });
        if (!free) continue;
        taken.emplace_back(x - half, x + half);
        svg += svg_text(x, frame.bottom + 20, text, "tick", "middle");
    }
    return svg;
}

std::string band_markup(const line_chart& chart, const count_scale& counts, const value_scale& values) {
    if (chart.band.size() < 2) return {};
    std::string points;
    for (const auto& one : chart.band) points += fmt::format("{:.1f},{:.1f} ", counts.at(one.x), values.at(one.upper));
    for (auto one = chart.band.rbegin(); one != chart.band.rend(); ++one)
        points += fmt::format("{:.1f},{:.1f} ", counts.at(one->x), values.at(one->lower));
    points.pop_back();
    return fmt::format("<polygon class=\"band\" points=\"{}\"/>\n", points);
}

std::string interval_markup(double x, double low, double high, const std::string& look) {
    return fmt::format("<path class=\"line {}\" d=\"M{:.1f} {:.1f}V{:.1f}M{:.1f} {:.1f}h8M{:.1f} {:.1f}h8\"/>\n", look, x,
                       low, high, x - 4, low, x - 4, high);
}

std::string line_markup(const line_chart& chart, const report_line& line, int color, const count_scale& counts,
                        const value_scale& values) {
    std::string svg, path;
    for (const auto& point : line.points)
        path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", counts.at(point.x), values.at(point.y));
    if (line.points.size() > 1) svg += fmt::format("<path class=\"line s{}\" d=\"{}\"/>\n", color, path);
    for (const auto& point : line.points) {
        const double x = counts.at(point.x);
        const auto look = fmt::format("s{}{}", color, point.doubted ? " doubted" : "");
        if (point.repeats.size() > 1)
            for (const double each : point.repeats)
                svg += fmt::format("<circle class=\"repeat s{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.2\"/>\n", color, x,
                                   values.at(each));
        if (point.lo && point.hi) svg += interval_markup(x, values.at(*point.lo), values.at(*point.hi), look);
        svg += fmt::format("<circle class=\"dot {}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"><title>{}</title></circle>\n", look,
                           x, values.at(point.y), escape_markup(point_text(chart, line, point)));
    }
    return svg;
}

std::string mark_markup(const line_chart& chart, const count_scale& counts, const value_scale& values) {
    const auto* marked = marked_point(chart);
    if (!marked) return {};
    const double x = counts.at(marked->x);
    const double highest = values.at(std::max(marked->y, marked->hi.value_or(marked->y)));
    const bool at_right = x > 600, at_left = x < 140;
    return fmt::format("<circle class=\"mark\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"9\"/>\n", x, values.at(marked->y)) +
           svg_text(at_right  ? x + 12
                    : at_left ? x - 8
                              : x,
                    std::max(highest - 16, 30.0), chart.mark_name, "marked",
                    at_right  ? "end"
                    : at_left ? "start"
                              : "middle");
}

bool has_doubted(const line_chart& chart) {
    return std::ranges::any_of(chart.lines, [](const report_line& line) {
        return std::ranges::any_of(line.points, [](const report_point& point) { return point.doubted; });
    });
}

std::string line_sign(int color) {
    return fmt::format("<path class=\"line s{0}\" d=\"M0 5h16\"/><circle class=\"dot s{0}\" cx=\"8\" cy=\"5\" r=\"3.5\"/>",
                       color);
}

// Programs for pictures know no variables: each is replaced by its colour.
std::string with_colors(std::string style, std::string_view colors) {
    for (const auto entry : split(colors, ';')) {
        const auto colon = entry.find(':');
        if (colon == std::string_view::npos) continue;
        const auto use = fmt::format("var({})", entry.substr(0, colon));
        const auto color = entry.substr(colon + 1);
        for (auto at = style.find(use); at != style.npos; at = style.find(use, at)) style.replace(at, use.size(), color);
    }
    return style;
}

std::string alone(std::string svg) {
    const auto style = with_colors(chart_style, light_colors);
    return svg.insert(svg.find("<title>"),
                      "<style>\n" + style + "</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
}

}  // namespace

std::string escape_markup(std::string_view text) {
    std::string out;
    for (const char c : to_valid_utf8(text)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '&') out += "&amp;";
        else if (c == '"') out += "&quot;";
        else if (c == '\'') out += "&#39;";
        else if ((byte < ' ' && c != '\n' && c != '\t') || byte == 0x7f) out += ' ';
        else out += c;
    }
    return out;
}

std::string chart_markup(const line_chart& chart) {
    chart_frame frame;
    const count_scale counts(frame, counts_of(chart));
    const value_scale values(frame, most_of(chart));
    std::string body = band_markup(chart, counts, values) + value_axis_markup(frame, values, chart.y_name) +
                       count_ticks(frame, counts) + count_name_markup(frame, chart.x_name);
    std::vector<legend_entry> entries;
    int color = 0;
    for (const auto& line : chart.lines) {
        body += line_markup(chart, line, color % series_colors, counts, values);
        entries.push_back({line_sign(color % series_colors), line.name});
        ++color;
    }
    if (has_doubted(chart))
        entries.push_back({"<circle class=\"dot doubted\" cx=\"8\" cy=\"5\" r=\"3.5\"/>", "speaks against itself"});
    body += mark_markup(chart, counts, values);
    if (chart.band.size() > 1)
        entries.push_back({"<rect class=\"band\" x=\"0\" y=\"0\" width=\"16\" height=\"10\"/>", chart.band_name});
    body += legend_markup(frame, entries);
    return svg_start(frame, chart.title, description_of(chart)) + body + "</svg>\n";
}

std::string chart_markup(const stacked_chart& chart) {
    chart_frame frame;
    const value_scale values(frame, 100);
    std::string body = value_axis_markup(frame, values, chart.y_name);
    const auto count = static_cast<double>(std::max<std::size_t>(chart.bars.size(), 1));
    const double step = (frame.right - frame.left) / count, wide = std::min(56.0, step * 0.7);
    std::vector<bool> seen(chart.parts.size());
    for (std::size_t bar = 0; bar < chart.bars.size(); ++bar) {
        const double x = frame.left + step * (static_cast<double>(bar) + 0.5);
        double below = 0;
        for (std::size_t part = 0; part < chart.parts.size() && part < chart.shares[bar].size(); ++part) {
            const double share = std::max(0.0, chart.shares[bar][part]);
            if (!(share > 0)) continue;
            seen[part] = true;
            const double top = values.at(below + share), bottom = values.at(below);
            body += fmt::format(
                "<rect class=\"part p{}\" x=\"{:.1f}\" y=\"{:.2f}\" width=\"{:.1f}\" height=\"{:.2f}\"><title>{}"
                "</title></rect>\n",
                part, x - wide / 2, top, wide, bottom - top, escape_markup(part_text(chart.parts[part], share)));
            below += share;
        }
        body += svg_text(x, frame.bottom + 20, chart.bars[bar], "tick", "middle");
    }
    body += count_name_markup(frame, chart.x_name);
    std::vector<legend_entry> entries;
    for (std::size_t part = 0; part < chart.parts.size(); ++part)
        if (seen[part])
            entries.push_back({fmt::format("<rect class=\"part p{}\" x=\"0\" y=\"0\" width=\"14\" height=\"10\"/>", part),
                               chart.parts[part]});
    body += legend_markup(frame, entries);
    return svg_start(frame, chart.title, description_of(chart)) + body + "</svg>\n";
}

std::string to_svg(const line_chart& chart) { return alone(chart_markup(chart)); }
std::string to_svg(const stacked_chart& chart) { return alone(chart_markup(chart)); }

}  // namespace sweeplab
