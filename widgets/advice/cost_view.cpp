#include "widgets/advice/cost_view.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "widgets/advice/cost_words.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr double furthest = 4;  // times the crossing: a doubtful upper end would press the rest together

double end_of_axis(const economics_report& report) {
    const double end = report.lines.back().points.back().units;
    double crossing = 0;
    for (const auto& one : report.break_evens)
        if (one.state == break_even_state::at_volume) crossing = std::max(crossing, one.units_a_month->value);
    return crossing > 0 ? std::min(end, furthest * crossing) : end;
}

cost_series series_of(const cost_line& line, const break_even* found, double end) {
    cost_series series;
    series.name = to_qt(line.name);
    series.api = !found;
    series.points = line.points;
    if (found) series.capacity = found->capacity_a_month;
    if (line.points.back().units <= end) return series;
    const auto last = series.at(end);
    std::erase_if(series.points, [end](const cost_point& point) { return point.units >= end; });
    if (last) series.points.push_back(*last);
    return series;
}

void add_crossing(cost_chart& chart, const break_even& found, int series, double price) {
    if (found.state != break_even_state::at_volume) return;
    const auto& volume = *found.units_a_month;
    chart.crossings.push_back({series,
                               {volume.value, volume.value * price},
                               volume.lo,
                               volume.hi,
                               volume_text(volume.value) + QStringLiteral(" jobs a month")});
}

void add_axes(cost_chart& chart, double end) {
    double most = 0;
    for (const auto& series : chart.series)
        for (const auto& point : series.points) most = std::max({most, point.cost, point.hi.value_or(0)});
    chart.x = make_linear_axis(end, 0);
    chart.x.scale.most = end;  // lines begin and end at the plot's edges
    std::erase_if(chart.x.ticks, [end](double tick) { return tick > end * (1 + 1e-9); });
    chart.y = make_linear_axis(most, 0);
    constexpr int steps = 20;
    for (int i = 0; i <= steps; ++i) chart.stops.push_back(end * i / steps);
    for (const auto& crossing : chart.crossings) chart.stops.push_back(crossing.at.x());
    for (const auto& series : chart.series)
        if (series.ends()) chart.stops.push_back(series.points.back().units);
    std::ranges::sort(chart.stops);
    const auto same = [end](double a, double b) { return std::abs(a - b) < end * 1e-6; };
    chart.stops.erase(std::unique(chart.stops.begin(), chart.stops.end(), same), chart.stops.end());
}

cost_chart chart_of(const cost_basis& basis, const economics_report& report, const api_offer& api) {
    cost_chart chart;
    if (report.lines.empty()) return chart;
    chart.currency = report.currency;
    chart.simulated = basis.simulated;
    const double end = end_of_axis(report);
    std::size_t line = 0;
    for (const auto& found : report.break_evens) {
        if (found.state == break_even_state::unknown) continue;
        chart.series.push_back(series_of(report.lines[line++], &found, end));
        add_crossing(chart, found, static_cast<int>(chart.series.size()) - 1, *api.price_per_unit);
    }
    chart.series.push_back(series_of(report.lines.back(), nullptr, end));
    add_axes(chart, end);
    return chart;
}

void say_what_is_missing(const cost_basis& basis, const api_offer& api, cost_view& view) {
    for (const auto& machine : basis.machines) {
        if (machine.missing.empty()) continue;
        view.missing << QStringLiteral("What %1 costs is not known: enter %2 in its host profile (Hosts, Costs).")
                            .arg(to_qt(machine.work.machine.name), to_qt(join(machine.missing, ", ")));
        view.host_wanted = true;
    }
    if (!basis.machines.empty() && basis.machines.front().work.units_per_s.value <= 0)
        view.missing << QStringLiteral("How many jobs a second were done is not known: give the items in a trial above.");
    if (api.price_per_unit) return;
    const bool tokens = basis.tokens.input && basis.tokens.output;
    view.missing << (tokens
                         ? QStringLiteral("What an API asks for a job is not known: choose its prices here, or enter the "
                                          "prices of a million tokens in the plan (Workload and sweep, Limits and prices) "
                                          "and run it.")
                         : QStringLiteral("What an API asks for a job is not known, and cannot be worked out from prices of "
                                          "tokens: this run's jobs recorded none."));
}

