// Fusion without the desktop's pictures on dialog buttons, which belong to another look, and with borders of fields and
// buttons that can be seen: Fusion darkens the window's colour for them, which a dark window leaves nothing of.
// GUI thread.
#pragma once

#include <QPalette>
#include <QProxyStyle>

namespace sweeplab {

class plain_style final : public QProxyStyle {
    Q_OBJECT

public:
    plain_style() : QProxyStyle(QStringLiteral("Fusion")) {}

    QIcon standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;

private:
    // Fusion keeps its pictures of spin boxes by the palette's key, so equal palettes must stay one.
    mutable qint64 spin_key_ = 0;
    mutable QPalette spin_palette_;
};

}  // namespace sweeplab
