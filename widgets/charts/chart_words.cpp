#include "widgets/charts/chart_words.h"

#include <algorithm>

#include "widgets/charts/series_names.h"

namespace sweeplab {
namespace {

template <class Test>
bool any_point(const scaling_chart_data& data, Test test) {
    for (const auto& panel : data.panels) {
        for (const auto& series : panel.series) {
            if (std::any_of(series.points.begin(), series.points.end(), test)) return true;
        }
    }
    return false;
}

QString versus(const scaling_chart_data& data) {
    int baseline = 0;
    for (const auto& panel : data.panels) {
        for (const auto& series : panel.series) {
            if (baseline != 0 && series.baseline_workers != baseline) return QStringLiteral("vs lowest count");
            baseline = series.baseline_workers;
        }
    }
    return QStringLiteral("vs %1").arg(workers_text(std::max(1, baseline)));
}

template <class Holds>
bool any_series(const scaling_chart_data& data, const Holds& holds) {
    return std::any_of(data.panels.begin(), data.panels.end(),
                       [&](const auto& panel) { return std::any_of(panel.series.begin(), panel.series.end(), holds); });
}

QString quantity_caption(const scaling_chart_data& data) {
    const QString unit = unit_of(data.units, data.quantity).symbol;
    switch (data.quantity) {
        case chart_quantity::time: return QStringLiteral("Mean wall time, %1 (log₂)").arg(unit);
        case chart_quantity::speedup: return QStringLiteral("Speedup %1, × (log₂)").arg(versus(data));
        case chart_quantity::efficiency: return QStringLiteral("Efficiency %1, %").arg(versus(data));
        case chart_quantity::throughput: return QStringLiteral("Throughput, %1 (log₂)").arg(unit);
        case chart_quantity::tokens_per_s: return QStringLiteral("Output tokens, tokens/s (log₂)");
        case chart_quantity::cost: return QStringLiteral("Cost of one trial, %1").arg(unit);
    }
    return {};
}

QString not_counted_text(const scaling_point& point) {
    const QString why = QString::fromStdString(point.why_not_counted);
    if (point.trials_not_counted == 0) return why.isEmpty() ? QStringLiteral("not measured") : why;
    const QString count = point.trials_not_counted == 1
                              ? QStringLiteral("1 trial not counted")
                              : QStringLiteral("%1 trials not counted").arg(point.trials_not_counted);
    return why.isEmpty() ? count : count + QStringLiteral(" (%1)").arg(why);
}

}  // namespace

QString workers_text(int workers) {
    return workers == 1 ? QStringLiteral("1 worker") : whole_number_text(workers) + QStringLiteral(" workers");
}

QString tick_text(double value) {
    if (value >= 1e15) return QString::number(value, 'g', 3);
    if (value >= 1e9) return number_text(value / 1e9) + QStringLiteral(" G");
    if (value >= 1e6) return number_text(value / 1e6) + QStringLiteral(" M");
    if (value >= 1000) return whole_number_text(value);
    return QString::number(value, 'g', 6);
}

QString x_caption() { return QStringLiteral("Workers (log₂)"); }

QString y_caption(const scaling_chart_data& data) {
    QStringList parts{quantity_caption(data)};
    if (any_point(data, [](const chart_point& point) { return point.shown.lo.has_value(); })) {
        parts << QStringLiteral("whiskers: 95 %");
    }
    if (any_point(data, [](const chart_point& point) { return point.shown.repeats.size() > 1; })) {
        parts << QStringLiteral("dots: repeats");
    }
    if (any_series(data, [](const chart_series& series) { return !series.band.empty(); }))
        parts << QStringLiteral("band: what the items allow");
    if (any_series(data, [](const chart_series& series) { return !series.predicted.empty(); }))
        parts << QStringLiteral("diamonds: predicted");
    return parts.join(QStringLiteral(" · "));
}

QStringList footnotes_of(const scaling_content& content) {
    const auto not_counted = [](const scaling_point& point) { return point.trials_not_counted > 0; };
    const bool any = std::any_of(content.curves.begin(), content.curves.end(), [&](const auto& curve) {
        return std::any_of(curve.points.begin(), curve.points.end(), not_counted) ||
               std::any_of(curve.empty_points.begin(), curve.empty_points.end(), not_counted);
    });
    if (!any) return {};
    return {QStringLiteral("○ Hollow: trials at this worker count are not counted; point at it for the reason.")};
}

QString not_drawable_note(const scaling_curve& curve, const scaling_point& point) {
    return QStringLiteral("%1, %2: a value of 0 or less cannot stand on a logarithmic axis and is left out")
        .arg(host_title(curve), workers_text(point.workers));
}

QString unlike_currency_note(const scaling_curve& curve, const scaling_curve& first) {
    return QStringLiteral("%1 is priced in %2 and cannot share an axis with %3")
        .arg(host_title(curve), QString::fromStdString(curve.currency), QString::fromStdString(first.currency));
}

QStringList recommendation_words(const chart_series& series, const chart_point& point) {
    QStringList lines{workers_text(point.workers)};
    if (series.do_the_same) return lines << QStringLiteral("%1 do the same").arg(*series.do_the_same);
    if (point.source.speedup && point.source.efficiency) {
        const QString against =
            series.baseline_workers == 1 ? QString() : QStringLiteral(" vs %1").arg(series.baseline_workers);
        lines << QStringLiteral("%1×%2 at %3 %")
                     .arg(number_text(point.source.speedup->value, 2), against)
                     .arg(qRound(*point.source.efficiency * 100));
    }
    return lines;
}

point_words describe_not_counted(const chart_series& series, const scaling_point& point) {
    point_words words;
    words.title = series.label + QStringLiteral(", ") + workers_text(point.workers);
    words.rows.emplace_back(QStringLiteral("No value"), not_counted_text(point));
    return words;
}

QString point_words::sentence() const {
    QStringList parts{title};
    if (!note.isEmpty()) parts << note;
    for (const auto& [name, value] : rows) parts << name + QLatin1Char(' ') + value;
    return parts.join(QStringLiteral("; "));
}

QString empty_panel_text(const chart_panel& panel, const scaling_chart_data& data) {
    bool measured = false;
    for (const auto& series : panel.series) {
        if (!series.points.empty()) return {};
        measured |= series.measured_counts > 0;
    }
    if (!panel.why_none.isEmpty()) return panel.why_none;
    if (!measured) return QStringLiteral("No trial has been counted yet");
    return QStringLiteral("No values for %1 here").arg(quantity_name(data.quantity).toLower());
}

QString describe_panel(const chart_panel& panel, const scaling_chart_data& data) {
    QStringList parts;
    for (const auto& series : panel.series) {
        QStringList values;
        for (const auto& point : series.points) {
            values << QStringLiteral("%1: %2").arg(
                workers_text(point.workers),
                value_text(data.quantity, point.shown.value, unit_of(data.units, data.quantity)));
        }
        if (!values.isEmpty()) parts << series.label + QStringLiteral(": ") + values.join(QStringLiteral(", "));
    }
    return parts.isEmpty() ? empty_panel_text(panel, data) + QLatin1Char('.')
                           : parts.join(QStringLiteral(". ")) + QLatin1Char('.');
}

}  // namespace sweeplab
