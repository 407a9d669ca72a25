// What the Figures view says of an open loop: its trials, stretches of time, decisions, findings. Pure; any thread.
#pragma once

#include <QStringList>

#include "widgets/charts/load_chart_data.h"
#include "widgets/charts/point_words.h"

namespace sweeplab {

QString load_trial_text(const load_trial& one);             // "2 workers at the start, repeat 1"
QString decision_text(const scaling_decision& made);        // "2 → 4 workers", "4 workers kept"
QString brief_decision_text(const scaling_decision& made);  // "2 → 4", "keep 4"
QString rate_per_s_text(double per_s);                      // "54.1/s"

// All that is known of the load at a time.
point_words describe_load_at(const load_chart& chart, std::int64_t ns);
point_words describe_decision(const load_chart& chart, std::size_t decision);
// The chart as a paragraph, for assistive tools.
QString describe_load_chart(const load_chart& chart);
QStringList load_footnotes(const std::vector<load_chart_ptr>& charts);

// "With 4 workers every phase was sent at the rate asked for"; else the worker counts that did so, and where it was missed
// most. The details have every worker count.
std::string load_headline(const phase_report& report);
std::string load_details(const phase_report& report);  // empty: the headline says it all
// Which trials ended before their plan did, and why; nothing: none.
std::vector<std::string> load_warnings(const phase_report& report);

}  // namespace sweeplab
