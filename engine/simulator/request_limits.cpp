#include "engine/simulator/request_limits.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace sweeplab::simulator {
namespace {

std::optional<token_bucket> bucket_of(std::optional<double> per_minute, instant now) {
    if (!per_minute) return std::nullopt;
    return token_bucket(*per_minute, now);
}

void add_headers(http_headers& headers, const std::optional<token_bucket>& bucket, std::string_view unit, instant now) {
    if (!bucket) return;
    headers.emplace_back(fmt::format("x-ratelimit-limit-{}", unit), fmt::format("{:.0f}", bucket->per_minute()));
    headers.emplace_back(fmt::format("x-ratelimit-remaining-{}", unit),
                         fmt::format("{:.0f}", std::floor(std::max(0.0, bucket->level(now)))));
    headers.emplace_back(fmt::format("x-ratelimit-reset-{}", unit), duration_in_header(bucket->until_full(now)));
}

std::int64_t milliseconds_rounded_up(duration d) { return (d.count() + 999'999) / 1'000'000; }

}  // namespace

request_limits::request_limits(std::optional<double> requests_per_minute, std::optional<double> tokens_per_minute,
                               std::string model, instant now)
    : requests_(bucket_of(requests_per_minute, now)), tokens_(bucket_of(tokens_per_minute, now)), model_(std::move(model)) {}

std::optional<api_error> request_limits::admit(double tokens, instant now) {
    if (requests_ && !requests_->has(1, now)) return refusal(*requests_, 1, "requests", now);
    if (tokens_ && !tokens_->has(tokens, now)) return refusal(*tokens_, tokens, "tokens", now);
    if (requests_) requests_->take(1, now);
    if (tokens_) tokens_->take(tokens, now);
    return std::nullopt;
}

api_error request_limits::refusal(const token_bucket& bucket, double amount, std::string_view unit, instant now) const {
    api_error fault{429, {}, std::string(unit), {}, "rate_limit_exceeded", headers(now)};
    const auto where = fmt::format("{} on {} per min (simulated limit {:.0f})", model_, unit, bucket.per_minute());
    if (amount > bucket.per_minute()) {
        // No wait can help, so none is advised.
        fault.message = fmt::format("Request too large for {}: requested {:.0f}. The input or output must be made shorter.",
                                    where, amount);
        return fault;
    }
    const auto wait_ms = milliseconds_rounded_up(bucket.until(amount, now));
    fault.message = fmt::format("Rate limit reached for {}: requested {:.0f}. Please try again in {}.", where, amount,
                                duration_in_header(std::chrono::milliseconds(wait_ms)));
    fault.headers.emplace_back("Retry-After", std::to_string((wait_ms + 999) / 1000));
    fault.headers.emplace_back("retry-after-ms", std::to_string(wait_ms));
    return fault;
}

http_headers request_limits::headers(instant now) const {
    http_headers list;
    add_headers(list, requests_, "requests", now);
    add_headers(list, tokens_, "tokens", now);
    return list;
}

std::string duration_in_header(duration d) {
    const auto ms = milliseconds_rounded_up(std::max(d, duration{}));
    if (ms > 0 && ms < 1000) return fmt::format("{}ms", ms);
    const auto seconds = fmt::format("{:g}s", static_cast<double>(ms % 60'000) / 1000);
    const auto minutes = ms / 60'000;
    if (minutes == 0) return seconds;
    if (minutes < 60) return fmt::format("{}m{}", minutes, seconds);
    return fmt::format("{}h{}m{}", minutes / 60, minutes % 60, seconds);
}

}  // namespace sweeplab::simulator
