// Everything the Latency view says in words: captions, footnotes, what is known of a place on a curve, findings.
// Pure; any thread.
#pragma once

#include "widgets/charts/chart_words.h"
#include "widgets/charts/latency_chart_data.h"

namespace sweeplab {

// Why a run has no curve of this quantity, and what it has; empty when it has one.
QString why_no_curves(const latency_run& run, latency_quantity quantity);
QString why_not_to_choose(latency_quantity quantity);

QString latency_x_caption(const latency_panel_data& panel, const latency_chart_data& data);
QString latency_y_caption(const latency_panel_data& panel);
QStringList latency_footnotes(const latency_chart_data& data);

QString time_text(std::int64_t ns, const display_unit& unit);                             // "210 ms"
QString percentile_text(const latency_percentile& percentile, const display_unit& unit);  // "210 (200 – 230)", "–"

// What is known at the answer with this rank, from 1, of a curve.
point_words describe_reading(const latency_panel_data& panel, const latency_curve& curve, std::size_t rank,
                             const latency_chart_data& data);
QString share_text(std::size_t rank, std::size_t count);  // "95 %", "99.98 %"

// The panel as a paragraph, for assistive tools.
QString describe_latency_panel(const latency_panel_data& panel, const latency_chart_data& data);

// What stands over the curves. Runs without any say why in their panels.
finding describe_latency_runs(const std::vector<latency_run>& runs, latency_quantity quantity);

}  // namespace sweeplab
