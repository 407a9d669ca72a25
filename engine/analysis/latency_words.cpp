// The finding on a run's latency.
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "engine/analysis/latency.h"
#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

constexpr double same_within = 0.03;  // the threshold of comparisons, METHODS.md §4

std::string in_words(std::int64_t ns) { return seconds_in_words(static_cast<double>(ns) * 1e-9); }

std::string one_count(const latency_point& point, latency_quantity quantity) {
    std::string text;
    for (const int thousandths : {500, 950}) {
        const auto& read = point.of(quantity).percentile(thousandths);
        if (read.ns)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", percentile_name(thousandths), in_words(*read.ns));
    }
    return fmt::format("{} at {}: {}", name_of(quantity), workers_in_words(point.workers), text);
}

bool holds(const latency_percentile& interval, std::int64_t ns) { return interval.lo_ns <= ns && ns <= interval.hi_ns; }

// A difference is claimed only where each value lies outside the other's interval.
std::string change_in_words(const std::string& what, const latency_point& first, const latency_percentile& before,
                            const latency_point& last, const latency_percentile& after) {
    const auto at_first = workers_in_words(first.workers);
    const double ratio = *before.ns > 0 ? static_cast<double>(*after.ns) / static_cast<double>(*before.ns) : 2;
    if (ratio > 1 / (1 + same_within) && ratio < 1 + same_within)
        return fmt::format("{} stays about the same: {} at {}, {} at {}", what, in_words(*before.ns), at_first,
                           in_words(*after.ns), last.workers);
    if (holds(before, *after.ns) || holds(after, *before.ns))
        return fmt::format("{}: {} at {} and {} at {} are not told apart by so few answers", what, in_words(*before.ns),
                           at_first, in_words(*after.ns), last.workers);
    return fmt::format("{} {} from {} at {} to {} at {}", what, ratio > 1 ? "grows" : "falls", in_words(*before.ns),
                       at_first, in_words(*after.ns), last.workers);
}

std::string too_few(const std::vector<const latency_point*>& points, latency_quantity quantity) {
    std::size_t most = 0;
    for (const auto* point : points) most = std::max(most, point->of(quantity).sorted_ns.size());
    return fmt::format("{}: too few answers for a percentile, {} at most at one worker count; p50 needs {}",
                       name_of(quantity), most, answers_needed(500));
}

}  // namespace

std::string describe_latency(const latency_report& report, latency_quantity quantity) {
    std::vector<const latency_point*> points;
    for (const auto& point : report.points)
        if (!point.of(quantity).sorted_ns.empty()) points.push_back(&point);
    if (points.empty()) return fmt::format("{}: no answer of this run has it", name_of(quantity));
    for (const int thousandths : {950, 900, 500}) {
        std::vector<const latency_point*> known;
        for (const auto* point : points)
            if (point->of(quantity).percentile(thousandths).ns) known.push_back(point);
        // The finding spans all counts, or a lower percentile that does is the better one.
        if (known.empty() || (known.size() < points.size() && thousandths != 500)) continue;
        if (known.size() == 1) return one_count(*known.front(), quantity);
        const auto read = [&](const auto* point) { return point->of(quantity).percentile(thousandths); };
        return change_in_words(fmt::format("{} {}", name_of(quantity), percentile_name(thousandths)), *known.front(),
                               read(known.front()), *known.back(), read(known.back()));
    }
    return too_few(points, quantity);
}

}  // namespace sweeplab
