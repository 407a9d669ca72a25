// Which look the person asked for. The words are what the settings file keeps.
#pragma once

#include <QString>

namespace sweeplab {

enum class theme_choice { system, light, dark };

QString to_text(theme_choice choice);                 // "system", "light", "dark"
theme_choice theme_choice_from(const QString& text);  // anything else reads as system

}  // namespace sweeplab
