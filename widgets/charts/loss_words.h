// Everything the Losses view says in words: what a part of a bar is, captions, footnotes, findings. Pure; any thread.
#pragma once

#include "widgets/charts/chart_words.h"
#include "widgets/charts/loss_chart_data.h"

namespace sweeplab {

QString part_name(loss_part part);

// Why a run has no account; empty when it has one.
QString why_no_account(const loss_run& run);

// In which up to so many worker-seconds read best.
display_unit unit_of_worker_time(double most_s);
// "1.24 worker-s", "−0.31 worker-s"
QString worker_time_text(std::int64_t ns, const display_unit& unit);
QString signed_time_text(std::int64_t ns, const display_unit& unit);  // "+1.24 worker-s"
QString percent_text(double share);                                   // "4.7 %", "0.3 %", "85 %"
QString against_text(const std::optional<int>& baseline);             // "1 worker", "4 workers", "the lowest count"

QString loss_y_caption(const loss_chart_data& data);
QStringList loss_footnotes(const loss_chart_data& data);

// All that is known of one part at one worker count.
point_words describe_part(const loss_panel_data& panel, const loss_bar& bar, loss_part part, const loss_chart_data& data);
// e_k of the part; of the useful work the product of all.
std::optional<double> factor_of(const loss_point& point, loss_part part);
// Remarks on a part beside its numbers: "≈ 0 ± 0.3 worker-s", what is unavoidable of the idle time.
std::vector<std::pair<QString, QString>> remarks_on(const loss_point& point, loss_part part, const display_unit& unit);

// The panel as a paragraph, for assistive tools.
QString describe_loss_panel(const loss_panel_data& panel, const loss_chart_data& data);

// What stands over the bars. Runs without an account say why in their panels.
finding describe_loss_runs(const std::vector<loss_run>& runs);

}  // namespace sweeplab
