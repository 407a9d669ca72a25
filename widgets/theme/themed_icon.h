// The application's own icons: monochrome 24 x 24 SVG files from resources/icons, drawn in the text colour of
// the palette at the moment of painting, sharp at any size and scale factor. They follow a change of the
// palette by themselves. GUI thread.
#pragma once

#include <QIcon>
#include <QString>

namespace sweeplab {

QIcon themed_icon(const QString& name);  // "play" is :/icons/play.svg; an unknown name gives a null icon
bool has_themed_icon(const QString& name);
// An icon from the SVG text itself, recoloured in the same way.
QIcon recolored_icon(const QByteArray& svg);

}  // namespace sweeplab
