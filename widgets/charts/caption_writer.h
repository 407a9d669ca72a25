// Words and keys of lines one after the other in the row over a plot, as far as there is room. GUI thread.
#pragma once

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/theme/chart_colors.h"

namespace sweeplab {

class caption_writer {
public:
    caption_writer(QPainter& painter, const chart_colors& colors, const QFont& font, const QRectF& row);
    void words(const QString& text);
    void key(const QColor& color, const QString& text, bool dashed = false);

private:
    void write(const QString& text);

    QPainter& painter_;
    const chart_colors& colors_;
    QFontMetricsF metrics_;
    QRectF row_;
    double x_;
};

}  // namespace sweeplab
