// What is known of one point, line by line.
#include "widgets/charts/chart_words.h"

namespace sweeplab {
namespace {

class point_describer {
public:
    point_describer(const chart_series& series, const chart_point& point, const display_units& units)
        : series_(series), source_(point.source), units_(units) {}

    point_words describe() {
        words_.title = series_.label + QStringLiteral(", ") + workers_text(source_.workers);
        if (series_.simulated) words_.title += QStringLiteral(" (simulated)");
        add(chart_quantity::time, source_.time_s, 4);
        if (source_.speedup) add(chart_quantity::speedup, *source_.speedup, 3, against());
        if (source_.efficiency) add(chart_quantity::efficiency, {*source_.efficiency, {}, {}}, 2, against());
        add_known(chart_quantity::throughput, source_.items_per_s);
        add_known(chart_quantity::tokens_per_s, source_.tokens_per_s);
        add_known(chart_quantity::cost, source_.cost);
        add_share(QStringLiteral("Cost a job"), source_.cost_per_job);
        add_share(QStringLiteral("Cost a result"), source_.cost_per_result);
        if (source_.result_count) row(QStringLiteral("Results"), short_number_text(*source_.result_count));
        add_repeats();
        for (const auto& doubt : source_.doubts) row(QStringLiteral("Doubt"), QString::fromStdString(doubt));
        return std::move(words_);
    }

private:
    void row(const QString& name, const QString& value) { words_.rows.emplace_back(name, value); }

    void add(chart_quantity quantity, const value_interval& value, int significant, const QString& suffix = {}) {
        display_unit unit = unit_of(units_, quantity);
        if (quantity == chart_quantity::cost) unit.symbol = series_.currency;
        QString text = quantity == chart_quantity::cost
                           ? unit.symbol + QLatin1Char(' ') + short_number_text(value.value)
                           : value_text(quantity, value.value * unit.factor, unit, significant) + suffix;
        if (value.lo && value.hi) {
            text += QStringLiteral(" (%1 – %2)")
                        .arg(number_text(*value.lo * unit.factor, significant),
                             number_text(*value.hi * unit.factor, significant));
        }
        row(quantity == chart_quantity::tokens_per_s ? QStringLiteral("Tokens") : quantity_name(quantity), text);
    }

    void add_known(chart_quantity quantity, const std::optional<double>& value) {
        if (value) add(quantity, {*value, {}, {}}, 3);
    }

    void add_share(const QString& name, const std::optional<double>& cost) {
        if (cost) row(name, series_.currency + QLatin1Char(' ') + short_number_text(*cost));
    }

    // Speedup against another count than 1 says so.
    QString against() const {
        return series_.baseline_workers == 1 ? QString() : QStringLiteral(" vs %1").arg(series_.baseline_workers);
    }

    void add_repeats() {
        QString text = QString::number(source_.times_s.size());
        if (source_.times_s.size() == 1) text += QStringLiteral(" (no interval)");
        if (source_.trials_not_counted > 0) {
            text += QStringLiteral(", %1 not counted").arg(source_.trials_not_counted);
            if (!source_.why_not_counted.empty())
                text += QStringLiteral(": ") + QString::fromStdString(source_.why_not_counted);
        }
        row(QStringLiteral("Repeats"), text);
        if (source_.excluded_s.empty()) return;
        const display_unit& unit = unit_of(units_, chart_quantity::time);
        QStringList times;
        for (const double time : source_.excluded_s) times << value_text(chart_quantity::time, time * unit.factor, unit, 4);
        row(QStringLiteral("Left out"), times.join(QStringLiteral(", ")));
    }

    const chart_series& series_;
    const scaling_point& source_;
    const display_units& units_;
    point_words words_;
};

}  // namespace

point_words describe_point(const chart_series& series, const chart_point& point, const display_units& units) {
    return point.words ? *point.words : point_describer(series, point, units).describe();
}

}  // namespace sweeplab
