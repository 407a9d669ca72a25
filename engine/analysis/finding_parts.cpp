#include "engine/analysis/finding_parts.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

void warn(const scaling_point& point, bool has_point, std::vector<std::string>& warnings) {
    if (point.trials_not_counted == 0) return;
    const auto* state = has_point ? ", not counted" : point.workers == 1 ? " has no point" : " have no point";
    warnings.push_back(fmt::format("{}{}: {}.", workers_in_words(point.workers), state, point.why_not_counted));
}

std::string spread_in_words(const scaling_curve& curve) {
    if (curve.points.empty()) return {};
    const auto [least, most] =
        std::minmax_element(curve.points.begin(), curve.points.end(),
                            [](const auto& a, const auto& b) { return a.times_s.size() < b.times_s.size(); });
    const auto fewest = least->times_s.size();
    const auto largest = most->times_s.size();
    if (largest < 2) return "One repeat each: no interval. Repeat at least 3 times to see how sure the figures are.";
    const auto repeats =
        fewest == largest ? fmt::format("{} repeats", largest) : fmt::format("{} to {} repeats", fewest, largest);
    // The spread of ln T is nearly the relative spread of T.
    const auto spread = percent_in_words(std::expm1(curve.pooled_sd_ln.value_or(0)));
    const auto whose = curve.variances_differ ? "each from its own count's spread, since the counts differ in it clearly"
                                              : "from the spread of all repeats";
    return fmt::format("{} at each worker count; the bars are 95 % intervals, {} (typically {}).", repeats, whose, spread);
}

}  // namespace

std::string repeats_in_words(const scaling_curve& curve) {
    const auto spread = spread_in_words(curve);
    return curve.repeat_rule.empty() || spread.empty() ? spread : spread + " " + curve.repeat_rule;
}

void add_uncounted_warnings(const scaling_curve& curve, std::vector<std::string>& warnings) {
    for (const auto& point : curve.points) warn(point, true, warnings);
    for (const auto& point : curve.empty_points) warn(point, false, warnings);
}

}  // namespace sweeplab
