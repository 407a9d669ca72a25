// Charts as SVG. Colours are the style sheet's: the classes stand in the HTML report and in a picture alone.
#pragma once

#include <string>

#include "engine/report/chart_axis.h"

namespace sweeplab {

std::string escape_markup(std::string_view text);  // for HTML and SVG, in text and in attributes

std::string chart_markup(const line_chart& chart);
std::string chart_markup(const stacked_chart& chart);
extern const char* const light_colors;  // "--text:…;…"
extern const char* const dark_colors;
extern const char* const chart_style;  // rules that use them

}  // namespace sweeplab
