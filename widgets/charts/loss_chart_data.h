// From accounts of worker-seconds to stacked bars: one panel for each run, one bar for each worker count, the parts in
// the fixed order of the account. Pure; any thread. METHODS.md §1.
#pragma once

#include <QString>
#include <QStringList>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/analysis/loss_report.h"
#include "engine/analysis/scaling.h"
#include "widgets/charts/axis_scale.h"
#include "widgets/charts/chart_quantity.h"

namespace sweeplab {

// share: bars of 100 %, in points lost. extra: worker-seconds more (or less) than at the baseline count.
enum class loss_form { share, extra };
QString to_text(loss_form form);  // "share", "extra"
std::optional<loss_form> loss_form_from(const QString& text);

// A run with its account, and what a reader has to know when there is none.
struct loss_run {
    std::shared_ptr<const loss_report> report;
    QString run_name;
    QString host;
    QString host_summary;
    bool simulated = false;
    bool any_counted = false;    // a trial is complete and counted
    bool jobs_recorded = false;  // some counted trial tells what each worker did
    bool own_workers = false;    // a command that parallelises itself: its workers are not seen
};
loss_run make_loss_run(const run_record& run, std::shared_ptr<const loss_report> report);

struct loss_content {
    std::vector<loss_run> runs;
    loss_form form = loss_form::share;
};

struct loss_segment {
    loss_part part = loss_part::baseline;
    std::int64_t ns = 0;      // of the mean trial; in `extra` what it is more than at the baseline count
    double from = 0, to = 0;  // on the axis; to < from for what is less than 0
    bool uncertain = false;   // not told apart from 0 by these repeats
};

struct loss_bar {
    int workers = 1;
    const loss_point* point = nullptr;   // in the panel's report
    std::vector<loss_segment> segments;  // in the order of the account, without parts that are 0
    std::int64_t sum_ns = 0;             // of the segments, exact
    double top = 0, bottom = 0;          // on the axis, of all segments
    bool baseline = false;               // the count that others are held against

    const loss_segment* find(loss_part part) const;
};

struct loss_panel_data {
    QString title;
    QString subtitle;
    QString run_name;
    bool simulated = false;
    std::shared_ptr<const loss_report> report;
    QString why_none;  // in words, when there are no bars
    std::vector<loss_bar> bars;
};

struct loss_chart_data {
    loss_form form = loss_form::share;
    display_unit unit;         // of worker time: worker-ms, worker-s or worker-h for a second
    std::vector<int> workers;  // every count in any panel, ascending: the places on the x axis
    value_axis y;
    std::vector<loss_part> parts;         // that any run has at all, as stacked
    std::vector<loss_part> seen_parts;    // those of them that are high enough to be seen
    std::optional<int> baseline;          // worker count held against, when all runs have the same
    std::vector<loss_panel_data> panels;  // of the runs that have bars; when none has, of all
    QStringList without;                  // the other runs, and why they have no account
    bool any_uncertain = false;           // of what is seen
    bool any_below_zero = false;

    bool has_bars() const;
};

loss_chart_data make_loss_chart(const loss_content& content);

// Useful work as a share of all worker-seconds, with or without a baseline of its own.
double useful_share(const loss_point& point);

}  // namespace sweeplab
