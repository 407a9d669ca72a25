// Fusion without the desktop's pictures on dialog buttons, which belong to another look. GUI thread.
#pragma once

#include <QProxyStyle>

namespace sweeplab {

class plain_style final : public QProxyStyle {
    Q_OBJECT

public:
    plain_style() : QProxyStyle(QStringLiteral("Fusion")) {}

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override {
        return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
    }
};

}  // namespace sweeplab
