// Milestones: a panel for each run, a line for each milestone, all on one axis.
#include <algorithm>
#include <set>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/figure_panels.h"

namespace sweeplab {
namespace {

double most_of(const figure_content& content) {
    double most = 0;
    for (const auto& run : content.runs)
        for (const auto& curve : run.report->milestones.curves)
            for (const auto& point : curve.points)
                if (const auto value = reading_of(point, content.reading))
                    most = std::max({most, value->value, value->hi.value_or(0)});
    return most;
}

std::vector<int> all_workers(const figure_content& content) {
    std::set<int> counts;
    for (const auto& run : content.runs)
        for (const auto& curve : run.report->milestones.curves)
            for (const auto& point : curve.points) counts.insert(point.workers);
    return {counts.begin(), counts.end()};
}

QString seconds(double value, const display_unit& unit) {
    return number_text(value * unit.factor) + QLatin1Char(' ') + unit.symbol;
}

// How much of the time that everything takes.
std::optional<double> share_of_whole(const milestone_report& report, const milestone_point& point) {
    for (const auto& whole : report.curves.back().points)
        if (whole.workers == point.workers && whole.last_s && point.last_s) return point.last_s->value / whole.last_s->value;
    return std::nullopt;
}

point_words words_of(const figure_run& run, const milestone_curve& curve, const milestone_point& point,
                     const display_unit& unit) {
    point_words words;
    words.title = QString::fromStdString(curve.name) + QStringLiteral(", ") + workers_text(point.workers);
    if (run.simulated) words.title += QStringLiteral(" (simulated)");
    if (curve.instances > 1) {
        if (point.first_s) words.rows.emplace_back(QStringLiteral("First"), seconds(*point.first_s, unit));
        if (point.median_s) words.rows.emplace_back(QStringLiteral("Middle"), seconds(*point.median_s, unit));
    }
    if (point.last_s) {
        QString text = seconds(point.last_s->value, unit);
        if (point.last_s->lo && point.last_s->hi)
            text += QStringLiteral(" (%1 – %2)")
                        .arg(number_text(*point.last_s->lo * unit.factor), number_text(*point.last_s->hi * unit.factor));
        words.rows.emplace_back(
            curve.instances > 1 ? QStringLiteral("Last of %1").arg(curve.instances) : QStringLiteral("Ready after"), text);
    }
    if (&curve != &run.report->milestones.curves.back())
        if (const auto share = share_of_whole(run.report->milestones, point))
            words.rows.emplace_back(QStringLiteral("Of everything"), QStringLiteral("%1 %").arg(qRound(*share * 100)));
    words.rows.emplace_back(
        QStringLiteral("Repeats"),
        QString::number(point.trials) + (point.trials == 1 ? QStringLiteral(" (no interval)") : QString()));
    return words;
}

QString caption_of(milestone_reading reading, bool several) {
    if (!several) return QStringLiteral("Ready after");
    switch (reading) {
        case milestone_reading::first: return QStringLiteral("First one ready after");
        case milestone_reading::middle: return QStringLiteral("Middle one ready after");
        case milestone_reading::last: return QStringLiteral("Last one ready after");
    }
    return {};
}

}  // namespace

std::optional<value_interval> reading_of(const milestone_point& point, milestone_reading reading) {
    const auto without_interval = [](std::optional<double> value) {
        return value ? std::optional(value_interval{*value, {}, {}}) : std::nullopt;
    };
    switch (reading) {
        case milestone_reading::first: return without_interval(point.first_s);
        case milestone_reading::middle: return without_interval(point.median_s);
        case milestone_reading::last: return point.last_s;
    }
    return std::nullopt;
}

std::vector<panel_draft> milestone_panels(const figure_content& content) {
    std::vector<panel_draft> drafts;
    QStringList names;  // a milestone has the same colour in every panel
    const double most = most_of(content);
    const auto unit = choose_unit(chart_quantity::time, 0, most, {});
    for (const auto& run : content.runs) {
        const auto& curves = run.report->milestones.curves;
        if (curves.empty()) continue;
        auto& draft = drafts.emplace_back();
        draft.kind = figure_kind::milestones;
        draft.unit = unit;
        draft.from_zero = true;  // stages follow each other: their lengths are what is compared
        draft.least_most = most * unit.factor;
        draft.workers = all_workers(content);
        draft.x_caption = x_caption();
        draft.panel.title = content.runs.size() == 1 ? QStringLiteral("Milestones") : run.label;
        draft.panel.subtitle = content.runs.size() == 1 ? run.run_name : QStringLiteral("Milestones");
        draft.panel.why_none = QStringLiteral("No trial in which a milestone was reached is counted");
        const bool several = std::ranges::any_of(curves, [](const auto& curve) { return curve.instances > 1; });
        draft.caption = caption_of(content.reading, several);
        for (const auto& curve : curves) {
            const QString name = QString::fromStdString(curve.name);
            if (!names.contains(name)) names << name;
            auto& series = draft.add_series(run, name, static_cast<int>(names.indexOf(name)));
            for (const auto& point : curve.points)
                if (const auto value = reading_of(point, content.reading))
                    draft.add_point(series, point.workers, {value->value, value->lo, value->hi, {}},
                                    words_of(run, curve, point, unit));
        }
    }
    return drafts;
}

}  // namespace sweeplab