QString standing_on(const cost_basis& basis) {
    QStringList machines;
    for (const auto& machine : basis.machines)
        if (machine.missing.empty())
            machines << QStringLiteral("%1 at %2")
                            .arg(to_qt(machine.work.machine.name), to_qt(workers_in_words(machine.workers)));
    QString words = QStringLiteral(
                        "Throughput of %1, as measured, for all hours of a month; electricity for the hours "
                        "worked.")
                        .arg(machines.join(QStringLiteral(", ")));
    if (basis.machines.front().work.units_per_s.lo) words += QStringLiteral(" Shaded: the 95 % interval of it.");
    else words += QStringLiteral(" No interval: one repeat does not say how much it varies.");
    return words;
}

}  // namespace

std::optional<cost_point> cost_series::at(double volume) const {
    if (points.empty() || volume < 0 || volume > points.back().units * (1 + 1e-9)) return std::nullopt;
    const auto above = std::ranges::find_if(points, [volume](const cost_point& point) { return point.units >= volume; });
    if (above == points.end()) return points.back();
    if (above == points.begin()) return *above;
    const auto& from = *std::prev(above);
    const double share = (volume - from.units) / (above->units - from.units);
    const auto between = [share](double a, double b) { return a + share * (b - a); };
    cost_point found{volume, between(from.cost, above->cost), std::nullopt, std::nullopt};
    if (from.lo && above->lo) found.lo = between(*from.lo, *above->lo);
    if (from.hi && above->hi) found.hi = between(*from.hi, *above->hi);
    return found;
}

QString volume_text(double jobs) {
    if (jobs < 10) return QString::number(jobs, 'g', 2);
    const double step = std::pow(10, std::max(0.0, std::floor(std::log10(jobs)) - 2));
    return QLocale(QLocale::English).toString(std::llround(std::round(jobs / step) * step));
}

cost_view view_of_costs(const cost_basis& basis, const api_offer& api) {
    cost_view view;
    if (basis.machines.empty()) return view;
    std::vector<machine_work> machines;
    for (const auto& machine : basis.machines) machines.push_back(machine.work);
    view.report = make_economics(machines, api);
    say_what_is_missing(basis, api, view);
    const QString when =
        basis.did_it_itself ? QString() : QStringLiteral("If this machine did the work at the throughput measured here: ");
    for (std::size_t i = 0; i < view.report.break_evens.size(); ++i) {
        const auto& found = view.report.break_evens[i];
        const bool unlike = basis.machines[i].missing.empty() && api.price_per_unit &&
                            basis.machines[i].work.machine.currency != api.currency;
        if (unlike) view.missing << to_qt(found.text);
        if (found.state == break_even_state::unknown) continue;
        if (view.headline.isEmpty()) view.headline = when + to_qt(found.text);
        else view.lines << to_qt(found.text);
    }
    if (view.headline.isEmpty()) return view;
    view.lines << standing_on(basis);
    for (const auto& text : basis.left_out) view.lines << to_qt(text);
    view.chart = chart_of(basis, view.report, api);
    return view;
}

point_words describe_volume(const cost_chart& chart, double volume) {
    point_words words;
    words.title = volume_text(volume) + QStringLiteral(" jobs a month");
    const cost_series* cheapest = nullptr;
    double least = 0;
    for (const auto& series : chart.series) {
        const auto point = series.at(volume);
        QString text = QStringLiteral("cannot do that many");
        if (point) {
            text = to_qt(money(point->cost, chart.currency));
            if (point->lo && point->hi)
                if (const auto lo = money(*point->lo, {}), hi = money(*point->hi, {}); lo != hi)
                    text += QStringLiteral(" (%1 – %2)").arg(to_qt(lo), to_qt(hi));
            if (!cheapest || point->cost < least) cheapest = &series, least = point->cost;
        }
        words.rows.emplace_back(series.name, text);
    }
    for (const auto& crossing : chart.crossings)
        if (std::abs(crossing.at.x() - volume) < 1e-6 * chart.x.scale.most) {
            words.note =
                QStringLiteral("Break-even of %1").arg(chart.series[static_cast<std::size_t>(crossing.series)].name);
            return words;
        }
    if (cheapest) words.rows.emplace_back(QStringLiteral("Cheapest"), cheapest->name);
    return words;
}

QString describe_chart(const cost_chart& chart) {
    QStringList parts;
    for (const auto& series : chart.series) {
        const auto& last = series.points.back();
        parts << QStringLiteral("%1: %2 a month for %3 jobs%4")
                     .arg(series.name, to_qt(money(last.cost, chart.currency)), volume_text(last.units),
                          series.ends() ? QStringLiteral(", all it can do") : QString());
    }
    for (const auto& crossing : chart.crossings)
        parts << QStringLiteral("%1 breaks even at %2")
                     .arg(chart.series[static_cast<std::size_t>(crossing.series)].name, crossing.text);
    return parts.join(QStringLiteral("; ")) + QLatin1Char('.');
}

}  // namespace sweeplab
