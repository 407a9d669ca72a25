#include <doctest/doctest.h>

#include "engine/calibration/calibrate.h"
#include "engine/calibration/fast_answers.h"
#include "engine/calibration/fast_request.h"

using namespace sweeplab;
using namespace sweeplab::calibration;

TEST_CASE("what a request asks of the server is in its path") {
    const std::string head = "POST /stream/i6500/n150/s0/chat/completions HTTP/1.1\r\nContent-Length: 2\r\n\r\n";
    CHECK_FALSE(first_request(head + "{"));  // its body is not there yet
    const auto asked = first_request(head + "{}GET /");
    REQUIRE(asked);
    CHECK(asked->kind == answer_kind::stream);
    CHECK(asked->interval_ns == 6'500'000);
    CHECK(asked->chunks == 150);
    CHECK_FALSE(asked->staggered);
    CHECK(asked->bytes == head.size() + 2);
}

TEST_CASE("a timed chunk says the time it was given") {
    timed_chunk chunk;
    CHECK(chunk.at(1'234'567'890).find("1234567890 ") != std::string_view::npos);
    CHECK(chunk.at(987'654'321'000).find("987654321000 ") != std::string_view::npos);
}

TEST_CASE("calibration measures every figure, and says what it is at") {
    std::vector<std::string> steps;
    const auto limits = calibrate_generator([&steps](const std::string& step) {
        steps.push_back(step);
        return true;
    });
    if (!limits) {
        CHECK(limits.error().kind == error_kind::unsupported);
        return;
    }
    CHECK(limits->measured_at > 0);
    CHECK(limits->requests_per_s.value_or(0) > 1);
    CHECK(limits->chunks_per_s.value_or(0) > limits->requests_per_s.value_or(0));
    CHECK(limits->process_starts_per_s.value_or(0) > 1);
    CHECK(limits->streams.has_value() == limits->stamp_error_p99_us.has_value());
    CHECK(steps.size() >= 4);
    const auto again = read_generator_limits(to_json(*limits), "");
    REQUIRE(again);
    CHECK(again->measured_at == limits->measured_at);
    CHECK(*again->requests_per_s == doctest::Approx(*limits->requests_per_s));
}

TEST_CASE("calibration ends when it is told to") {
    int steps = 0;
    const auto stopped = calibrate_generator([&steps](const std::string&) { return ++steps < 2; });
    REQUIRE_FALSE(stopped);
    CHECK((stopped.error().kind == error_kind::cancelled || stopped.error().kind == error_kind::unsupported));
    CHECK(steps <= 2);
}
