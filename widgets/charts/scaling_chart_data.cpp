#include "widgets/charts/scaling_chart_data.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "engine/analysis/recommendation.h"
#include "widgets/charts/chart_axes.h"
#include "widgets/charts/chart_words.h"
#include "widgets/charts/series_names.h"

namespace sweeplab {
namespace {

chart_value in_unit(chart_value value, double factor) {
    value.value *= factor;
    if (value.lo) *value.lo *= factor;
    if (value.hi) *value.hi *= factor;
    for (double& repeat : value.repeats) repeat *= factor;
    return value;
}

// The recommendation is the engine's; it needs speedup and efficiency at every point.
std::optional<int> recommended_workers(const scaling_curve& curve) {
    const bool complete = std::all_of(curve.points.begin(), curve.points.end(),
                                      [](const auto& point) { return point.speedup && point.efficiency; });
    if (curve.points.size() < 2 || !complete) return std::nullopt;
    const auto chosen = recommend(curve);
    return chosen.headline ? std::optional(chosen.headline->workers) : std::nullopt;
}

// Linear scaling, at the ends of the range: straight on log2 axes, and level for efficiency.
std::vector<QPointF> ideal_line(const chart_series& series, chart_quantity quantity, int most_workers) {
    if (series.baseline_workers != 1 || series.points.empty() || series.points.front().workers != 1) return {};
    if (most_workers == 1 || quantity == chart_quantity::cost) return {};
    const double at_one = series.points.front().shown.value;
    const double at_most = quantity == chart_quantity::efficiency ? at_one
                           : quantity == chart_quantity::time     ? at_one / most_workers
                                                                  : at_one * most_workers;
    return {QPointF(1, at_one), QPointF(most_workers, at_most)};
}

std::vector<band_slice> band_of(const run_bounds& bounds, int most_workers, double factor) {
    constexpr int slices = 64;
    std::vector<band_slice> band;
    if (!bounds.missing.empty() || bounds.points.empty() || most_workers < 2) return band;
    for (int i = 0; i <= slices; ++i) {
        const double workers = std::pow(most_workers, static_cast<double>(i) / slices);
        if (const auto at = bounds_at(workers, bounds.work_s, bounds.span_s))
            band.push_back({workers, at->lower_s * factor, at->upper_s * factor});
    }
    return band;
}

std::vector<predicted_point> predicted_points(const std::vector<prediction>& predictions, double factor) {
    std::vector<predicted_point> points;
    for (const auto& made : predictions) {
        if (made.is_input || made.time_s <= 0) continue;
        points.push_back({made.workers, in_unit({made.time_s, made.lo, made.hi, {}}, factor), made});
    }
    std::ranges::sort(points, {}, &predicted_point::workers);
    return points;
}

class chart_builder {
public:
    explicit chart_builder(const scaling_content& content)
        : content_(content), names_(name_series(content.curves, content.layout)) {
        data_.quantity = content.quantity;
        data_.units = choose_units(content.curves);
    }

    scaling_chart_data build() {
        collect_workers();
        for (std::size_t i = 0; i < content_.curves.size(); ++i) add(content_.curves[i], names_[i], outlook_of(i));
        leave_single_bands();
        add_axes(data_);
        data_.x_caption = x_caption();
        data_.y_caption = y_caption(data_);
        data_.footnotes += footnotes_of(content_);
        return std::move(data_);
    }

private:
    void collect_workers() {
        std::set<int> counts;
        for (const auto& curve : content_.curves) {
            for (const auto& point : curve.points) counts.insert(point.workers);
            for (const auto& point : curve.empty_points) counts.insert(point.workers);
        }
        if (data_.quantity == chart_quantity::time)
            for (const auto& outlook : content_.outlooks)
                for (const auto& made : outlook.predictions) counts.insert(made.workers);
        data_.workers.assign(counts.begin(), counts.end());
    }

    chart_panel& panel_for(const scaling_curve& curve, const QString& title) {
        for (auto& panel : data_.panels) {
            if (panel.title == title) return panel;
        }
        auto& panel = data_.panels.emplace_back();
        panel.title = title;
        if (content_.layout == panel_layout::by_machine) panel.subtitle = QString::fromStdString(curve.host_summary);
        return panel;
    }

