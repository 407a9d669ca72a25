// Requests and tokens a minute, and the headers that tell a client of them.
#pragma once

#include <optional>
#include <string>

#include "engine/simulator/completion_request.h"
#include "engine/simulator/token_bucket.h"

namespace sweeplab::simulator {

class request_limits {
public:
    request_limits(std::optional<double> requests_per_minute, std::optional<double> tokens_per_minute, std::string model,
                   instant now);

    // Takes one request of `tokens` (prompt and answer) out of both buckets, or out of neither and says why not.
    std::optional<api_error> admit(double tokens, instant now);
    // x-ratelimit-limit-, -remaining- and -reset- for requests and tokens, as far as they are limited.
    http_headers headers(instant now) const;

private:
    api_error refusal(const token_bucket& bucket, double amount, std::string_view unit, instant now) const;

    std::optional<token_bucket> requests_;
    std::optional<token_bucket> tokens_;
    std::string model_;
};

// As OpenAI writes it: "0s", "6ms", "1.5s", "2m30s", "1h0m5s".
std::string duration_in_header(duration d);

}  // namespace sweeplab::simulator
