#include <doctest/doctest.h>

#include "engine/http/retry_after.h"

using namespace sweeplab;

TEST_CASE("seconds, whole or not") {
    CHECK(parse_retry_after("3", 0) == duration(3s));
    CHECK(parse_retry_after(" 0 ", 0) == duration(0s));
    CHECK(parse_retry_after("1.5", 0) == duration(1500ms));
    CHECK(parse_retry_after("999999999", 0) == duration(24 * 3600s));
    CHECK(parse_retry_after_ms("250") == duration(250ms));
}

TEST_CASE("a date, in the three forms of RFC 9110") {
    constexpr unix_ms the_date = 784111777'000;  // the RFC's own example
    CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == the_date);
    CHECK(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT") == the_date);
    CHECK(parse_http_date("Sun Nov  6 08:49:37 1994") == the_date);
    CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", the_date - 20'500) == duration(20'500ms));
    CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", the_date + 1000) == duration(0s));
}

TEST_CASE("anything else is no wait") {
    CHECK_FALSE(parse_retry_after("", 0));
    CHECK_FALSE(parse_retry_after("soon", 0));
    CHECK_FALSE(parse_retry_after("-5", 0));
    CHECK_FALSE(parse_retry_after("nan", 0));
    CHECK_FALSE(parse_retry_after("inf", 0));
    CHECK_FALSE(parse_retry_after_ms("1s"));
}
