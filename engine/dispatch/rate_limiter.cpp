#include "engine/dispatch/rate_limiter.h"

#include <algorithm>

namespace sweeplab {

void token_bucket::refill(instant now) {
    if (refilled_ && now > *refilled_)
        level_ = std::min(capacity_, level_ + capacity_ / 60.0 * to_seconds(now - *refilled_));
    if (!refilled_ || now > *refilled_) refilled_ = now;
}

instant token_bucket::available_at(double amount, instant now) {
    refill(now);
    const double missing = std::min(amount, capacity_) - level_;
    // A millionth of a unit is rounding of the refill, not something to wait for.
    if (missing <= 1e-6) return now;
    return now + std::max(from_seconds(missing / (capacity_ / 60.0)), duration(1));
}

void token_bucket::take(double amount, instant now) {
    refill(now);
    level_ -= amount;
}

void token_bucket::give_back(double amount, instant now) {
    refill(now);
    level_ = std::min(capacity_, level_ + amount);
}

rate_limiter::rate_limiter(const limits_spec& limits) {
    if (limits.requests_per_minute) requests_.emplace(*limits.requests_per_minute);
    if (limits.tokens_per_minute) tokens_.emplace(*limits.tokens_per_minute);
}

instant rate_limiter::permit_at(std::int64_t tokens, instant now) {
    instant at = now;
    if (paused_until_) at = std::max(at, *paused_until_);
    if (requests_) at = std::max(at, requests_->available_at(1, now));
    if (tokens_) at = std::max(at, tokens_->available_at(static_cast<double>(tokens), now));
    return at;
}

void rate_limiter::charge(std::int64_t tokens, instant now) {
    if (requests_) requests_->take(1, now);
    if (tokens_) tokens_->take(static_cast<double>(tokens), now);
}

void rate_limiter::settle(std::int64_t charged, std::int64_t used, instant now) {
    if (!tokens_) return;
    if (used > charged) tokens_->take(static_cast<double>(used - charged), now);
    else tokens_->give_back(static_cast<double>(charged - used), now);
}

void rate_limiter::pause_until(instant until) { paused_until_ = paused_until_ ? std::max(*paused_until_, until) : until; }

}  // namespace sweeplab
