#include "widgets/compare/ratio_geometry.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/chart_words.h"

namespace sweeplab {
namespace {

constexpr double padding = 14;
constexpr double tick_gap = 7;
constexpr double draws = 22;         // pixels from which a point draws the pointer
constexpr double sideways = 9;       // between points of several series at one worker count
constexpr double most_names = 0.22;  // of the width

class ratio_layout {
public:
    ratio_layout(QSizeF size, const ratio_chart& chart, const panel_fonts& fonts)
        : chart_(chart), small_(fonts.small), text_(fonts.text), bold_(fonts.text_bold) {
        out_.x = chart.x;
        out_.y = chart.y.scale;
        set_rows(size);
        set_ticks();
        place_band();
        place_marks();
    }
    ratio_geometry take() { return std::move(out_); }

private:
    double name_width(double most) const {
        double widest = 0;
        for (const auto& series : chart_.series) widest = std::max(widest, text_.horizontalAdvance(series.name) + 18);
        return chart_.series.size() > 1 ? std::min(std::ceil(widest) + 1, most) : 0;
    }

    void set_rows(QSizeF size) {
        out_.card = QRectF(QPointF(0, 0), size);
        const QRectF inside = out_.card.adjusted(padding, padding - 3, -padding, -padding + 4);
        double ticks = 0;
        for (const double tick : chart_.y.ticks) ticks = std::max(ticks, small_.horizontalAdvance(text_of(tick)));
        const double names = name_width(most_names * size.width());
        const double left = std::round(inside.left() + std::max(ticks + tick_gap, names + tick_gap));
        const double right = std::round(inside.right());
        out_.caption_row = QRectF(inside.left(), inside.top(), right - inside.left(), small_.height());
        const double line = bold_.height() + 2;
        const auto rows = static_cast<double>(chart_.series.size());
        double y = std::round(inside.bottom() - rows * line);
        for (const auto& series : chart_.series) {
            out_.verdict_rows.emplace_back(inside.left(), y, right - inside.left(), line);
            out_.row_names.push_back(text_.elidedText(series.name, Qt::ElideMiddle, left - inside.left() - 18 - tick_gap));
            y += line;
        }
        const double rows_top = out_.verdict_rows.front().top();
        out_.x_caption_row = QRectF(left, rows_top - 4 - small_.height(), right - left, small_.height());
        const double top = std::round(out_.caption_row.bottom() + 8);
        const double bottom = std::round(out_.x_caption_row.top() - 3 - small_.height() - tick_gap);
        out_.plot = QRectF(QPointF(left, top), QPointF(std::max(right, left + 40), std::max(bottom, top + 40)));
    }

    static QString text_of(double tick) { return tick_text(tick) + QStringLiteral("×"); }

    void set_ticks() {
        std::vector<double> centres, widths;
        for (const int count : chart_.workers) {
            out_.x_ticks.push_back({out_.to_pixel(count, 1).x(), tick_text(count), true});
            centres.push_back(out_.x_ticks.back().at);
            widths.push_back(small_.horizontalAdvance(out_.x_ticks.back().text));
        }
        const auto fits = fitting_labels(centres, widths, std::vector<int>(centres.size(), 0), 8);
        for (std::size_t i = 0; i < fits.size(); ++i) out_.x_ticks[i].shown = fits[i];
        // 1 stays whatever else has to go.
        const double apart = small_.height() * 1.5;
        const double one = out_.to_pixel(1, 1).y();
        double last = std::numeric_limits<double>::infinity();
        for (const double tick : chart_.y.ticks) {
            const double y = out_.to_pixel(1, tick).y();
            const bool is_one = std::abs(tick - 1) < 1e-9;
            if (!is_one && (std::abs(y - one) < apart || std::abs(y - last) < apart)) continue;
            out_.y_ticks.push_back({y, text_of(tick), true});
            last = y;
        }
    }

    void place_band() {
        const double top = out_.to_pixel(1, 1 + chart_.threshold).y();
        const double bottom = out_.to_pixel(1, 1 / (1 + chart_.threshold)).y();
        out_.threshold_band = QRectF(QPointF(out_.plot.left(), top), QPointF(out_.plot.right(), bottom));
        out_.one_y = out_.to_pixel(1, 1).y();
    }

