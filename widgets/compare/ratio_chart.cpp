#include "widgets/compare/ratio_chart.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/analysis/words.h"
#include "widgets/charts/chart_words.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr double beyond_points = 3;  // intervals from two repeats may reach over every ratio there is: they are cut off
constexpr double room = 1.04;        // between the outermost mark and the plot's edge

value_axis axis_of(const ratio_chart& chart) {
    double least = 1 / (1 + chart.threshold), most = 1 + chart.threshold;
    for (const auto& series : chart.series)
        for (const auto& point : series.points) {
            least = std::min(least, point.ratio.value);
            most = std::max(most, point.ratio.value);
        }
    const double lowest = least / beyond_points, highest = most * beyond_points;
    for (const auto& series : chart.series)
        for (const auto& point : series.points) {
            least = std::min(least, std::max(lowest, point.ratio.lo.value_or(point.ratio.value)));
            most = std::max(most, std::min(highest, point.ratio.hi.value_or(point.ratio.value)));
        }
    auto axis = make_log_axis(least / room, most * room);
    // 1 is what everything is read against.
    const auto is_one = [](double tick) { return std::abs(tick - 1) < 1e-9; };
    if (std::ranges::none_of(axis.ticks, is_one)) {
        const double near = std::log(axis.scale.most / axis.scale.least) * 0.07;
        std::erase_if(axis.ticks, [&](double tick) { return std::abs(std::log(tick)) < near; });
        axis.ticks.push_back(1);
        std::ranges::sort(axis.ticks);
    }
    return axis;
}

// The point of a series that is nearest to a worker count.
std::size_t nearest_point(const ratio_series& series, int workers) {
    const auto away = [&](const compared_point& point) {
        return std::abs(std::log2(static_cast<double>(point.workers) / workers));
    };
    return static_cast<std::size_t>(std::ranges::min_element(series.points, {}, away) - series.points.begin());
}

QString time_text(const value_interval& time, const std::vector<double>& repeats) {
    QString text = to_qt(seconds_in_words(time.value));
    if (time.lo && time.hi)
        text += QStringLiteral(" (%1 – %2)").arg(to_qt(seconds_in_words(*time.lo)), to_qt(seconds_in_words(*time.hi)));
    return text + QStringLiteral(", %1").arg(counted(static_cast<long long>(repeats.size()), "repeat", "repeats"));
}

}  // namespace

ratio_chart make_ratio_chart(const comparison_sheet& sheet) {
    ratio_chart chart;
    chart.against = sheet.against_name;
    chart.threshold = sheet.asked.threshold;
    std::set<int> counts;
    for (std::size_t i = 0; i < sheet.all.size(); ++i) {
        const auto& one = sheet.all[i];
        if (one.points.empty()) continue;
        chart.series.push_back(
            {sheet.names[static_cast<qsizetype>(i)], static_cast<int>(i) + 1, one.points, sheet.simulated(i)});
        chart.simulated |= sheet.simulated(i);
        for (const auto& point : one.points) counts.insert(point.workers);
    }
    chart.workers.assign(counts.begin(), counts.end());
    if (chart.empty()) return chart;
    chart.x = make_workers_scale(chart.workers);
    chart.y = axis_of(chart);
    return chart;
}

std::optional<ratio_place> moved_place(const ratio_chart& chart, const std::optional<ratio_place>& from, panel_move move) {
    if (chart.empty()) return std::nullopt;
    const ratio_place at = from.value_or(ratio_place{});
    const std::size_t last = chart.series[at.series].points.size() - 1;
    const auto beside = [&](std::size_t series) {
        return ratio_place{series, nearest_point(chart.series[series], chart.series[at.series].points[at.point].workers)};
    };
    switch (move) {
        case panel_move::first: return ratio_place{at.series, 0};
        case panel_move::last: return ratio_place{at.series, last};
        case panel_move::left: return ratio_place{at.series, from && at.point > 0 ? at.point - 1 : 0};
        case panel_move::right: return ratio_place{at.series, from ? std::min(last, at.point + 1) : 0};
        case panel_move::up: return from && at.series > 0 ? beside(at.series - 1) : at;
        case panel_move::down: return from && at.series + 1 < chart.series.size() ? beside(at.series + 1) : at;
    }
    return at;
}

QString sign_of(verdict value) {
    switch (value) {
        case verdict::faster: return QStringLiteral("▼");
        case verdict::slower: return QStringLiteral("▲");
        case verdict::no_difference: return QStringLiteral("=");
        case verdict::undecided: break;
    }
    return QStringLiteral("?");
}

QString short_words_of(verdict value) {
    switch (value) {
        case verdict::faster: return QStringLiteral("faster");
        case verdict::slower: return QStringLiteral("slower");
        case verdict::no_difference: return QStringLiteral("no difference");
        case verdict::undecided: break;
    }
    return QStringLiteral("needs repeats");
}

QString interval_text(const value_interval& value) {
    if (!value.lo || !value.hi) return {};
    return QStringLiteral("%1 – %2").arg(to_qt(ratio_in_words(*value.lo)), to_qt(ratio_in_words(*value.hi)));
}

point_words describe_ratio(const ratio_chart& chart, const ratio_place& place) {
    const auto& series = chart.series[place.series];
    const auto& point = series.points[place.point];
    point_words words;
    words.title = series.name + QStringLiteral(", ") + workers_text(point.workers);
    if (series.simulated) words.title += QStringLiteral(" (simulated)");
    words.rows.emplace_back(QStringLiteral("Ratio"), to_qt(ratio_in_words(point.ratio.value)));
    words.rows.emplace_back(QStringLiteral("95 %"),
                            point.ratio.lo ? interval_text(point.ratio) : QStringLiteral("one repeat: no interval"));
    words.rows.emplace_back(QStringLiteral("Verdict"), to_qt(in_words(point.decided, chart.threshold)));
    words.rows.emplace_back(QStringLiteral("Time here"), time_text(point.a_time_s, point.a_s));
    words.rows.emplace_back(QStringLiteral("Against"), time_text(point.b_time_s, point.b_s));
    return words;
}

QString describe_ratio_chart(const ratio_chart& chart) {
    QStringList lines;
    for (const auto& series : chart.series) {
        QStringList points;
        for (const auto& point : series.points)
            points << QStringLiteral("%1: %2, %3")
                          .arg(workers_text(point.workers), to_qt(ratio_in_words(point.ratio.value)),
                               to_qt(in_words(point.decided, chart.threshold)));
        lines << QStringLiteral("%1 over %2. ").arg(series.name, chart.against) + points.join(QStringLiteral("; "));
    }
    return lines.join(QStringLiteral(". "));
}

}  // namespace sweeplab
