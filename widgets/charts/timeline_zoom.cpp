#include "widgets/charts/timeline_zoom.h"

#include <QLocale>
#include <algorithm>
#include <array>
#include <cmath>

namespace sweeplab {
namespace {

struct time_unit {
    double ns;
    const char16_t* name;
};
constexpr std::array<time_unit, 4> units = {{{1e9, u"s"}, {1e6, u"ms"}, {1e3, u"µs"}, {1, u"ns"}}};

// The largest unit of which `ns` has `least` or more.
const time_unit& unit_for(double ns, double least) {
    for (const time_unit& unit : units)
        if (ns >= least * unit.ns) return unit;
    return units.back();
}

QString number_text(double value, int decimals) {
    QLocale locale(QLocale::English);
    return locale.toString(value, 'f', decimals);
}

// 1, 2 or 5 times a power of ten.
double tidy_step(double least) {
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power >= least * (1 - 1e-9)) return step * power;
    return 10 * power;
}

}  // namespace

void timeline_zoom::set_end(std::int64_t end_ns) {
    const bool all = fitted();
    whole_ = std::max(least_length, static_cast<double>(end_ns) * 1.015 + 1);
    if (all) fit();
    else place(window_.from, window_.length());
}

void timeline_zoom::place(double from, double length) {
    length = std::clamp(length, least_length, whole_);
    from = std::clamp(from, 0.0, whole_ - length);
    window_ = length >= whole_ ? time_window{0, whole_} : time_window{from, from + length};
}

void timeline_zoom::zoom_about(double share, double factor) {
    if (!(factor > 0) || !std::isfinite(factor)) return;
    share = std::clamp(share, 0.0, 1.0);
    const double fixed = window_.at_share(share);
    const double length = std::clamp(window_.length() / factor, least_length, whole_);
    place(fixed - share * length, length);
}

void timeline_zoom::pan(double shares) { place(window_.from + shares * window_.length(), window_.length()); }

void timeline_zoom::show(double from, double to) { place(from, to - from); }

void timeline_zoom::reveal(double from, double to) {
    if (from >= window_.from && to <= window_.to) return;
    const double length = window_.length();
    if (to - from >= length) {
        // All that is in sight may be this already.
        if (from > window_.from || to < window_.to) place(from - 0.05 * length, length);
        return;
    }
    const double margin = std::min(0.1 * length, (length - (to - from)) / 2);
    place(from < window_.from ? from - margin : to + margin - length, length);
}

time_ticks make_time_ticks(const time_window& window, int most) {
    time_ticks ticks;
    if (most < 1 || !(window.length() > 0)) return ticks;
    const double step = tidy_step(window.length() / most);
    const time_unit& unit = unit_for(window.to, 1);
    const int decimals = std::clamp(static_cast<int>(std::ceil(std::log10(unit.ns / step) - 1e-9)), 0, 9);
    for (double tick = std::ceil(window.from / step - 1e-9); tick * step <= window.to * (1 + 1e-12); ++tick) {
        ticks.at.push_back(tick * step);
        ticks.texts.push_back(
            QStringLiteral("%1 %2").arg(number_text(tick * step / unit.ns, decimals), QString::fromUtf16(unit.name)));
    }
    return ticks;
}

QString time_text(double ns) {
    if (ns == 0) return QStringLiteral("0 s");
    const double size = std::abs(ns);
    const time_unit& unit = unit_for(size, 1);
    const double value = ns / unit.ns;
    const int decimals = unit.ns == 1 ? 0 : std::abs(value) >= 100 ? 1 : std::abs(value) >= 10 ? 2 : 3;
    return QStringLiteral("%1 %2").arg(number_text(value, decimals), QString::fromUtf16(unit.name));
}

}  // namespace sweeplab
