#include "engine/laws/time_bounds.h"

#include <algorithm>
#include <cmath>

namespace sweeplab {
namespace {

bool is_time(double seconds) { return std::isfinite(seconds) && seconds > 0; }

}  // namespace

std::optional<time_band> bounds_at(double workers, double work_s, double span_s) {
    if (!std::isfinite(workers) || workers < 1 || !is_time(work_s) || !is_time(span_s) || span_s > work_s)
        return std::nullopt;
    const double shared = work_s / workers;
    return time_band{std::max(shared, span_s), shared + (1 - 1 / workers) * span_s};
}

band_place place_in(const time_band& band, double measured_s, double noise) {
    if (!is_time(measured_s) || !std::isfinite(noise) || noise < 0) return band_place::unknown;
    if (measured_s > band.upper_s * (1 + noise)) return band_place::above;
    if (measured_s < band.lower_s / (1 + noise)) return band_place::below;
    return band_place::inside;
}

std::string_view in_words(band_place place) {
    switch (place) {
        case band_place::below: return "faster than any schedule of this work: the baseline is wrong";
        case band_place::inside: return "within the bounds of this work: its order and its longest item explain the time";
        case band_place::above: return "slower than any schedule of this work: inflation, limits or overhead";
        case band_place::unknown: break;
    }
    return "no time that could be placed";
}

}  // namespace sweeplab
