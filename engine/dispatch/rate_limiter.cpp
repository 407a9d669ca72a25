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

void token_bucket::lower_to(double level, instant now) {
    refill(now);
    level_ = std::min(level, level_);
}

rate_limiter::rate_limiter(const limits_spec& limits) {
    if (limits.requests_per_minute) requests_.emplace(*limits.requests_per_minute);
    if (limits.tokens_per_minute) tokens_.emplace(*limits.tokens_per_minute);
}

instant rate_limiter::permit_at(std::int64_t tokens, instant now) {
    instant at = now;
    if (paused_until_) at = std::max(at, *paused_until_);
    if (apart_ > duration::zero() && last_sent_) at = std::max(at, *last_sent_ + apart_);
    if (requests_) at = std::max(at, requests_->available_at(1, now));
    if (tokens_) at = std::max(at, tokens_->available_at(static_cast<double>(tokens), now));
    return at;
}

void rate_limiter::charge(std::int64_t tokens, instant now) {
    if (requests_) requests_->take(1, now);
    if (tokens_) tokens_->take(static_cast<double>(tokens), now);
    last_sent_ = now;
}

void rate_limiter::settle(std::int64_t charged, std::int64_t used, instant now) {
    if (!tokens_) return;
    if (used > charged) tokens_->take(static_cast<double>(used - charged), now);
    else tokens_->give_back(static_cast<double>(charged - used), now);
}

void rate_limiter::refused(instant now, duration wait, const named_limits& named) {
    constexpr int enough_accepted = 8;  // in a row: the refusal before is over and done with
    constexpr duration longest_apart = std::chrono::seconds(60);
    adopt(requests_, named.requests_per_minute, named.requests_left, now);
    adopt(tokens_, named.tokens_per_minute, named.tokens_left, now);
    const bool same_storm = paused_until_ && now < *paused_until_;
    paused_until_ = std::max(paused_until_.value_or(now), now + wait);
    if (same_storm) return;
    const bool goes_on = refused_before_ && accepted_since_refusal_ < enough_accepted;
    const bool is_paced = named.requests_per_minute || named.tokens_per_minute;
    if (goes_on && !is_paced) apart_ = std::min(apart_ > duration::zero() ? apart_ + apart_ / 2 : wait, longest_apart);
    refused_before_ = true;
    accepted_since_refusal_ = 0;
}

void rate_limiter::accepted() {
    ++accepted_since_refusal_;
    apart_ -= apart_ / 20;
    if (apart_ < std::chrono::milliseconds(1)) apart_ = duration::zero();
}

void rate_limiter::adopt(std::optional<token_bucket>& bucket, std::optional<double> per_minute, std::optional<double> left,
                         instant now) {
    if (!per_minute || *per_minute <= 0) return;
    if (!bucket || *per_minute < bucket->per_minute()) bucket.emplace(*per_minute);
    if (left && *left >= 0) bucket->lower_to(*left, now);
}

}  // namespace sweeplab
