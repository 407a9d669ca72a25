// Pacing by requests and tokens a minute: one token bucket each, refilled continuously and full at first,
// as providers keep theirs. One limiter stands for one endpoint and lives through all trials of a sweep.
// Knows no clock: every call says what time it is. One thread.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/foundation/clock.h"
#include "engine/model/plan.h"

namespace sweeplab {

class token_bucket {
public:
    // Holds at most one minute's worth.
    explicit token_bucket(double per_minute) : capacity_(per_minute), level_(per_minute) {}

    // When `amount` is there. More than the bucket holds counts as a full bucket, so that a single huge
    // request waits for a whole minute and not for ever.
    instant available_at(double amount, instant now);
    void take(double amount, instant now);  // may drive the level below zero
    void give_back(double amount, instant now);

private:
    void refill(instant now);

    double capacity_;
    double level_;
    std::optional<instant> refilled_;
};

class rate_limiter {
public:
    explicit rate_limiter(const limits_spec& limits);

    // The earliest time at which a request of `tokens` may go out; `now` when it may at once.
    instant permit_at(std::int64_t tokens, instant now);
    void charge(std::int64_t tokens, instant now);
    // The request took `used` instead of the `charged` tokens.
    void settle(std::int64_t charged, std::int64_t used, instant now);
    // Nothing goes out before `until`: the endpoint said so (429), to all workers alike.
    void pause_until(instant until);

private:
    std::optional<token_bucket> requests_;
    std::optional<token_bucket> tokens_;
    std::optional<instant> paused_until_;
};

}  // namespace sweeplab
