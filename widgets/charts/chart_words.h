// Everything a chart says in words: captions, footnotes, and what is known of a point. Pure; any thread.
#pragma once

#include <QString>
#include <QStringList>

#include "widgets/charts/scaling_chart_data.h"

namespace sweeplab {

QString x_caption();
QString y_caption(const scaling_chart_data& data);

// What the hollow marks mean, when there are any. The reasons are in the finding's warnings, callouts and table.
QStringList footnotes_of(const scaling_content& content);
QString not_drawable_note(const scaling_curve& curve, const scaling_point& point);
QString unlike_currency_note(const scaling_curve& curve, const scaling_curve& first);

point_words describe_point(const chart_series& series, const chart_point& point, const display_units& units);
point_words describe_not_counted(const chart_series& series, const scaling_point& point);

// What stands beside the ring: "4 workers" and "2.93× at 73 %", or "20 workers" and "12 do the same".
QStringList recommendation_words(const chart_series& series, const chart_point& point);
QString tick_text(double value);    // as few digits as it needs: "0.125", "1,024", "16.8 M"
QString workers_text(int workers);  // "1 worker", "1,024 workers"
// Why a panel has no point; empty when it has one.
QString empty_panel_text(const chart_panel& panel, const scaling_chart_data& data);
// The chart as a paragraph, for assistive tools.
QString describe_panel(const chart_panel& panel, const scaling_chart_data& data);

}  // namespace sweeplab