    void place_marks() {
        const auto several = static_cast<double>(chart_.series.size());
        for (std::size_t s = 0; s < chart_.series.size(); ++s) {
            const double shift = (static_cast<double>(s) - (several - 1) / 2) * sideways;
            const auto& points = chart_.series[s].points;
            for (std::size_t p = 0; p < points.size(); ++p) {
                const auto& ratio = points[p].ratio;
                ratio_mark mark;
                mark.place = {s, p};
                mark.at = out_.to_pixel(points[p].workers, ratio.value) + QPointF(shift, 0);
                if (ratio.lo && ratio.hi) {
                    mark.cut_above = *ratio.hi > out_.y.most;
                    mark.cut_below = *ratio.lo < out_.y.least;
                    const double upper = mark.cut_above ? out_.plot.top() : out_.to_pixel(1, *ratio.hi).y();
                    const double lower = mark.cut_below ? out_.plot.bottom() : out_.to_pixel(1, *ratio.lo).y();
                    mark.whisker = QLineF(mark.at.x(), upper, mark.at.x(), lower);
                }
                place_words(mark, s, points);
                out_.marks.push_back(std::move(mark));
            }
        }
    }

    // Between its neighbours, so that no verdict touches the next one.
    void place_words(ratio_mark& mark, std::size_t series, const std::vector<compared_point>& points) const {
        const std::size_t p = mark.place.point;
        const double x = out_.to_pixel(points[p].workers, 1).x();
        double room = 2 * std::min(x - out_.plot.left() + 40, out_.card.right() - 4 - x);
        if (chart_.series.size() > 1) room = std::min(room, 2 * (x - out_.plot.left() + tick_gap));
        for (const std::size_t other : {p - 1, p + 1})
            if (other < points.size()) room = std::min(room, std::abs(out_.to_pixel(points[other].workers, 1).x() - x) - 6);
        const auto decided = points[p].decided;
        const QString whole = sign_of(decided) + QLatin1Char(' ') + short_words_of(decided);
        mark.words = bold_.horizontalAdvance(whole) <= room ? whole : sign_of(decided);
        const double width = bold_.horizontalAdvance(mark.words) + 2;
        const QRectF& row = out_.verdict_rows[series];
        mark.words_area = QRectF(x - width / 2, row.top(), width, row.height());
    }

    const ratio_chart& chart_;
    QFontMetricsF small_, text_, bold_;
    ratio_geometry out_;
};

}  // namespace

QPointF ratio_geometry::to_pixel(double workers, double ratio) const {
    return {plot.left() + x.to_share(workers) * plot.width(), plot.bottom() - y.to_share(ratio) * plot.height()};
}

const ratio_mark* ratio_geometry::mark_at(const ratio_place& place) const {
    const auto found = std::ranges::find(marks, place, &ratio_mark::place);
    return found == marks.end() ? nullptr : &*found;
}

QSize least_ratio_panel(std::size_t series) { return {260, 230 + 18 * static_cast<int>(series)}; }

ratio_geometry lay_out_ratios(QSizeF size, const ratio_chart& chart, const panel_fonts& fonts) {
    return ratio_layout(size, chart, fonts).take();
}

std::optional<ratio_place> place_under(const ratio_geometry& geometry, QPointF at) {
    const ratio_mark* nearest = nullptr;
    double least = draws;
    for (const auto& mark : geometry.marks) {
        if (mark.words_area.contains(at)) return mark.place;
        const double away = QLineF(mark.at, at).length();
        if (away > least) continue;
        least = away;
        nearest = &mark;
    }
    return nearest ? std::optional(nearest->place) : std::nullopt;
}

obstacles obstacles_in(const ratio_geometry& geometry) {
    obstacles around;
    for (const auto& mark : geometry.marks) {
        around.areas.push_back(QRectF(mark.at - QPointF(7, 7), mark.at + QPointF(7, 7)));
        if (mark.whisker) around.lines.push_back(*mark.whisker);
        around.areas.push_back(mark.words_area);
    }
    return around;
}

}  // namespace sweeplab
