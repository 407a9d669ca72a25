#include "widgets/charts/latency_words.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

QString known_of(const latency_report& report) {
    QStringList names;
    for (const auto quantity : shown_latencies)
        if (report.has(quantity)) names << latency_name(quantity).toLower();
    return names.join(QStringLiteral(", "));
}

bool is_of_processes(const latency_report& report) { return report.basis == whole_basis::processes; }

QString things(const latency_report& report, std::size_t count) {
    return whole_number_text(static_cast<double>(count)) + QLatin1Char(' ') +
           (is_of_processes(report) ? (count == 1 ? QStringLiteral("job") : QStringLiteral("jobs"))
                                    : (count == 1 ? QStringLiteral("answer") : QStringLiteral("answers")));
}

QString curve_title(const latency_curve& curve) {
    return workers_text(curve.workers) + (curve.from_due ? QStringLiteral(", from when due") : QString());
}

std::string run_in_words(const latency_run& run) { return (run.host + QStringLiteral(", ") + run.run_name).toStdString(); }

std::optional<int> largest_common_count(const std::vector<const latency_run*>& runs, latency_quantity quantity) {
    const auto has = [&](const latency_run* run, int workers) {
        return std::any_of(run->report->points.begin(), run->report->points.end(), [&](const auto& point) {
            return point.workers == workers && !point.of(quantity).sorted_ns.empty();
        });
    };
    const auto& points = runs.front()->report->points;
    for (auto point = points.rbegin(); point != points.rend(); ++point)
        if (std::all_of(runs.begin(), runs.end(), [&](const auto* run) { return has(run, point->workers); }))
            return point->workers;
    return std::nullopt;
}

std::optional<std::int64_t> value_at(const latency_run& run, int workers, latency_quantity quantity, int thousandths) {
    for (const auto& point : run.report->points)
        if (point.workers == workers) return point.of(quantity).percentile(thousandths).ns;
    return std::nullopt;
}

// The numbers side by side, without a verdict: percentiles describe, they do not compare.
QString side_by_side(const std::vector<const latency_run*>& runs, latency_quantity quantity) {
    const auto workers = largest_common_count(runs, quantity);
    for (const int thousandths : {950, 900, 500}) {
        QStringList parts;
        for (const auto* run : runs) {
            const auto ns = workers ? value_at(*run, *workers, quantity, thousandths) : std::nullopt;
            if (!ns) break;
            const auto unit = choose_unit(chart_quantity::time, 0, static_cast<double>(*ns) * 1e-9, {});
            const bool alone =
                std::count_if(runs.begin(), runs.end(), [&](const auto* other) { return other->host == run->host; }) == 1;
            parts << time_text(*ns, unit) +
                         (alone ? QStringLiteral(" on ") + run->host : QStringLiteral(" in ") + run->run_name);
        }
        if (parts.size() != static_cast<qsizetype>(runs.size())) continue;
        return QStringLiteral("%1 %2 with %3: %4")
            .arg(latency_name(quantity), QString::fromStdString(percentile_name(thousandths)), workers_text(*workers),
                 parts.join(QStringLiteral(", ")));
    }
    return QStringLiteral("%1 of %2 runs: no worker count where all have enough answers for a percentile")
        .arg(latency_name(quantity))
        .arg(runs.size());
}

}  // namespace

QString why_no_curves(const latency_run& run, latency_quantity quantity) {
    const auto& report = *run.report;
    if (!report.any_counted) return QStringLiteral("No trial of this run is counted: none is complete, or items failed.");
    if (report.points.empty()) {
        return QStringLiteral("Only the times of this run's trials are known, not those of its answers.");
    }
    if (report.has(quantity)) return {};
    const QString known = known_of(report);
    if (known.isEmpty()) return QStringLiteral("No answer of this run has a time.");
    if (is_of_processes(report))
        return QStringLiteral("Commands do not stream their answers: of these jobs only the whole time is known.");
    if (!report.has(latency_quantity::first_token))
        return QStringLiteral("These answers were not streamed. What is known of them: %1.").arg(known);
    return QStringLiteral("No answer of this run has a %1. What is known: %2.").arg(latency_name(quantity).toLower(), known);
}

QString why_not_to_choose(latency_quantity quantity) {
    return quantity == latency_quantity::per_token
               ? QStringLiteral("None of the ticked runs has answers that were streamed and whose tokens are known")
               : QStringLiteral("None of the ticked runs has answers that were streamed");
}

QString latency_x_caption(const latency_panel_data& panel, const latency_chart_data& data) {
    return latency_name(data.quantity) + QStringLiteral(", ") + data.unit.symbol +
           (panel.x.scale.log ? QStringLiteral(" (log)") : QString());
}

QString latency_y_caption(const latency_panel_data& panel) {
    return QStringLiteral("Share of %1 that took at most this time, %")
        .arg(is_of_processes(*panel.report) ? QStringLiteral("jobs") : QStringLiteral("answers"));
}

