// The two full palettes of the window, for the Fusion style. Every role is set, so that nothing is left to
// what the platform happens to give.
#pragma once

#include <QPalette>

namespace sweeplab {

QPalette light_palette();
QPalette dark_palette();
bool is_dark(const QPalette& palette);  // by what text is drawn on, whoever made the palette

// Borders of fields and buttons: 3:1 or more against the window, so that one sees where to click.
QColor border_colour(const QPalette& palette);

// Contrast of two opaque colours as WCAG 2 defines it, 1 to 21. Text wants 4.5 or more.
double contrast(const QColor& a, const QColor& b);
// `share` of `over` on `under`.
QColor mix(const QColor& over, const QColor& under, double share);

}  // namespace sweeplab
