// The box that follows the pointer or the arrow keys with all that is known of what is there. GUI thread.
#pragma once

#include <QPainter>

#include "widgets/charts/chart_words.h"
#include "widgets/charts/panel_fonts.h"
#include "widgets/theme/chart_colors.h"

namespace sweeplab {

struct callout_text {
    point_words words;
    QStringList note;  // the words' note, broken into lines
    double names = 0;  // widths of the two columns
    double values = 0;
    double row = 0;
    QSizeF size;
};

callout_text measure_callout(point_words words, const panel_fonts& fonts);
void paint_callout(QPainter& painter, const QRectF& box, const callout_text& text, const panel_fonts& fonts,
                   const chart_colors& colors);

}  // namespace sweeplab
