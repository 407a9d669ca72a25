// What the Figures view says of a soak: its trials, times, findings. Pure; any thread.
#pragma once

#include <QStringList>

#include "widgets/charts/point_words.h"
#include "widgets/charts/soak_chart_data.h"

namespace sweeplab {

QString soak_trial_text(const load_trial& one);                              // "4 clients, repeat 1"
QString clock_text(std::int64_t ns);                                         // "36.5 s", "12 min 5 s", "3 h 20 min"
QString clock_tick_text(std::int64_t ns, bool parts_of_seconds);             // "0 s", "1 min 30 s"
QString growth_text(const growth_estimate& bytes_per_h);                     // "1.2 MB/h (−0.4 to 2.8)"
QString plot_caption(const soak_drawn_plot& plot);                           // "Memory, MB"
QString interruption_text(const soak_part& before, const soak_part& after);  // "interrupted for 2 h 5 min"

// All that is known at a time.
point_words describe_soak_at(const soak_chart& chart, std::int64_t ns);
// The chart as a paragraph, for assistive tools.
QString describe_soak_chart(const soak_chart& chart);
QStringList soak_footnotes(const std::vector<soak_chart_ptr>& charts);

// As describe_soak(); of one that is going on how far it is. Empty where there is none.
std::string soak_headline(const figure_report& report);
std::string soak_details(const figure_report& report);

}  // namespace sweeplab
