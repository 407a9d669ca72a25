#include "widgets/charts/soak_geometry.h"

#include <QFontMetricsF>
#include <algorithm>
#include <array>
#include <cmath>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/soak_words.h"

namespace sweeplab {
namespace {

constexpr double padding = 14;
constexpr double tick_gap = 7;
constexpr double between = 9;  // plots
constexpr double pixels_a_time_tick = 90;
constexpr double draws = 7;          // pixels beside the plots that still draw the pointer
constexpr int least_plot = 74;       // with its caption
constexpr int around_plots = 96;     // title, time axis, its caption
constexpr double first_share = 1.5;  // of the gaps, whose three lines need room

constexpr double s = 1e9;
constexpr std::array tidy_steps{0.1 * s,  0.2 * s,   0.5 * s,   1 * s,     2 * s,     5 * s,      10 * s,    20 * s,
                                30 * s,   60 * s,    120 * s,   300 * s,   600 * s,   1200 * s,   1800 * s,  3600 * s,
                                7200 * s, 10800 * s, 21600 * s, 43200 * s, 86400 * s, 172800 * s, 432000 * s};

class soak_layout {
public:
    soak_layout(QSizeF size, const soak_chart& chart, const panel_fonts& fonts)
        : chart_(chart), small_(fonts.small), title_(fonts.title) {
        out_.window = chart.window;
        set_rows(size);
        if (!chart.drawn()) return;
        for (std::size_t i = 0; i < out_.plots.size(); ++i) draw_lines(out_.plots[i], chart.plots[i]);
        set_time_ticks();
        place_parts();
    }
    soak_geometry take() { return std::move(out_); }

private:
    // From top to bottom first: how high a plot is decides on its ticks, and their widths on where the plots begin.
    void set_rows(QSizeF size) {
        out_.card = QRectF(QPointF(0, 0), size);
        const QRectF inside = out_.card.adjusted(padding, padding - 3, -padding, -padding + 4);
        const double line = small_.height();
        out_.title_row = QRectF(inside.left(), inside.top(), inside.width(), title_.height());
        out_.x_caption_row = QRectF(inside.left(), inside.bottom() - line, inside.width(), line);
        if (!chart_.drawn()) return;
        double y = out_.title_row.bottom() + 4;
        const double bottom = std::round(out_.x_caption_row.top() - 4 - line - tick_gap);
        const auto count = static_cast<double>(chart_.plots.size());
        const double room = std::max(40 * count, bottom - y - count * (line + 3) - (count - 1) * between);
        const double shares = count - 1 + (several_lines() ? first_share : 1);
        double widest = 0;
        for (std::size_t i = 0; i < chart_.plots.size(); ++i) {
            auto& plot = out_.plots.emplace_back();
            plot.scale = chart_.plots[i].axis.scale;
            plot.caption_row = QRectF(inside.left(), y, inside.width(), line);
            const double share = i == 0 && several_lines() ? first_share : 1;
            plot.area = QRectF(inside.left(), std::round(y + line + 3), inside.width(), std::floor(room * share / shares));
            y = plot.area.bottom() + between;
            const int most = std::max(2, static_cast<int>(plot.area.height() / (line * 1.6)));
            for (const double tick : tidy_ticks(plot.scale, most)) {
                plot.ticks.push_back({plot.y(tick), tick_text(tick)});
                widest = std::max(widest, small_.horizontalAdvance(plot.ticks.back().text));
            }
        }
        const double left = std::round(inside.left() + widest + tick_gap);
        for (auto* row : {&out_.title_row, &out_.x_caption_row}) row->setLeft(left);
        for (auto& plot : out_.plots) {
            plot.caption_row.setLeft(left);
            plot.area.setLeft(left);
            plot.area.setRight(std::round(inside.right()));
        }
    }

    bool several_lines() const { return !chart_.plots.empty() && chart_.plots.front().lines.size() > 1; }

    void draw_lines(soak_plot_place& place, const soak_drawn_plot& plot) {
        for (const auto& drawn : plot.lines) place.lines.push_back(pieces_of(place, drawn.line));
        for (const auto& trend : plot.trends)
            place.trends.emplace_back(out_.x(static_cast<double>(trend.from_ns)), place.y(trend.from),
                                      out_.x(static_cast<double>(trend.to_ns)), place.y(trend.to));
    }

    // No more values than pixels can show, the highs and lows of each kept.
    std::vector<QPolygonF> pieces_of(const soak_plot_place& place, const soak_line& whole) const {
        const auto line = thinned(whole, static_cast<std::size_t>(std::max(1.0, place.area.width())));
        std::vector<QPolygonF> pieces;
        for (const auto& one : line.values) {
            if (pieces.empty() || !one.joined) pieces.emplace_back();
            pieces.back() << QPointF(out_.x(static_cast<double>(line.place_of(one))), place.y(one.value));
        }
        return pieces;
    }

