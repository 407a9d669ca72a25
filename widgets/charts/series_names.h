// How curves are grouped into panels and told apart there. Pure; any thread.
#pragma once

#include <QString>
#include <vector>

#include "widgets/charts/scaling_chart_data.h"

namespace sweeplab {

struct series_name {
    QString panel;   // its title; curves of one panel have the same
    QString label;   // unique in its panel
    int number = 0;  // of the label, in the order of first appearance: colour and marker
};

// One for each curve, in the same order.
std::vector<series_name> name_series(const std::vector<scaling_curve>& curves, panel_layout layout);

QString host_title(const scaling_curve& curve);  // "Unnamed machine" when it has no name

}  // namespace sweeplab
