#include <doctest/doctest.h>

#include <algorithm>

#include "engine/simulator/fault_plan.h"
#include "engine/simulator/request_limits.h"
#include "engine/simulator/token_bucket.h"

using namespace sweeplab;
using namespace sweeplab::simulator;

namespace {

std::string value_of(const http_headers& headers, const std::string& name) {
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; });
    return found == headers.end() ? "absent" : found->second;
}

simulated_fault fault_of(simulated_fault::kind what, std::optional<double> share, std::vector<std::int64_t> nth = {}) {
    simulated_fault fault;
    fault.what = what;
    fault.share = share;
    fault.nth_requests = std::move(nth);
    return fault;
}

}  // namespace

TEST_CASE("a bucket begins full, empties, and refills continuously up to its limit") {
    token_bucket bucket(60, instant{});
    CHECK(bucket.has(60, instant{}));
    bucket.take(60, instant{});
    CHECK_FALSE(bucket.has(1, instant{}));
    CHECK(bucket.until(1, instant{}) == 1s);
    CHECK(bucket.has(1, instant{} + 1s));
    CHECK(bucket.until_full(instant{} + 15s) == 45s);
    CHECK(bucket.level(instant{} + 3600s) == 60);
}

TEST_CASE("waiting for as long as it says is enough") {
    token_bucket bucket(7, instant{});
    bucket.take(7, instant{});
    const auto wait = bucket.until(1, instant{});
    CHECK(bucket.has(1, instant{} + wait));
    CHECK_FALSE(bucket.has(1, instant{} + wait - 1ms));
}

TEST_CASE("requests beyond the limit are refused with the wait in the headers") {
    request_limits limits(3, std::nullopt, "m", instant{});
    for (int i = 0; i < 3; ++i) CHECK_FALSE(limits.admit(1000, instant{}));
    const auto refused = limits.admit(1, instant{} + 500ms);
    REQUIRE(refused);
    CHECK(refused->status == 429);
    CHECK(refused->code == "rate_limit_exceeded");
    CHECK(refused->type == "requests");
    CHECK(value_of(refused->headers, "Retry-After") == "20");
    CHECK(value_of(refused->headers, "retry-after-ms") == "19500");
    CHECK(value_of(refused->headers, "x-ratelimit-limit-requests") == "3");
    CHECK(value_of(refused->headers, "x-ratelimit-remaining-requests") == "0");
    CHECK(value_of(refused->headers, "x-ratelimit-reset-requests") == "59.5s");
    CHECK(value_of(refused->headers, "x-ratelimit-limit-tokens") == "absent");
    CHECK_FALSE(limits.admit(1, instant{} + 20s));
}

TEST_CASE("a request refused for its tokens costs no request") {
    request_limits limits(2, 600, "m", instant{});
    CHECK_FALSE(limits.admit(500, instant{}));
    const auto refused = limits.admit(200, instant{});
    REQUIRE(refused);
    CHECK(refused->type == "tokens");
    CHECK(value_of(refused->headers, "retry-after-ms") == "10000");
    CHECK(value_of(limits.headers(instant{}), "x-ratelimit-remaining-tokens") == "100");
    CHECK(value_of(limits.headers(instant{}), "x-ratelimit-remaining-requests") == "1");
    CHECK_FALSE(limits.admit(100, instant{}));
}

TEST_CASE("a request that can never fit is refused without a wait") {
    request_limits limits(std::nullopt, 100, "m", instant{});
    const auto refused = limits.admit(101, instant{});
    REQUIRE(refused);
    CHECK(refused->message.find("too large") != std::string::npos);
    CHECK(value_of(refused->headers, "Retry-After") == "absent");
}

TEST_CASE("durations in headers read as OpenAI writes them") {
    CHECK(duration_in_header(0s) == "0s");
    CHECK(duration_in_header(6ms) == "6ms");
    CHECK(duration_in_header(5500us) == "6ms");
    CHECK(duration_in_header(1s) == "1s");
    CHECK(duration_in_header(1500ms) == "1.5s");
    CHECK(duration_in_header(59999ms) == "59.999s");
    CHECK(duration_in_header(360s) == "6m0s");
    CHECK(duration_in_header(3605s) == "1h0m5s");
}

TEST_CASE("faults by number take exactly those requests, counted from 1") {
    fault_plan plan({fault_of(simulated_fault::kind::refuse, {}, {2, 4})}, 1);
    std::vector<bool> taken;
    for (int i = 0; i < 5; ++i) taken.push_back(plan.next("the same prompt") != nullptr);
    CHECK(taken == std::vector<bool>{false, true, false, true, false});
}

TEST_CASE("faults by share take that share, in whatever order the prompts come") {
    const std::vector plan_of{fault_of(simulated_fault::kind::hang, 0.1)};
    constexpr int prompts = 5000;
    fault_plan ahead(plan_of, 9), backwards(plan_of, 9);
    std::vector<bool> first, second(prompts);
    for (int i = 0; i < prompts; ++i) first.push_back(ahead.next(std::to_string(i)) != nullptr);
    for (int i = prompts; i-- > 0;) second[static_cast<std::size_t>(i)] = backwards.next(std::to_string(i)) != nullptr;
    CHECK(first == second);
    const auto taken = static_cast<double>(std::count(first.begin(), first.end(), true));
    CHECK(taken / prompts == doctest::Approx(0.1).epsilon(0.15));
}

TEST_CASE("a retry of the same prompt gets a new draw") {
    fault_plan plan({fault_of(simulated_fault::kind::hang, 0.5)}, 1);
    int taken = 0;
    for (int i = 0; i < 1000; ++i) taken += plan.next("one prompt") != nullptr ? 1 : 0;
    CHECK(taken > 400);
    CHECK(taken < 600);
}

TEST_CASE("the first fault of the plan that takes a request wins; shares of 0 and 1 mean never and always") {
    fault_plan plan({fault_of(simulated_fault::kind::hang, 0.0), fault_of(simulated_fault::kind::refuse, {}, {1}),
                     fault_of(simulated_fault::kind::server_error, 1.0)},
                    1);
    CHECK(plan.next("a")->what == simulated_fault::kind::refuse);
    for (int i = 0; i < 100; ++i) CHECK(plan.next("a")->what == simulated_fault::kind::server_error);
}
