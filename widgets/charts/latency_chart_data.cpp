#include "widgets/charts/latency_chart_data.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "widgets/charts/latency_axis.h"
#include "widgets/charts/latency_words.h"

namespace sweeplab {
namespace {

// Smallest and largest time of curves that share an axis.
struct extent {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();  // more than 0: a log axis has no 0
    std::int64_t most = 0;

    void add(const std::vector<std::int64_t>& sorted) {
        const auto positive = std::upper_bound(sorted.begin(), sorted.end(), 0);
        if (positive != sorted.end()) least = std::min(least, *positive);
        most = std::max(most, sorted.back());
    }
};

class latency_chart_builder {
public:
    explicit latency_chart_builder(const latency_content& content) : content_(content) { choose_quantity(); }

    latency_chart_data build() {
        for (const auto& run : content_.runs) add(run);
        add_workers_and_axes();
        set_aside_without_curves();
        return std::move(data_);
    }

private:
    void choose_quantity() {
        for (const auto quantity : shown_latencies) {
            const bool known = std::any_of(content_.runs.begin(), content_.runs.end(),
                                           [&](const auto& run) { return run.report->has(quantity); });
            if (known) data_.known.push_back(quantity);
        }
        data_.quantity = content_.wanted;
        if (!data_.is_known(content_.wanted) && data_.is_known(latency_quantity::whole))
            data_.quantity = latency_quantity::whole;
    }

    // Runs on one machine are told apart by their names.
    bool shares_machine(const latency_run& run) const {
        return std::count_if(content_.runs.begin(), content_.runs.end(),
                             [&](const auto& other) { return other.host == run.host; }) > 1;
    }

    void add(const latency_run& run) {
        auto& panel = data_.panels.emplace_back();
        panel.title = run.host;
        panel.subtitle = shares_machine(run) ? run.run_name : run.host_summary;
        panel.run_name = run.run_name;
        panel.simulated = run.simulated;
        panel.report = run.report;
        panel.why_none = why_no_curves(run, data_.quantity);
        for (const auto& point : run.report->points) {
            add_curve(panel, point, data_.quantity, false);
            if (const auto due = from_due(data_.quantity)) add_curve(panel, point, *due, true);
        }
    }

    void add_curve(latency_panel_data& panel, const latency_point& point, latency_quantity quantity, bool due) {
        const auto& values = point.of(quantity);
        if (values.sorted_ns.empty()) return;
        panel.curves.push_back({point.workers, due, &point, &values});
        data_.any_from_due |= due;
        data_.estimated |= quantity == latency_quantity::per_token && panel.report->tokens_estimated;
        if (!due) data_.failed += point.failed;
    }

    // Answers and processes are timed otherwise: what does not mean the same shares no axis.
    whole_basis meaning_of(const latency_panel_data& panel) const {
        return data_.quantity == latency_quantity::whole ? panel.report->basis : whole_basis::none;
    }

    void add_workers_and_axes() {
        std::set<int> counts;
        std::map<whole_basis, extent> extents;
        std::int64_t most = 0;
        for (const auto& panel : data_.panels) {
            for (const auto& curve : panel.curves) {
                counts.insert(curve.workers);
                auto& here = extents[meaning_of(panel)];
                here.add(curve.values->sorted_ns);
                most = std::max(most, here.most);
            }
        }
        data_.workers.assign(counts.begin(), counts.end());
        data_.unlike = extents.size() > 1;
        data_.unit = choose_unit(chart_quantity::time, 0, static_cast<double>(most) * 1e-9, {});
        for (auto& panel : data_.panels) {
            if (panel.curves.empty()) continue;
            const auto& here = extents[meaning_of(panel)];
            const auto end = std::max<std::int64_t>(here.most, 1);
            panel.x = make_latency_axis(shown_value(std::min(here.least, end), data_.unit), shown_value(end, data_.unit));
        }
    }

    // A card without curves would take the room of one with curves.
    void set_aside_without_curves() {
        if (!data_.has_curves()) return;
        for (const auto& panel : data_.panels)
            if (panel.curves.empty())
                data_.without << panel.title + QStringLiteral(", ") + panel.run_name + QStringLiteral(": ") + panel.why_none;
        std::erase_if(data_.panels, [](const auto& panel) { return panel.curves.empty(); });
    }

    const latency_content& content_;
    latency_chart_data data_;
};

QString from_view(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

}  // namespace

QString latency_name(latency_quantity quantity) { return from_view(name_of(quantity)); }
QString to_text(latency_quantity quantity) { return from_view(key_of(quantity)); }

std::optional<latency_quantity> latency_quantity_from(const QString& text) {
    for (const auto quantity : shown_latencies)
        if (text == to_text(quantity)) return quantity;
    return std::nullopt;
}

latency_run make_latency_run(const run_record& run, std::shared_ptr<const latency_report> report) {
    latency_run made;
    made.report = std::move(report);
    made.run_name = QString::fromStdString(run.summary.name);
    made.host = QString::fromStdString(run.host.name.empty() ? run.summary.host_name : run.host.name);
    if (made.host.isEmpty()) made.host = QStringLiteral("Unnamed machine");
    made.host_summary = QString::fromStdString(run.host.summary());
    made.simulated = run.summary.simulated;
    return made;
}

bool latency_chart_data::is_known(latency_quantity one) const {
    return std::find(known.begin(), known.end(), one) != known.end();
}

int latency_chart_data::place_of(int count) const {
    return static_cast<int>(std::find(workers.begin(), workers.end(), count) - workers.begin());
}

latency_chart_data make_latency_chart(const latency_content& content) { return latency_chart_builder(content).build(); }

double shown_value(std::int64_t ns, const display_unit& unit) { return static_cast<double>(ns) * 1e-9 * unit.factor; }

}  // namespace sweeplab
