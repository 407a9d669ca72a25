#include "widgets/charts/timeline_hit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace sweeplab {
namespace {

constexpr double pointer_pixels = 2;  // on each side
constexpr double sure_pixels = 7;     // a span as wide as this is hit exactly

const timeline_lane& lane_of(const timeline_index& index, int lane) { return index.lanes()[static_cast<std::size_t>(lane)]; }

int nearest_failed(const timeline_lane& lane, double from, double to, double middle) {
    int best = -1;
    double least = std::numeric_limits<double>::max();
    const auto& failed = lane.failed();
    auto next = std::ranges::partition_point(
        failed, [&](int i) { return static_cast<double>(lane.spans()[static_cast<std::size_t>(i)].end_ns) < from; });
    for (; next != failed.end(); ++next) {
        const auto& span = lane.spans()[static_cast<std::size_t>(*next)];
        if (static_cast<double>(span.start_ns) > to) break;
        const double away =
            std::max({0.0, static_cast<double>(span.start_ns) - middle, middle - static_cast<double>(span.end_ns)});
        if (away < least) {
            least = away;
            best = *next;
        }
    }
    return best;
}

int longest_within(const timeline_lane& lane, double from, double to) {
    int i = lane.first_from(static_cast<std::int64_t>(std::floor(from)));
    if (i > 0) --i;
    int best = -1;
    double most = -1;
    for (; i < lane.size(); ++i) {
        const auto& span = lane.spans()[static_cast<std::size_t>(i)];
        if (static_cast<double>(span.start_ns) > to) break;
        if (static_cast<double>(span.end_ns) < from) continue;
        const double inside =
            std::min(static_cast<double>(span.end_ns), to) - std::max(static_cast<double>(span.start_ns), from);
        if (inside > most) {
            most = inside;
            best = i;
        }
    }
    return best;
}

}  // namespace

std::optional<span_place> span_under(const timeline_index& index, const timeline_geometry& geometry,
                                     const time_window& window, QPointF at) {
    const int number = geometry.lane_at(at.y());
    if (number < 0 || number >= index.lane_count()) return std::nullopt;
    if (at.x() < geometry.plot.left() || at.x() > geometry.plot.right()) return std::nullopt;
    const timeline_lane& lane = lane_of(index, number);
    const double pixel = geometry.ns_per_pixel(window);
    const double middle = geometry.to_ns(window, at.x());
    const double from = middle - pointer_pixels * pixel, to = middle + pointer_pixels * pixel;
    const int exact = lane.covering(static_cast<std::int64_t>(std::floor(middle)));
    if (const int failed = nearest_failed(lane, from, to, middle); failed >= 0) {
        const auto& span = lane.spans()[static_cast<std::size_t>(failed)];
        const bool covers = static_cast<double>(span.start_ns) <= middle && middle <= static_cast<double>(span.end_ns);
        if (covers || static_cast<double>(span.end_ns - span.start_ns) < sure_pixels * pixel)
            return span_place{number, failed};
    }
    if (exact >= 0) {
        const auto& span = lane.spans()[static_cast<std::size_t>(exact)];
        if (static_cast<double>(span.end_ns - span.start_ns) >= sure_pixels * pixel) return span_place{number, exact};
    }
    const int best = longest_within(lane, from, to);
    if (best < 0) return std::nullopt;
    return span_place{number, best};
}

std::optional<span_place> service_near(const timeline_index& index, int lane, std::int64_t at_ns) {
    if (lane < 0 || lane >= index.lane_count()) return std::nullopt;
    const timeline_lane& spans = lane_of(index, lane);
    const auto service = [&](int i) { return is_service(spans.spans()[static_cast<std::size_t>(i)].kind); };
    int after = spans.first_from(at_ns);
    int before = after - 1;
    while (before >= 0 && !service(before)) --before;
    while (after < spans.size() && !service(after)) ++after;
    if (before < 0 && after >= spans.size()) return std::nullopt;
    if (before < 0) return span_place{lane, after};
    if (after >= spans.size()) return span_place{lane, before};
    const std::int64_t to_before = std::max<std::int64_t>(0, at_ns - spans.spans()[static_cast<std::size_t>(before)].end_ns);
    const std::int64_t to_after = spans.spans()[static_cast<std::size_t>(after)].start_ns - at_ns;
    return span_place{lane, to_before <= to_after ? before : after};
}

std::optional<span_place> neighbour_of(const timeline_index& index, span_place from, span_step step) {
    const timeline_lane& lane = lane_of(index, from.lane);
    if (step == span_step::earlier || step == span_step::later) {
        const int stride = step == span_step::later ? 1 : -1;
        for (int i = from.span + stride; i >= 0 && i < lane.size(); i += stride)
            if (is_service(lane.spans()[static_cast<std::size_t>(i)].kind)) return span_place{from.lane, i};
        return std::nullopt;
    }
    const int stride = step == span_step::down ? 1 : -1;
    const timeline_span& span = index.at(from);
    const std::int64_t middle = span.start_ns + (span.end_ns - span.start_ns) / 2;
    for (int next = from.lane + stride; next >= 0 && next < index.lane_count(); next += stride)
        if (const auto found = service_near(index, next, middle)) return found;  // lanes without any are passed over
    return std::nullopt;
}

std::optional<span_place> next_failed(const timeline_index& index, std::optional<span_place> from, bool backwards) {
    using order = std::tuple<std::int64_t, int, int>;  // start, lane, span
    const auto order_of = [&](span_place place) { return order{index.at(place).start_ns, place.lane, place.span}; };
    const auto before = [&](const order& a, const order& b) { return backwards ? b < a : a < b; };
    std::optional<order> next, first;
    for (int lane = 0; lane < index.lane_count(); ++lane) {
        for (const int i : lane_of(index, lane).failed()) {
            const order one = order_of({lane, i});
            if (!first || before(one, *first)) first = one;
            if (from && !before(order_of(*from), one)) continue;
            if (!next || before(one, *next)) next = one;
        }
    }
    if (!next) next = first;
    if (!next) return std::nullopt;
    return span_place{std::get<1>(*next), std::get<2>(*next)};
}

}  // namespace sweeplab
