#include "widgets/charts/resource_lines.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sweeplab {
namespace {

constexpr std::size_t block = 64;
constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
constexpr float infinite = std::numeric_limits<float>::infinity();

sampled_line::range joined(const sampled_line::range& a, const sampled_line::range& b) {
    return {std::min(a.least, b.least), std::max(a.most, b.most)};
}

// The first that is there of `which`, scaled.
std::optional<sampled_line> make_line(const trial& measured, resource_user whose, resource which, double scale) {
    std::vector<float> values;
    values.reserve(measured.samples.size());
    bool any = false;
    for (const resource_sample& sample : measured.samples) {
        const auto value = sample.values.get(which);
        any |= value.has_value();
        values.push_back(value ? static_cast<float>(static_cast<double>(*value) * scale) : unknown);
    }
    if (!any) return std::nullopt;
    return sampled_line(whose, std::move(values));
}

double most_of(const std::vector<sampled_line>& lines, std::size_t samples) {
    double most = 0;
    for (const sampled_line& line : lines)
        if (const auto range = line.range_of(0, samples); range.known())
            most = std::max(most, static_cast<double>(range.most));
    return most;
}

double tidy_percent(double most) {
    for (const double top : {5.0, 10.0, 25.0, 50.0, 100.0})
        if (most <= top) return top;
    return std::ceil(most / 50) * 50;
}

double tidy_bytes(double most) {
    double unit = 1;
    while (most > 1024 * unit) unit *= 1024;
    for (const double step : {1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0})
        if (most <= step * unit) return step * unit;
    return most;
}

// Collects points, and begins a new piece where the line is broken.
class line_pieces {
public:
    void add(double x, double y) {
        if (broken_) pieces_.emplace_back();
        broken_ = false;
        pieces_.back() << QPointF(x, y);
    }
    void interrupt() { broken_ = true; }
    std::vector<QPolygonF> take() { return std::move(pieces_); }

private:
    std::vector<QPolygonF> pieces_;
    bool broken_ = true;
};

struct scale {
    const time_window& window;
    const QRectF& plot;
    double top;

    double x(double ns) const { return plot.left() + window.to_share(ns) * plot.width(); }
    double y(double value) const { return plot.bottom() - std::clamp(value / top, 0.0, 1.0) * plot.height(); }
};

std::vector<QPolygonF> every_sample(const resource_lines& lines, const sampled_line& line, const scale& to,
                                    std::size_t first, std::size_t end, bool steps) {
    // A value that is read more seldom than samples are taken stands for the time since it was read last; but where a
    // sample knows nothing at all, nothing is known of that time, nor of a long time without any value.
    constexpr std::int64_t longest_bridge_ns = 300'000'000;
    line_pieces pieces;
    std::optional<std::size_t> known;  // the last sample with a value
    for (std::size_t i = first; i < end; ++i) {
        const auto value = line.at(i);
        if (lines.blank[i]) known.reset();
        if (!value) continue;
        const bool goes_on = known && (*known + 1 == i || lines.at_ns[i] - lines.at_ns[*known] <= longest_bridge_ns);
        if (!goes_on) pieces.interrupt();
        const double y = to.y(*value);
        if (steps && i > 0) pieces.add(to.x(static_cast<double>(lines.at_ns[goes_on ? *known : i - 1])), y);
        pieces.add(to.x(static_cast<double>(lines.at_ns[i])), y);
        known = i;
    }
    return pieces.take();
}

// From the least to the most of each pixel.
std::vector<QPolygonF> every_pixel(const resource_lines& lines, const sampled_line& line, const scale& to) {
    line_pieces pieces;
    const int width = static_cast<int>(to.plot.width());
    auto first = std::ranges::lower_bound(lines.at_ns, static_cast<std::int64_t>(to.window.from));
    for (int column = 0; column < width && first != lines.at_ns.end(); ++column) {
        const double until = to.window.at_share((column + 1.0) / width);
        const auto end = std::lower_bound(first, lines.at_ns.end(), static_cast<std::int64_t>(until));
        if (first == end) continue;
        const auto range = line.range_of(static_cast<std::size_t>(first - lines.at_ns.begin()),
                                         static_cast<std::size_t>(end - lines.at_ns.begin()));
        first = end;
        if (!range.known()) {
            pieces.interrupt();
            continue;
        }
        const double x = to.plot.left() + column + 0.5;
        pieces.add(x, to.y(static_cast<double>(range.most)));
        if (range.least < range.most) pieces.add(x, to.y(static_cast<double>(range.least)));
    }
    return pieces.take();
}

}  // namespace

