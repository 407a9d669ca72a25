#include "widgets/theme/theme_choice.h"

namespace sweeplab {

QString to_text(theme_choice choice) {
    switch (choice) {
        case theme_choice::light: return QStringLiteral("light");
        case theme_choice::dark: return QStringLiteral("dark");
        case theme_choice::system: break;
    }
    return QStringLiteral("system");
}

theme_choice theme_choice_from(const QString& text) {
    if (text == QLatin1String("light")) return theme_choice::light;
    if (text == QLatin1String("dark")) return theme_choice::dark;
    return theme_choice::system;
}

}  // namespace sweeplab
