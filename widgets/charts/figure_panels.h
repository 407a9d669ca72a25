// The panels of each kind of figures, before they are put side by side. Pure; any thread.
#pragma once

#include "widgets/charts/figure_chart_data.h"

namespace sweeplab {

// Values of one panel in their base unit (s, money, share of 1, a second); finish_panel() chooses axes and ticks.
struct panel_draft {
    figure_kind kind = figure_kind::milestones;
    chart_quantity quantity = chart_quantity::time;
    display_unit unit;
    bool from_zero = false;  // a linear axis although the quantity has a logarithmic one
    QString caption;         // "Ready after"
    QString x_caption;
    chart_panel panel;
    std::vector<int> workers;  // ticks
    double least_most = 0;     // the value axis goes at least so far, in the display unit

    chart_series& add_series(const figure_run& run, const QString& label, int number);
    // Nothing is added for a value that cannot be drawn; missing stays empty.
    void add_point(chart_series& series, int workers, const chart_value& value, point_words words);
};
figure_panel finish_panel(panel_draft draft);

std::vector<panel_draft> milestone_panels(const figure_content& content);
std::vector<panel_draft> solved_panels(const figure_content& content);
std::vector<panel_draft> native_panels(const figure_content& content);

}  // namespace sweeplab