    // At round times of what was measured, which do not count interruptions.
    void set_time_ticks() {
        if (out_.plots.empty()) return;
        const auto& course = chart_.course;
        const double width = out_.right() - out_.left();
        const double most = std::max(2.0, std::floor(width / pixels_a_time_tick));
        const double wanted = out_.window.length() / most;
        const auto found = std::ranges::find_if(tidy_steps, [&](double step) { return step >= wanted; });
        const double step = found == tidy_steps.end() ? std::ceil(wanted / (864000 * s)) * 864000 * s : *found;
        for (double at = 0;; at += step) {
            const double place = static_cast<double>(course.place_of_measured(static_cast<std::int64_t>(at)));
            if (place > out_.window.to) break;
            out_.x_ticks.push_back({out_.x(place), clock_tick_text(static_cast<std::int64_t>(at), step < s)});
        }
    }

    void place_parts() {
        const auto& parts = chart_.course.parts;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const auto settled = static_cast<double>(parts[i].begin_ns) + chart_.settled_after_s * s;
            const double to = chart_.course.live && i + 1 == parts.size()
                                  ? std::min(settled, out_.window.to)
                                  : std::min(settled, static_cast<double>(parts[i].end_ns));
            out_.settling.emplace_back(out_.x(static_cast<double>(parts[i].begin_ns)), out_.x(to));
            if (i == 0) continue;
            out_.breaks.push_back({out_.x(static_cast<double>(parts[i - 1].end_ns)),
                                   out_.x(static_cast<double>(parts[i].begin_ns)),
                                   interruption_text(parts[i - 1], parts[i])});
        }
    }

    const soak_chart& chart_;
    QFontMetricsF small_, title_;
    soak_geometry out_;
};

// Where the keys stop: at the values of the line that has most of them.
const soak_line* line_with_most(const soak_chart& chart) {
    const soak_line* most = nullptr;
    for (const auto& plot : chart.plots)
        for (const auto& drawn : plot.lines)
            if (!most || drawn.line.values.size() > most->values.size()) most = &drawn.line;
    return most;
}

}  // namespace

QSize least_soak_panel(const std::vector<soak_chart_ptr>& charts) {
    std::size_t plots = 1;
    for (const auto& chart : charts) plots = std::max(plots, chart->plots.size());
    return {340, around_plots + static_cast<int>(plots) * least_plot};
}

soak_geometry lay_out_soak(QSizeF size, const soak_chart& chart, const panel_fonts& fonts) {
    return soak_layout(size, chart, fonts).take();
}

std::optional<std::int64_t> soak_time_under(const soak_geometry& geometry, QPointF at) {
    if (geometry.plots.empty()) return std::nullopt;
    if (at.x() < geometry.left() - draws || at.x() > geometry.right() + draws) return std::nullopt;
    if (at.y() < geometry.top() - draws || at.y() > geometry.bottom() + draws) return std::nullopt;
    const double share = std::clamp((at.x() - geometry.left()) / (geometry.right() - geometry.left()), 0.0, 1.0);
    return static_cast<std::int64_t>(geometry.window.at_share(share));
}

std::optional<std::int64_t> moved_soak_time(const soak_chart& chart, std::optional<std::int64_t> from, panel_move move) {
    const auto* line = line_with_most(chart);
    if (!line || line->empty()) return std::nullopt;
    const auto& values = line->values;
    const auto at = [&](std::ptrdiff_t place) {
        return line->place_of(
            values[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(place, 0, std::ssize(values) - 1))]);
    };
    if (move == panel_move::last) return at(std::ssize(values) - 1);
    if (!from || move == panel_move::first) return at(0);
    const auto place_of = [&](const soak_value& one) { return line->place_of(one); };
    const auto left = move == panel_move::left || move == panel_move::up;
    // Up and down go faster.
    const auto far = std::max<std::ptrdiff_t>(1, std::ssize(values) / 20);
    const auto by = move == panel_move::left || move == panel_move::right ? 1 : far;
    if (left) return at(std::ranges::lower_bound(values, *from, {}, place_of) - values.begin() - by);
    return at(std::ranges::upper_bound(values, *from, {}, place_of) - values.begin() + by - 1);
}

obstacles obstacles_in(const soak_geometry& geometry) {
    obstacles around;
    for (const auto& plot : geometry.plots)
        for (const auto& line : plot.lines)
            for (const auto& piece : line)
                for (qsizetype i = 0; i + 1 < piece.size(); i += std::max<qsizetype>(1, piece.size() / 60))
                    around.lines.emplace_back(piece[i], piece[i + 1]);
    return around;
}

}  // namespace sweeplab