sampled_line::sampled_line(resource_user whose, std::vector<float> values) : whose_(whose), values_(std::move(values)) {
    for (std::size_t first = 0; first < values_.size(); first += block) {
        range all{infinite, -infinite};
        for (std::size_t i = first; i < std::min(first + block, values_.size()); ++i)
            if (!std::isnan(values_[i])) all = joined(all, {values_[i], values_[i]});
        blocks_.push_back(all);
    }
}

sampled_line::range sampled_line::range_of(std::size_t first, std::size_t end) const {
    range all{infinite, -infinite};
    end = std::min(end, values_.size());
    while (first < end) {
        if (first % block == 0 && first + block <= end) {
            all = joined(all, blocks_[first / block]);
            first += block;
        } else {
            if (!std::isnan(values_[first])) all = joined(all, {values_[first], values_[first]});
            ++first;
        }
    }
    return all;
}

std::optional<double> sampled_line::at(std::size_t sample) const {
    if (sample >= values_.size() || std::isnan(values_[sample])) return std::nullopt;
    return static_cast<double>(values_[sample]);
}

std::optional<std::size_t> resource_lines::sample_at(double ns) const {
    const auto found = std::ranges::lower_bound(at_ns, static_cast<std::int64_t>(ns));
    if (found == at_ns.end() || ns < 0) return std::nullopt;
    return static_cast<std::size_t>(found - at_ns.begin());
}

std::shared_ptr<const resource_lines> make_resource_lines(const run_record& run, const trial& measured) {
    const auto processors = run.host.threads ? run.host.threads : run.host.usable_threads;
    if (measured.samples.empty() || !processors || *processors < 1) return nullptr;
    auto lines = std::make_shared<resource_lines>();
    lines->processors = *processors;
    for (const resource_sample& sample : measured.samples) {
        lines->at_ns.push_back(sample.at_ns);
        lines->blank.push_back(sample.values.empty());
    }
    const auto add = [&](std::vector<sampled_line>& to, resource_user whose, resource which, double scale_by) {
        if (auto line = make_line(measured, whose, which, scale_by)) to.push_back(std::move(*line));
    };
    const double percent = 0.1 / *processors;  // of thousandths of one processor
    add(lines->cpu, resource_user::machine, resource::machine_cpu, percent);
    add(lines->cpu, resource_user::children, resource::children_cpu, percent);
    add(lines->cpu, resource_user::own, resource::own_cpu, percent);
    add(lines->memory, resource_user::machine, resource::machine_memory, 1);
    add(lines->memory, resource_user::children, resource::children_memory, 1);
    add(lines->memory, resource_user::own, resource::own_memory, 1);
    if (lines->cpu.empty() && lines->memory.empty()) return nullptr;
    lines->cpu_top = tidy_percent(most_of(lines->cpu, lines->at_ns.size()));
    lines->memory_top = tidy_bytes(most_of(lines->memory, lines->at_ns.size()));
    return lines;
}

std::vector<QPolygonF> draw_line(const resource_lines& lines, const sampled_line& line, const time_window& window,
                                 const QRectF& plot, double top, bool steps) {
    const auto& at = lines.at_ns;
    const scale to{window, plot, top};
    // One more at each side, so that the line goes on to the edges.
    auto first = std::ranges::lower_bound(at, static_cast<std::int64_t>(window.from)) - at.begin();
    auto end = std::ranges::upper_bound(at, static_cast<std::int64_t>(window.to)) - at.begin();
    first = std::max<std::ptrdiff_t>(0, first - 1);
    end = std::min<std::ptrdiff_t>(std::ssize(at), end + 1);
    if (static_cast<double>(end - first) <= 2 * plot.width())
        return every_sample(lines, line, to, static_cast<std::size_t>(first), static_cast<std::size_t>(end), steps);
    return every_pixel(lines, line, to);
}

}  // namespace sweeplab
