// The colours that charts are drawn in, taken from a palette each time it changes.
// The series colours are legible on their surface and tell apart for the colour-blind; the marker's shape and
// the label at the line carry the series as well, so colour is never the only sign.
#pragma once

#include <QColor>
#include <QPalette>
#include <array>

namespace sweeplab {

struct chart_colors {
    QColor window;   // around the panels
    QColor surface;  // of a panel
    QColor text;
    QColor muted;  // captions, tick labels: still 4.5:1 on the surface
    QColor grid;
    QColor axis;
    QColor border;   // of panels and callouts
    QColor callout;  // surface of a callout
    QColor focus;    // ring of the panel that has the keyboard
    QColor warning;  // text and signs of a warning, on the window and on the surface
    QColor warning_surface;
    std::array<QColor, 5> series;

    const QColor& of_series(int number) const { return series[static_cast<std::size_t>(number) % series.size()]; }
};

chart_colors chart_colors_for(const QPalette& palette);

}  // namespace sweeplab
