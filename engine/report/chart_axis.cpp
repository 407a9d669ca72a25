#include "engine/report/chart_axis.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace sweeplab {

std::vector<double> axis_ticks(double most) {
    if (!(most > 0) || !std::isfinite(most)) most = 1;
    const double rough = most / 5;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (factor * power >= rough * 0.999) {
            step = factor * power;
            break;
        }
    std::vector<double> ticks;
    const auto count = static_cast<int>(std::ceil(most / step - 1e-9));
    for (int i = 0; i <= std::max(1, count); ++i) ticks.push_back(i * step);
    return ticks;
}

std::string tick_text(double value, double step) {
    const auto decimals = [&] {
        for (int digits = 0; digits < 9; ++digits) {
            const double scaled = step * std::pow(10, digits);
            if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled) return digits;
        }
        return 9;
    }();
    return fmt::format("{:.{}f}", value, decimals);
}

count_scale::count_scale(const chart_frame& frame, std::vector<double> counts) : frame_(frame), counts_(std::move(counts)) {
    std::ranges::sort(counts_);
    counts_.erase(std::unique(counts_.begin(), counts_.end()), counts_.end());
}

double count_scale::at(double count) const {
    constexpr double inset = 24;
    const double from = frame_.left + inset, to = frame_.right - inset;
    if (counts_.size() < 2) return (from + to) / 2;
    const double whole = std::log(counts_.back() / counts_.front());
    return from + (to - from) * std::log(count / counts_.front()) / whole;
}

value_scale::value_scale(const chart_frame& frame, double most) : frame_(frame), ticks_(axis_ticks(most)) {}

double value_scale::at(double value) const {
    const double share = std::clamp(value / ticks_.back(), 0.0, 1.0);
    return frame_.bottom - share * (frame_.bottom - frame_.top);
}

std::string value_scale::text_of(double tick) const { return tick_text(tick, ticks_[1]); }

std::vector<double> counts_of(const line_chart& chart) {
    std::vector<double> counts;
    for (const auto& line : chart.lines)
        for (const auto& point : line.points) counts.push_back(point.x);
    return counts;
}

double most_of(const line_chart& chart) {
    double most = 0;
    for (const auto& line : chart.lines)
        for (const auto& point : line.points) {
            most = std::max({most, point.y, point.hi.value_or(0)});
            for (const double each : point.repeats) most = std::max(most, each);
        }
    for (const auto& point : chart.band) most = std::max(most, point.upper);
    return most;
}

std::vector<double> naming_order(const count_scale& axis) {
    std::vector<double> order = axis.counts();
    if (order.size() > 2) std::swap(order[1], order.back());
    return order;
}

const report_point* marked_point(const line_chart& chart) {
    if (!chart.marked_x || chart.lines.empty()) return nullptr;
    const auto& points = chart.lines.front().points;
    const auto marked = std::ranges::find(points, *chart.marked_x, &report_point::x);
    return marked == points.end() ? nullptr : &*marked;
}

std::string point_text(const line_chart& chart, const report_line& line, const report_point& point) {
    return fmt::format("{}: {:.4g} at {:.6g}, {}{}", line.name, point.y, point.x, chart.y_name,
                       point.doubted ? "; its own record speaks against it" : "");
}

std::string part_text(const std::string& part, double share) { return fmt::format("{}: {:.1f} %", part, share); }

std::string description_of(const line_chart& chart) {
    std::string text;
    for (const auto& line : chart.lines) {
        text += (text.empty() ? "" : "; ") + line.name + ": ";
        for (const auto& point : line.points)
            text += fmt::format("{}{:.6g}: {:.4g}", &point == &line.points.front() ? "" : ", ", point.x, point.y);
    }
    return text + " " + chart.y_name;
}

std::string description_of(const stacked_chart& chart) {
    std::string text = chart.y_name;
    for (std::size_t bar = 0; bar < chart.bars.size(); ++bar) {
        text += (bar == 0 ? ". " : "; ") + chart.bars[bar] + " " + chart.x_name;
        for (std::size_t part = 0; part < chart.parts.size() && part < chart.shares[bar].size(); ++part)
            if (chart.shares[bar][part] > 0) text += ", " + part_text(chart.parts[part], chart.shares[bar][part]);
    }
    return text;
}

}  // namespace sweeplab
