#include "widgets/charts/loss_colors.h"

#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

using part_colors = std::array<QRgb, all_loss_parts.size()>;

// baseline, inflation, unbaselined, retries, rate limit, dependency, overhead, idle
constexpr part_colors on_light = {0x0072b2, 0xd55e00, 0x8dbded, 0xa44779, 0xf0b429, 0x14a857, 0x3b3739, 0xd5d9e0};
constexpr part_colors on_dark = {0x56b4e9, 0xdd7a38, 0x3c5996, 0xb9739a, 0xf3c74f, 0x209060, 0xc2cbcb, 0x3b414a};

}  // namespace

QColor loss_color(loss_part part, const chart_colors& colors) {
    const bool dark = contrast(colors.surface, Qt::white) > contrast(colors.surface, Qt::black);
    return QColor((dark ? on_dark : on_light)[static_cast<std::size_t>(part)]);
}

QColor ink_on(const QColor& ground) {
    const QColor black(0x14161a), white(Qt::white);
    return contrast(ground, black) >= contrast(ground, white) ? black : white;
}

}  // namespace sweeplab
