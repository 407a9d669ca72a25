// The sizes of text in a panel. Pixel sizes, so that a picture, an SVG and a PDF come out as the screen does.
#pragma once

#include <QFont>
#include <QFontInfo>

namespace sweeplab {

struct panel_fonts {
    QFont title;  // the machine's name
    QFont text;   // labels at the lines, callouts
    QFont text_bold;
    QFont small;  // ticks, captions
};

inline QFont sized(const QFont& base, double factor, bool bold = false) {
    QFont font = base;
    font.setPixelSize(qMax(1, qRound(QFontInfo(base).pixelSize() * factor)));
    font.setBold(bold);
    return font;
}

inline panel_fonts fonts_from(const QFont& base) {
    return {sized(base, 1.25, true), sized(base, 1.0), sized(base, 1.0, true), sized(base, 0.95)};
}

}  // namespace sweeplab
