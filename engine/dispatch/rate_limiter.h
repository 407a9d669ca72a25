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
    void lower_to(double level, instant now);  // never raises it
    double per_minute() const { return capacity_; }

private:
    void refill(instant now);

    double capacity_;
    double level_;
    std::optional<instant> refilled_;
};

// What an endpoint says of its own limits beside a refusal (x-ratelimit headers).
struct named_limits {
    std::optional<double> requests_per_minute;
    std::optional<double> requests_left;
    std::optional<double> tokens_per_minute;
    std::optional<double> tokens_left;
};

// Where an endpoint refuses for going too fast (429), all workers wait as long as it asks. It is then paced by the limits
// that it names, when they are lower than the plan's; where it names none and goes on refusing, requests are sent apart, so
// that those that wait do not all come back at once and use up their attempts.
class rate_limiter {
public:
    explicit rate_limiter(const limits_spec& limits);

    // The earliest time at which a request of `tokens` may go out; `now` when it may at once.
    instant permit_at(std::int64_t tokens, instant now);
    void charge(std::int64_t tokens, instant now);
    // The request took `used` instead of the `charged` tokens.
    void settle(std::int64_t charged, std::int64_t used, instant now);
    // A request was refused for going too fast: nothing goes out before `wait` has passed.
    void refused(instant now, duration wait, const named_limits& named = {});
    void accepted();  // a request was not refused

private:
    void adopt(std::optional<token_bucket>& bucket, std::optional<double> per_minute, std::optional<double> left,
               instant now);

    std::optional<token_bucket> requests_;
    std::optional<token_bucket> tokens_;
    std::optional<instant> paused_until_;
    duration apart_{};  // between requests, while the endpoint goes on refusing; 0: as fast as they come
    std::optional<instant> last_sent_;
    int accepted_since_refusal_ = 0;
    bool refused_before_ = false;
};

}  // namespace sweeplab
