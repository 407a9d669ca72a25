// From reports on latency to curves: one panel for each run, one curve for each worker count. Pure; any thread.
// METHODS.md §4, §5.
#pragma once

#include <QString>
#include <QStringList>
#include <memory>
#include <optional>
#include <vector>

#include "engine/analysis/latency.h"
#include "engine/analysis/scaling.h"
#include "widgets/charts/axis_scale.h"
#include "widgets/charts/chart_quantity.h"

namespace sweeplab {

// What can be chosen; those counted from when they were due stand beside the others.
inline constexpr std::array shown_latencies = {latency_quantity::first_token, latency_quantity::per_token,
                                               latency_quantity::whole, latency_quantity::chunk_gap};
QString latency_name(latency_quantity quantity);  // "Time to first token"
QString to_text(latency_quantity quantity);       // "first_token": for settings
std::optional<latency_quantity> latency_quantity_from(const QString& text);

// A run with its report, and what a reader has to know of it.
struct latency_run {
    std::shared_ptr<const latency_report> report;
    QString run_name;
    QString host;
    QString host_summary;
    bool simulated = false;
};
latency_run make_latency_run(const run_record& run, std::shared_ptr<const latency_report> report);

struct latency_content {
    std::vector<latency_run> runs;
    latency_quantity wanted = latency_quantity::first_token;  // shown when any run has it
};

struct latency_curve {
    int workers = 1;
    bool from_due = false;
    const latency_point* point = nullptr;  // in the panel's report
    const latency_distribution* values = nullptr;
};

struct latency_panel_data {
    QString title;
    QString subtitle;
    QString run_name;
    bool simulated = false;
    std::shared_ptr<const latency_report> report;
    QString why_none;                   // in words, when there are no curves
    std::vector<latency_curve> curves;  // by workers, ascending; from sending before from due
    value_axis x;                       // in the chart's unit; the same for all that mean the same
};

struct latency_chart_data {
    latency_quantity quantity = latency_quantity::first_token;  // shown
    display_unit unit;                                          // of time
    std::vector<int> workers;                // every count that has a curve in any panel, ascending: the order of colours
    std::vector<latency_panel_data> panels;  // of the runs that have curves; when none has, of all
    QStringList without;                     // the other runs, and why they have none
    std::vector<latency_quantity> known;     // that any run has
    bool any_from_due = false;
    bool estimated = false;  // tokens of some run are its chunks
    bool unlike = false;     // "whole" does not mean the same in all panels: they have axes of their own
    std::size_t failed = 0;  // attempts

    bool has_curves() const { return !workers.empty(); }
    bool is_known(latency_quantity one) const;
    int place_of(int count) const;  // of a worker count in `workers`
};

latency_chart_data make_latency_chart(const latency_content& content);

double shown_value(std::int64_t ns, const display_unit& unit);

}  // namespace sweeplab
