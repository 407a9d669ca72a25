#include "widgets/charts/figure_chart_data.h"

#include <algorithm>
#include <set>

#include "widgets/charts/chart_axes.h"
#include "widgets/charts/figure_panels.h"
#include "widgets/charts/load_words.h"
#include "widgets/charts/soak_words.h"

namespace sweeplab {
namespace {

constexpr std::array readings = {std::pair{milestone_reading::first, "first"},
                                 std::pair{milestone_reading::middle, "middle"}, std::pair{milestone_reading::last, "last"}};

QString caption_of(const panel_draft& draft, bool log) {
    const auto any = [&](auto holds) {
        return std::ranges::any_of(draft.panel.series,
                                   [&](const auto& series) { return std::ranges::any_of(series.points, holds); });
    };
    QString text = draft.caption + QStringLiteral(", ") + draft.unit.symbol;
    if (log) text += QStringLiteral(" (log₂)");
    if (any([](const chart_point& point) { return point.shown.lo.has_value(); }))
        text += QStringLiteral(" · whiskers: 95 %");
    if (any([](const chart_point& point) { return point.shown.repeats.size() > 1; }))
        text += QStringLiteral(" · dots: repeats");
    return text;
}

double most_of(const chart_panel& panel) {
    double most = 0;
    for (const auto& series : panel.series)
        for (const auto& point : series.points) most = std::max({most, point.shown.value, point.shown.hi.value_or(0)});
    return most;
}

}  // namespace

QString to_text(milestone_reading reading) {
    const auto found = std::ranges::find(readings, reading, [](const auto& one) { return one.first; });
    return QString::fromLatin1(found->second);
}

std::optional<milestone_reading> milestone_reading_from(const QString& text) {
    for (const auto& [reading, name] : readings)
        if (text == QLatin1String(name)) return reading;
    return std::nullopt;
}

chart_series& panel_draft::add_series(const figure_run& run, const QString& label, int number) {
    auto& series = panel.series.emplace_back();
    series.run = run.run;
    series.label = label;
    series.host = run.host;
    series.number = number;
    series.simulated = run.simulated;
    series.measured_counts = 1;
    panel.simulated |= run.simulated;
    return series;
}

void panel_draft::add_point(chart_series& series, int count, const chart_value& value, point_words words) {
    if (!can_be_drawn(value, quantity)) return;
    chart_point point;
    point.workers = point.source.workers = count;
    point.shown = value;
    point.shown.value *= unit.factor;
    if (point.shown.lo) *point.shown.lo *= unit.factor;
    if (point.shown.hi) *point.shown.hi *= unit.factor;
    for (double& repeat : point.shown.repeats) repeat *= unit.factor;
    point.words = std::move(words);
    series.points.push_back(std::move(point));
}

figure_panel finish_panel(panel_draft draft) {
    auto chart = std::make_shared<scaling_chart_data>();
    chart->quantity = draft.quantity;
    chart->units[static_cast<std::size_t>(draft.quantity)] = draft.unit;
    std::set<int> counts(draft.workers.begin(), draft.workers.end());
    for (const auto& series : draft.panel.series)
        for (const auto& point : series.points) counts.insert(point.workers);
    chart->workers.assign(counts.begin(), counts.end());
    chart->panels.push_back(std::move(draft.panel));
    add_axes(*chart);
    auto& panel = chart->panels.front();
    panel.accessible_name = QStringLiteral("Chart of %1, %2").arg(panel.title, draft.caption.toLower());
    const double most = std::max(most_of(panel), draft.least_most);
    if (draft.from_zero) chart->y = make_linear_axis(most > 0 ? most : 1, 0);
    draft.panel = panel;
    chart->x_caption = draft.x_caption;
    chart->y_caption = caption_of(draft, chart->y.scale.log);
    return {draft.kind, panel.title, draft.unit.symbol, std::move(chart)};
}

figure_chart_data make_figure_chart(const figure_content& content) {
    figure_chart_data data;
    for (auto make : {milestone_panels, solved_panels, native_panels})
        for (auto& draft : make(content)) data.panels.push_back(finish_panel(std::move(draft)));
    for (const auto& run : content.runs)
        for (const auto& curve : run.report->milestones.curves) data.several_instances |= curve.instances > 1;
    const auto rates = std::ranges::count(data.panels, figure_kind::native, &figure_panel::kind);
    if (rates > 1) data.footnotes << QStringLiteral("Every kernel has an axis and a unit of its own.");
    data.loads = make_load_charts(content.runs, content.load);
    data.footnotes << load_footnotes(data.loads);
    data.soaks = make_soak_charts(content.runs, content.soak);
    data.footnotes << soak_footnotes(data.soaks);
    return data;
}

}  // namespace sweeplab
