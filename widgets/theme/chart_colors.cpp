#include "widgets/theme/chart_colors.h"

#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

const std::array<QColor, 5> on_light = {QColor(0x0072b2), QColor(0xd55e00), QColor(0x00855f), QColor(0xa3497f),
                                        QColor(0x7a6a00)};
const std::array<QColor, 5> on_dark = {QColor(0x56b4e9), QColor(0xe69f00), QColor(0x2bc4a0), QColor(0xe08cbb),
                                       QColor(0xf0e442)};

}  // namespace

chart_colors chart_colors_for(const QPalette& palette) {
    const bool dark = is_dark(palette);
    chart_colors colors;
    colors.window = palette.color(QPalette::Active, QPalette::Window);
    colors.surface = palette.color(QPalette::Active, QPalette::Base);
    colors.text = palette.color(QPalette::Active, QPalette::Text);
    colors.muted = mix(colors.text, colors.surface, dark ? 0.66 : 0.68);
    colors.grid = mix(colors.text, colors.surface, dark ? 0.13 : 0.09);
    colors.axis = mix(colors.text, colors.surface, dark ? 0.45 : 0.42);
    colors.border = mix(colors.text, colors.surface, dark ? 0.17 : 0.13);
    colors.callout = dark ? mix(colors.text, colors.surface, 0.08) : colors.surface;
    colors.focus = palette.color(QPalette::Active, QPalette::Highlight);
    colors.warning = dark ? QColor(0xf2b84b) : QColor(0x8a4b00);
    colors.warning_surface = mix(dark ? QColor(0xe69f00) : QColor(0xf5a623), colors.window, dark ? 0.13 : 0.15);
    colors.series = dark ? on_dark : on_light;
    return colors;
}

}  // namespace sweeplab
