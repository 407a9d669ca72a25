// Between which times a trial can lie when only the work itself and its longest chain count, for any worker
// count. Drawn behind a curve before any law is. Pure; any thread. METHODS.md §2; Graham 1969, Brent 1974.
#pragma once

#include <optional>
#include <string_view>

namespace sweeplab {

struct time_band {
    double lower_s = 0;  // max(T1 / N, T∞): no schedule is faster
    double upper_s = 0;  // T1 / N + (1 − 1/N)·T∞: no schedule that keeps workers busy is slower
};

// `work_s` is T1, the service of all items; `span_s` is T∞, the longest item or the critical path. Nothing when
// these are no times, T∞ is more than T1, or there is less than one worker.
std::optional<time_band> bounds_at(double workers, double work_s, double span_s);

// `unknown`: the measured time is none, or `noise` is no share.
enum class band_place { below, inside, above, unknown };

// `noise` is the share of a time that counts as no difference: twice the spread of the repeats, for example.
band_place place_in(const time_band& band, double measured_s, double noise = 1e-9);
std::string_view in_words(band_place place);

}  // namespace sweeplab
