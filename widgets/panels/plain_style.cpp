#include "widgets/panels/plain_style.h"

#include <QStyleOption>
#include <algorithm>

#include "widgets/theme/palettes.h"
#include "widgets/theme/themed_icon.h"

namespace sweeplab {
namespace {

// Fusion's border is the window's colour divided by 1.4 in brightness; this is the window that gives the wanted one.
// What cannot be used keeps its faint border.
QPalette with_clear_border(const QStyleOption& option) {
    QPalette palette = option.palette;
    if (option.state & QStyle::State_Enabled) {
        float hue = 0, saturation = 0, value = 0;
        border_colour(palette).getHsvF(&hue, &saturation, &value);
        palette.setColor(QPalette::Window, QColor::fromHsvF(hue, saturation, std::min(1.0F, value * 1.4F)));
    }
    return palette;
}

}  // namespace

// Every menu bar asks for this picture, and Fusion would load all image plugins for it before the first paint.
QIcon plain_style::standardIcon(StandardPixmap which, const QStyleOption* option, const QWidget* widget) const {
    return which == SP_ToolBarHorizontalExtensionButton ? themed_icon(QStringLiteral("more"))
                                                        : QProxyStyle::standardIcon(which, option, widget);
}

int plain_style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const {
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
}

void plain_style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
    const auto draw = [&](auto copy) {
        copy.palette = with_clear_border(*option);
        QProxyStyle::drawPrimitive(element, &copy, painter, widget);
    };
    switch (element) {
        case PE_FrameLineEdit:
        case PE_Frame:
            if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option)) return draw(*frame);
            break;
        case PE_PanelButtonCommand:
        case PE_IndicatorCheckBox:
        case PE_IndicatorRadioButton:
            if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) return draw(*button);
            break;
        default: break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void plain_style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                     const QWidget* widget) const {
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    if (spin && control == CC_SpinBox && (spin->state & State_Enabled)) {
        if (spin_key_ != spin->palette.cacheKey()) spin_palette_ = with_clear_border(*spin);
        spin_key_ = spin->palette.cacheKey();
        QStyleOptionSpinBox copy = *spin;
        copy.palette = spin_palette_;
        return QProxyStyle::drawComplexControl(control, &copy, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

}  // namespace sweeplab