    const curve_outlook& outlook_of(std::size_t curve) const {
        static const curve_outlook nothing;
        return curve < content_.outlooks.size() ? content_.outlooks[curve] : nothing;
    }

    void add(const scaling_curve& curve, const series_name& name, const curve_outlook& outlook) {
        auto& panel = panel_for(curve, name.panel);
        panel.simulated |= curve.simulated;
        auto& series = panel.series.emplace_back();
        series.run = curve.run;
        series.label = name.label;
        series.host = host_title(curve);
        series.number = name.number;
        series.baseline_workers = curve.baseline_workers;
        series.currency = QString::fromStdString(curve.currency);
        series.simulated = curve.simulated;
        series.measured_counts = static_cast<int>(curve.points.size());
        for (const auto& point : curve.empty_points) {  // a count that is merely still to come has no mark
            if (point.trials_not_counted > 0) series.not_counted.push_back(point);
        }
        const auto& advised = outlook.advised;
        series.recommended = advised ? advised->measured : recommended_workers(curve);
        if (advised && series.recommended && advised->workers < *series.recommended) series.do_the_same = advised->workers;
        if (unlike_currency(curve)) return;
        add_points(curve, series);
        // A run that has just begun has no count to draw a line to.
        if (!data_.workers.empty()) series.ideal = ideal_line(series, data_.quantity, data_.workers.back());
        if (data_.quantity != chart_quantity::time || series.points.empty()) return;
        const double factor = unit_of(data_.units, data_.quantity).factor;
        series.band = band_of(outlook.bounds, data_.workers.back(), factor);
        series.predicted = predicted_points(outlook.predictions, factor);
    }

    // The bands of several series would cover each other.
    void leave_single_bands() {
        for (auto& panel : data_.panels)
            if (panel.series.size() > 1)
                for (auto& series : panel.series) series.band.clear();
    }

    void add_points(const scaling_curve& curve, chart_series& series) {
        const double factor = unit_of(data_.units, data_.quantity).factor;
        for (const auto& point : curve.points) {
            const auto value = value_of(curve, point, data_.quantity);
            if (!value) continue;
            if (can_be_drawn(*value, data_.quantity)) {
                series.points.push_back({point.workers, in_unit(*value, factor), point});
            } else {
                data_.footnotes << not_drawable_note(curve, point);
            }
        }
    }

    // Two currencies do not share an axis.
    bool unlike_currency(const scaling_curve& curve) {
        if (data_.quantity != chart_quantity::cost || curve.currency == content_.curves.front().currency) return false;
        data_.footnotes << unlike_currency_note(curve, content_.curves.front());
        return true;
    }

    const scaling_content& content_;
    std::vector<series_name> names_;
    scaling_chart_data data_;
};

}  // namespace

QString to_text(panel_layout layout) {
    return layout == panel_layout::overlay ? QStringLiteral("overlay") : QStringLiteral("by_machine");
}

std::optional<panel_layout> panel_layout_from(const QString& text) {
    if (text == QLatin1String("overlay")) return panel_layout::overlay;
    if (text == QLatin1String("by_machine")) return panel_layout::by_machine;
    return std::nullopt;
}

const display_unit& unit_of(const display_units& units, chart_quantity quantity) {
    return units[static_cast<std::size_t>(quantity)];
}

bool scaling_chart_data::has_values() const {
    return std::any_of(panels.begin(), panels.end(), [](const auto& panel) {
        return std::any_of(panel.series.begin(), panel.series.end(),
                           [](const auto& series) { return !series.points.empty(); });
    });
}

scaling_chart_data make_chart_data(const scaling_content& content) { return chart_builder(content).build(); }

bool has_quantity(const std::vector<scaling_curve>& curves, chart_quantity quantity) {
    return std::any_of(curves.begin(), curves.end(), [quantity](const auto& curve) {
        return std::any_of(curve.points.begin(), curve.points.end(),
                           [&](const auto& point) { return value_of(curve, point, quantity).has_value(); });
    });
}

}  // namespace sweeplab
