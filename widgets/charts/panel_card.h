// The card that every panel of a chart stands on, and its row with the machine's name. GUI thread.
#pragma once

#include <QPainter>

#include "widgets/charts/panel_fonts.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

void paint_card(QPainter& painter, const QRectF& card, const chart_colors& colors, bool focused);

// A small tag that says where the numbers come from; nobody may take them for a server's. Returns its right edge.
double paint_simulated_tag(QPainter& painter, const panel_fonts& fonts, const chart_colors& colors, double left,
                           const QRectF& row);
double simulated_tag_width(const panel_fonts& fonts);

struct panel_title {
    QString title;
    QString subtitle;
    bool simulated = false;
};
// The subtitle is left out where there is hardly any room for it.
void paint_title_row(QPainter& painter, const panel_title& words, const panel_fonts& fonts, const chart_colors& colors,
                     const QRectF& row);

}  // namespace sweeplab
