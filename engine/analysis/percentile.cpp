#include "engine/analysis/percentile.h"

#include <fmt/format.h>
#include <boost/math/distributions/binomial.hpp>

#include "engine/analysis/words.h"

namespace sweeplab {
namespace {

constexpr double outside = 0.025;  // of the probability, on each side
constexpr int expected_beyond = 5;

using binomial = boost::math::binomial;

// The largest count with at most this probability of so few; -1 when there is none.
std::int64_t most_below(const binomial& below, double probability) {
    auto count = static_cast<std::int64_t>(boost::math::quantile(below, probability));
    const auto of = [&](std::int64_t k) { return boost::math::cdf(below, static_cast<double>(k)); };
    while (count >= 0 && of(count) > probability) --count;
    while (of(count + 1) <= probability) ++count;
    return count;
}

}  // namespace

std::string percentile_name(int thousandths) {
    return thousandths % 10 == 0 ? fmt::format("p{}", thousandths / 10)
                                 : fmt::format("p{}.{}", thousandths / 10, thousandths % 10);
}

std::size_t answers_needed(int thousandths) {
    const int beyond = 1000 - thousandths;
    return static_cast<std::size_t>((expected_beyond * 1000 + beyond - 1) / beyond);
}

std::optional<rank_interval> percentile_ranks(std::size_t answers, int thousandths) {
    if (answers < answers_needed(thousandths)) return std::nullopt;
    const binomial below(static_cast<double>(answers), thousandths / 1000.0);
    const auto lo = most_below(below, outside) + 1;
    // The least count with 97.5 %, of the answers that lie above: by the complement it is exact in the tail.
    const binomial above(static_cast<double>(answers), 1 - thousandths / 1000.0);
    const auto hi = static_cast<std::int64_t>(answers) - most_below(above, outside);
    if (lo < 1 || hi > static_cast<std::int64_t>(answers)) return std::nullopt;
    return rank_interval{static_cast<std::size_t>(lo), static_cast<std::size_t>(hi)};
}

latency_percentile read_percentile(const std::vector<std::int64_t>& sorted_ns, int thousandths) {
    latency_percentile read;
    const auto ranks = percentile_ranks(sorted_ns.size(), thousandths);
    if (!ranks) {
        const auto there = static_cast<long long>(sorted_ns.size());
        read.refused = fmt::format("{} needs at least {}; there {} {}", percentile_name(thousandths),
                                   counted(static_cast<long long>(answers_needed(thousandths)), "answer", "answers"),
                                   there == 1 ? "is" : "are", there);
        return read;
    }
    const auto rank = (sorted_ns.size() * static_cast<std::size_t>(thousandths) + 999) / 1000;
    read.ns = sorted_ns[rank - 1];
    read.lo_ns = sorted_ns[ranks->lo - 1];
    read.hi_ns = sorted_ns[ranks->hi - 1];
    return read;
}

}  // namespace sweeplab