QStringList latency_footnotes(const latency_chart_data& data) {
    QStringList notes;
    if (!data.has_curves()) return notes;
    QString meaning = QString::fromStdString(definition_of(data.quantity, data.panels.front().report->basis));
    if (data.unlike)
        meaning = QStringLiteral("answers from sending to last content, commands from start to end: axes differ");
    notes << latency_name(data.quantity) + QStringLiteral(": ") + meaning +
                 (is_of_processes(*data.panels.front().report) && !data.unlike ? QStringLiteral(", once for each job.")
                                                                               : QStringLiteral(", once for each answer."));
    if (data.any_from_due) notes << QStringLiteral("Dashed: counted from when it was due, not from when it was sent.");
    if (data.estimated)
        notes << QStringLiteral("~ The server did not tell all tokens: there, chunks are counted as tokens.");
    if (data.failed > 0)
        notes << QStringLiteral("%1 failed: in no curve.")
                     .arg(whole_number_text(static_cast<double>(data.failed)) +
                          (data.failed == 1 ? QStringLiteral(" attempt") : QStringLiteral(" attempts")));
    for (const QString& run : data.without) notes << QStringLiteral("Not shown: ") + run;
    return notes;
}

QString time_text(std::int64_t ns, const display_unit& unit) {
    return number_text(shown_value(ns, unit)) + QLatin1Char(' ') + unit.symbol;
}

QString percentile_text(const latency_percentile& percentile, const display_unit& unit) {
    if (!percentile.ns) return QStringLiteral("–");
    const auto number = [&](std::int64_t ns) { return number_text(shown_value(ns, unit)); };
    return QStringLiteral("%1 (%2 – %3)").arg(number(*percentile.ns), number(percentile.lo_ns), number(percentile.hi_ns));
}

// What is not quite all must not be called all.
QString share_text(std::size_t rank, std::size_t count) {
    const double percent = 100 * static_cast<double>(rank) / static_cast<double>(count);
    int decimals = count < 1000 ? 0 : 1;
    while (decimals < 4 && rank < count && percent >= 100 - 0.5 * std::pow(10.0, -decimals)) ++decimals;
    return QString::number(percent, 'f', decimals) + QStringLiteral(" %");
}

point_words describe_reading(const latency_panel_data& panel, const latency_curve& curve, std::size_t rank,
                             const latency_chart_data& data) {
    const auto& values = *curve.values;
    const auto count = values.sorted_ns.size();
    point_words words;
    words.title = curve_title(curve);
    if (panel.simulated) words.title += QStringLiteral(" (simulated)");
    words.note =
        QStringLiteral("%1 of %2 took at most %3")
            .arg(share_text(rank, count), things(*panel.report, count), time_text(values.sorted_ns[rank - 1], data.unit));
    for (const int thousandths : latency_percentiles) {
        const auto& read = values.percentile(thousandths);
        QString text = QStringLiteral("–  needs %1").arg(things(*panel.report, answers_needed(thousandths)));
        if (read.ns) text = percentile_text(read, data.unit) + QLatin1Char(' ') + data.unit.symbol;
        words.rows.emplace_back(QString::fromStdString(percentile_name(thousandths)), text);
    }
    if (values.missing > 0) words.rows.emplace_back(QStringLiteral("No value"), things(*panel.report, values.missing));
    if (curve.point->failed > 0)
        words.rows.emplace_back(QStringLiteral("Failed"), whole_number_text(static_cast<double>(curve.point->failed)));
    return words;
}

QString describe_latency_panel(const latency_panel_data& panel, const latency_chart_data& data) {
    if (panel.curves.empty()) return panel.why_none;
    QStringList curves;
    for (const auto& curve : panel.curves) {
        QStringList parts{things(*panel.report, curve.values->sorted_ns.size())};
        for (const int thousandths : latency_percentiles) {
            const auto& read = curve.values->percentile(thousandths);
            if (read.ns)
                parts << QString::fromStdString(percentile_name(thousandths)) + QLatin1Char(' ') +
                             time_text(*read.ns, data.unit);
        }
        curves << curve_title(curve) + QStringLiteral(": ") + parts.join(QStringLiteral(", "));
    }
    return latency_name(data.quantity) + QStringLiteral(". ") + curves.join(QStringLiteral(". ")) + QLatin1Char('.');
}

finding describe_latency_runs(const std::vector<latency_run>& runs, latency_quantity quantity) {
    std::vector<const latency_run*> known;
    for (const auto& run : runs)
        if (run.report->has(quantity)) known.push_back(&run);
    finding words;
    if (known.empty()) {
        words.headline = runs.size() == 1 ? "How long its answers took was not recorded in this run"
                                          : "How long the answers took was not recorded in these runs";
        return words;
    }
    if (known.size() == 1) {
        words.headline = describe_latency(*known.front()->report, quantity);
    } else {
        words.headline = side_by_side(known, quantity).toStdString();
        for (const auto* run : known)
            words.detail += (words.detail.empty() ? "" : "\n") + run_in_words(*run) + ": " +
                            describe_latency(*run->report, quantity) + ".";
    }
    if (std::any_of(known.begin(), known.end(), [](const auto* run) { return run->simulated; }))
        words.warnings.push_back(
            "Measured against the simulated endpoint: it shows how a sweep works, not how fast a server is.");
    return words;
}

}  // namespace sweeplab
