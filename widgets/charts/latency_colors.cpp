#include "widgets/charts/latency_colors.h"

#include <algorithm>
#include <array>

#include "widgets/theme/palettes.h"

namespace sweeplab {
namespace {

constexpr std::array<QRgb, 4> on_light = {0xd2700a, 0xc0396b, 0x7a2a94, 0x1f1654};
constexpr std::array<QRgb, 4> on_dark = {0x7c74f0, 0xd968a8, 0xffa45c, 0xfff3a0};

}  // namespace

QColor latency_color(int place, int count, const chart_colors& colors) {
    const bool dark = contrast(colors.surface, Qt::white) > contrast(colors.surface, Qt::black);
    const auto& stops = dark ? on_dark : on_light;
    if (count < 2) return colors.of_series(0);
    const double at = static_cast<double>(place) / (count - 1) * static_cast<double>(stops.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(at), stops.size() - 2);
    return mix(QColor(stops[below + 1]), QColor(stops[below]), at - static_cast<double>(below));
}

}  // namespace sweeplab
