#include <doctest/doctest.h>

#include "engine/foundation/line_splitter.h"

using namespace sweeplab;

TEST_CASE("lines come whole, however they were cut") {
    line_splitter lines;
    CHECK_FALSE(lines.next());
    lines.add("one\ntw");
    CHECK(lines.next() == "one");
    CHECK_FALSE(lines.next());
    CHECK(lines.unfinished() == 2);
    lines.add("o");
    CHECK_FALSE(lines.next());
    lines.add("\n\nthree\nrest");
    CHECK(lines.next() == "two");
    CHECK(lines.next() == "");
    CHECK(lines.next() == "three");
    CHECK_FALSE(lines.next());
    CHECK(lines.unfinished() == 4);
}
