// Counts of values in buckets that are narrow everywhere on a scale from 1 to 2^63: memory does not grow with the number of
// values, and quantiles are known within half a bucket, 0.4 % of the value. Values below 256 are kept exactly. The scheme is
// HdrHistogram's (G. Tene): powers of two, each in 128 parts of the same width. A value; one thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace sweeplab {

class histogram {
public:
    using bucket = std::pair<std::int32_t, std::int64_t>;  // its number, and how many values lie in it (more than 0)

    void add(std::int64_t value, std::int64_t times = 1);  // below 0 counts as 0
    void merge(const histogram& other);

    std::int64_t count() const { return count_; }
    bool empty() const { return count_ == 0; }
    // Exact, and absent without values.
    std::optional<std::int64_t> least() const { return empty() ? std::nullopt : std::optional(least_); }
    std::optional<std::int64_t> most() const { return empty() ? std::nullopt : std::optional(most_); }
    std::optional<double> mean() const;
    // The smallest value that at least this share (0 to 1) of all does not exceed.
    std::optional<double> quantile(double share) const;
    // Of all values, 0 to 1; within the bucket that `limit` lies in, values are taken as evenly spread.
    std::optional<double> share_below(double limit) const;

    // By number, for storing.
    const std::vector<bucket>& buckets() const { return buckets_; }
    double sum() const { return sum_; }
    // From what was stored; nullopt when these numbers contradict each other.
    static std::optional<histogram> from_parts(std::vector<bucket> buckets, std::int64_t least, std::int64_t most,
                                               double sum);

    bool operator==(const histogram&) const = default;

private:
    std::vector<bucket> buckets_;  // by number
    std::int64_t count_ = 0;
    std::int64_t least_ = 0;
    std::int64_t most_ = 0;
    double sum_ = 0;
};

}  // namespace sweeplab
