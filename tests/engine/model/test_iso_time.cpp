#include <doctest/doctest.h>

#include <limits>

#include "engine/foundation/random.h"
#include "engine/model/run_event.h"

using namespace sweeplab;

TEST_CASE("times are written as ISO 8601 in UTC") {
    CHECK(to_iso8601(0) == "1970-01-01T00:00:00Z");
    CHECK(to_iso8601(1795253400000) == "2026-11-21T09:30:00Z");
    CHECK(to_iso8601(1795253400007) == "2026-11-21T09:30:00.007Z");
    CHECK(to_iso8601(951782400000) == "2000-02-29T00:00:00Z");
    CHECK(to_iso8601(-1) == "1969-12-31T23:59:59.999Z");
    // Beyond what four digits of a year can say.
    CHECK(to_iso8601(std::numeric_limits<unix_ms>::max()) == "9999-12-31T23:59:59.999Z");
    CHECK(to_iso8601(std::numeric_limits<unix_ms>::min()) == "0000-01-01T00:00:00Z");
}

TEST_CASE("the usual spellings are read") {
    CHECK(from_iso8601("2026-11-21T09:30:00Z") == 1795253400000);
    CHECK(from_iso8601("2026-11-21 09:30:00") == 1795253400000);
    CHECK(from_iso8601("2026-11-21t09:30z") == 1795253400000);
    CHECK(from_iso8601("2026-11-21T11:30:00+02:00") == 1795253400000);
    CHECK(from_iso8601("2026-11-21T04:00:00-0530") == 1795253400000);
    CHECK(from_iso8601("2026-11-21T09:30:00.5Z") == 1795253400500);
    CHECK(from_iso8601("2026-11-21T09:30:00.123456789Z") == 1795253400123);
    CHECK(from_iso8601("1970-01-01") == 0);
}

TEST_CASE("what is no time is not read as one") {
    for (const auto* text :
         {"", "yesterday", "2026-11-31T00:00:00Z", "2026-13-01", "2026-1-1", "2026-11-21T", "2026-11-21T24:00:00Z",
          "2026-11-21T09:60:00Z", "2026-11-21T09:30:61Z", "2026-11-21T09:30:00.Z", "2026-11-21T09:30:00Zoo",
          "2026-11-21T09:30:00+25:00", "2026-11-21T09:30:00*02:00", "20261121", "2026-11-21X"}) {
        CAPTURE(text);
        CHECK_FALSE(from_iso8601(text));
    }
}

TEST_CASE("every time that is written can be read") {
    random_source random(3);
    for (int i = 0; i < 2000; ++i) {
        const auto time = static_cast<unix_ms>(random.below(253402300800000ULL));
        CHECK(from_iso8601(to_iso8601(time)) == time);
    }
}
