#include "engine/model/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace sweeplab {
namespace {

constexpr int part_bits = 7;
constexpr std::int64_t parts = 1 << part_bits;

// Values of 2^(part_bits + shift) and more, up to twice that, lie in parts of 2^shift.
std::int32_t bucket_of(std::int64_t value) {
    const auto width = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(value)));
    const int shift = std::max(0, width - part_bits - 1);
    return static_cast<std::int32_t>((std::int64_t{shift} << part_bits) + (value >> shift));
}

struct bounds {
    double low;
    double high;  // not in it
};

bounds bounds_of(std::int32_t bucket) {
    const int shift = bucket < 2 * parts ? 0 : (bucket >> part_bits) - 1;
    const auto low = static_cast<double>(bucket - (std::int64_t{shift} << part_bits));
    return {std::ldexp(low, shift), std::ldexp(low + 1, shift)};
}

// Of whole numbers the bucket's middle: that of a bucket of one number is this number.
double middle_of(std::int32_t bucket) {
    const auto [low, high] = bounds_of(bucket);
    return (low + high - 1) / 2;
}

constexpr std::int32_t last_bucket = (56 << part_bits) + 2 * parts - 1;

}  // namespace

void histogram::add(std::int64_t value, std::int64_t times) {
    if (times <= 0) return;
    value = std::max<std::int64_t>(value, 0);
    const auto number = bucket_of(value);
    const auto at = std::ranges::lower_bound(buckets_, number, {}, &bucket::first);
    if (at != buckets_.end() && at->first == number) at->second += times;
    else buckets_.insert(at, {number, times});
    least_ = empty() ? value : std::min(least_, value);
    most_ = empty() ? value : std::max(most_, value);
    count_ += times;
    sum_ += static_cast<double>(value) * static_cast<double>(times);
}

void histogram::merge(const histogram& other) {
    if (other.empty()) return;
    std::vector<bucket> merged;
    merged.reserve(buckets_.size() + other.buckets_.size());
    auto mine = buckets_.begin();
    for (const auto& theirs : other.buckets_) {
        while (mine != buckets_.end() && mine->first < theirs.first) merged.push_back(*mine++);
        merged.push_back(theirs);
        if (mine != buckets_.end() && mine->first == theirs.first) merged.back().second += (mine++)->second;
    }
    merged.insert(merged.end(), mine, buckets_.end());
    buckets_ = std::move(merged);
    least_ = empty() ? other.least_ : std::min(least_, other.least_);
    most_ = empty() ? other.most_ : std::max(most_, other.most_);
    count_ += other.count_;
    sum_ += other.sum_;
}

std::optional<double> histogram::mean() const {
    return empty() ? std::nullopt : std::optional(sum_ / static_cast<double>(count_));
}

std::optional<double> histogram::quantile(double share) const {
    if (empty()) return std::nullopt;
    const auto wanted = std::clamp<std::int64_t>(
        static_cast<std::int64_t>(std::ceil(share * static_cast<double>(count_) - 1e-9)), 1, count_);
    if (wanted == count_) return static_cast<double>(most_);
    std::int64_t seen = 0;
    for (const auto& [number, times] : buckets_) {
        seen += times;
        if (seen >= wanted) return std::clamp(middle_of(number), static_cast<double>(least_), static_cast<double>(most_));
    }
    return static_cast<double>(most_);
}

std::optional<double> histogram::share_below(double limit) const {
    if (empty()) return std::nullopt;
    if (limit > static_cast<double>(most_)) return 1.0;
    if (limit <= static_cast<double>(least_)) return 0.0;
    double below = 0;
    for (const auto& [number, times] : buckets_) {
        const auto [low, high] = bounds_of(number);
        if (limit <= low) break;
        below += static_cast<double>(times) * std::min(1.0, (limit - low) / (high - low));
    }
    return below / static_cast<double>(count_);
}

std::optional<histogram> histogram::from_parts(std::vector<bucket> buckets, std::int64_t least, std::int64_t most,
                                               double sum) {
    histogram made;
    std::int32_t before = -1;
    for (const auto& [number, times] : buckets) {
        if (number <= before || number > last_bucket || times <= 0) return std::nullopt;
        if (__builtin_add_overflow(made.count_, times, &made.count_)) return std::nullopt;
        before = number;
    }
    if (buckets.empty()) return made;
    if (least < 0 || most < least || !std::isfinite(sum) || sum < 0) return std::nullopt;
    if (bucket_of(least) != buckets.front().first || bucket_of(most) != buckets.back().first) return std::nullopt;
    made.buckets_ = std::move(buckets);
    made.least_ = least;
    made.most_ = most;
    made.sum_ = sum;
    return made;
}

}  // namespace sweeplab
