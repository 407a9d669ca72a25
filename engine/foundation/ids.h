// Ids have types: a trial id is not a worker count. Zero is "none".
#pragma once

#include <compare>
#include <cstdint>

namespace sweeplab {

template <class Tag>
struct strong_id {
    std::int64_t value = 0;
    explicit operator bool() const { return value != 0; }
    auto operator<=>(const strong_id&) const = default;
};

using run_id = strong_id<struct run_tag>;
using trial_id = strong_id<struct trial_tag>;

}  // namespace sweeplab
