#include "widgets/report/chart_picture.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "widgets/charts/panel_fonts.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr double entry_gap = 20, reach = 9;

std::vector<double> counts_in(const report_chart_data& chart) {
    const auto* lines = std::get_if<line_chart>(&chart);
    return lines ? counts_of(*lines) : std::vector<double>{};
}

double most_in(const report_chart_data& chart) {
    const auto* lines = std::get_if<line_chart>(&chart);
    return lines ? most_of(*lines) : 100;
}

}  // namespace

QString title_of(const report_chart_data& chart) {
    return std::visit([](const auto& one) { return to_qt(one.title); }, chart);
}

QString description_of(const report_chart_data& chart) {
    return std::visit([](const auto& one) { return to_qt(sweeplab::description_of(one)); }, chart);
}

chart_picture::chart_picture(report_chart_data chart, double width, const QFont& font)
    : chart_(std::move(chart)),
      font_(sized(font, 1)),
      small_(sized(font, 0.95)),
      counts_(frame_, counts_in(chart_)),
      values_(frame_, most_in(chart_)) {
    lay_out(width);
    place_entries();
    find_spots();
}

void chart_picture::lay_out(double width) {
    const QFontMetricsF letters(small_);
    double widest = 0;
    for (const double tick : values_.ticks())
        widest = std::max(widest, letters.horizontalAdvance(to_qt(values_.text_of(tick))));
    frame_.width = width;
    frame_.left = std::ceil(widest) + 10;
    frame_.right = width - 2;
    frame_.top = std::ceil(QFontMetricsF(font_).height()) + 10;
    frame_.bottom = frame_.top + std::clamp(width * 0.36, 150.0, 280.0);
}

std::vector<chart_picture::entry> chart_picture::entries() const {
    std::vector<entry> all;
    if (const auto* lines = std::get_if<line_chart>(&chart_)) {
        for (std::size_t i = 0; i < lines->lines.size(); ++i)
            all.push_back({sign::line, static_cast<int>(i), to_qt(lines->lines[i].name), {}});
        if (lines->band.size() > 1) all.push_back({sign::band, 0, to_qt(lines->band_name), {}});
        return all;
    }
    const auto& bars = std::get<stacked_chart>(chart_);
    for (std::size_t part = 0; part < bars.parts.size(); ++part) {
        const auto occurs = [part](const auto& shares) { return part < shares.size() && shares[part] > 0; };
        if (std::ranges::any_of(bars.shares, occurs))
            all.push_back({sign::part, static_cast<int>(part), to_qt(bars.parts[part]), {}});
    }
    return all;
}

// Side by side below the axis, in further lines where the width ends.
void chart_picture::place_entries() {
    const QFontMetricsF letters(font_);
    const double line = std::ceil(letters.height()) + 5;
    double x = frame_.left, y = frame_.bottom + 14 + 2 * std::ceil(QFontMetricsF(small_).height()) + line / 2;
    entries_ = entries();
    for (auto& one : entries_) {
        const double wide = sign_room + letters.horizontalAdvance(one.name);
        if (x + wide > frame_.right && x > frame_.left) {
            x = frame_.left;
            y += line;
        }
        one.at = {x, y};
        x += wide + entry_gap;
    }
    frame_.height = y + line / 2 + 2;
}

QRectF chart_picture::bar_part(std::size_t bar, double below, double share) const {
    const auto& chart = std::get<stacked_chart>(chart_);
    const double step = (frame_.right - frame_.left) / static_cast<double>(std::max<std::size_t>(chart.bars.size(), 1));
    const double wide = std::min(56.0, step * 0.7);
    const double x = frame_.left + step * (static_cast<double>(bar) + 0.5);
    return {QPointF(x - wide / 2, values_.at(below + share)), QPointF(x + wide / 2, values_.at(below))};
}

void chart_picture::find_spots() {
    if (const auto* lines = std::get_if<line_chart>(&chart_)) {
        for (const auto& line : lines->lines)
            for (const auto& point : line.points) {
                QString tip = to_qt(point_text(*lines, line, point));
                if (point.lo && point.hi)
                    tip += QStringLiteral("\n95 %: %1 – %2").arg(*point.lo, 0, 'g', 4).arg(*point.hi, 0, 'g', 4);
                spots_.push_back({QRectF(at(point) - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)), tip});
            }
        return;
    }
    const auto& bars = std::get<stacked_chart>(chart_);
    for (std::size_t bar = 0; bar < bars.bars.size(); ++bar) {
        double below = 0;
        for (std::size_t part = 0; part < bars.parts.size() && part < bars.shares[bar].size(); ++part) {
            const double share = std::max(0.0, bars.shares[bar][part]);
            if (!(share > 0)) continue;
            spots_.push_back({bar_part(bar, below, share), to_qt(part_text(bars.parts[part], share))});
            below += share;
        }
    }
}

QString chart_picture::tip_at(QPointF place) const {
    const auto found = std::ranges::find_if(spots_, [&](const spot& one) { return one.place.contains(place); });
    return found == spots_.end() ? QString() : found->tip;
}

std::vector<QString> chart_picture::tips() const {
    std::vector<QString> all;
    for (const auto& one : spots_) all.push_back(one.tip);
    return all;
}

}  // namespace sweeplab
