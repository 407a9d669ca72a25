#include <doctest/doctest.h>

#include "engine/foundation/hash.h"
#include "engine/process/output_capture.h"

using namespace sweeplab;

namespace {

std::string numbers_up_to(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += std::to_string(i) + '\n';
    return text;
}

captured_output captured(std::string_view text, std::size_t limit, std::size_t piece) {
    output_capture capture(limit);
    for (std::size_t i = 0; i < text.size(); i += piece) capture.add(text.substr(i, piece));
    return capture.take();
}

}  // namespace

TEST_CASE("an output within the bound is kept whole, however it is cut") {
    const std::string text = numbers_up_to(1000);
    for (const std::size_t piece : {1UL, 7UL, 1000UL, text.size()}) {
        const auto kept = captured(text, text.size(), piece);
        CHECK(kept.whole());
        CHECK(kept.text() == text);
        CHECK(kept.bytes == static_cast<std::int64_t>(text.size()));
        CHECK(kept.digest == hash64(text));
        CHECK_FALSE(kept.within(text.size()).truncated);
    }
}

TEST_CASE("of an output beyond the bound its two ends are kept, and all of it is counted and digested") {
    const std::string text = numbers_up_to(10'000);
    for (const std::size_t piece : {1UL, 7UL, 1000UL, text.size()}) {
        const auto kept = captured(text, 101, piece);
        CHECK_FALSE(kept.whole());
        CHECK(kept.head == text.substr(0, 51));
        CHECK(kept.tail == text.substr(text.size() - 50));
        CHECK(kept.bytes == static_cast<std::int64_t>(text.size()));
        CHECK(kept.digest == hash64(text));
        CHECK(kept.last_line(100) == "9999");
    }
}

TEST_CASE("a narrower bound says how much it leaves out of the whole output") {
    const auto whole = captured("abcdefghij", 100, 10).within(4);
    CHECK(whole.truncated);
    CHECK(whole.text == "ab\n… 6 bytes left out …\nij");

    const auto cut = captured("abcdefghijklmnopqrst", 10, 3);
    CHECK(cut.within(10).text == "abcde\n… 10 bytes left out …\npqrst");
    CHECK(cut.within(4).text == "ab\n… 16 bytes left out …\nst");
    CHECK(cut.within(4).truncated);
    CHECK(cut.within(1000).text == cut.text());
}

TEST_CASE("a bound of nothing keeps nothing, and an empty output is whole") {
    const auto nothing = captured("abc", 0, 1);
    CHECK(nothing.head.empty());
    CHECK(nothing.tail.empty());
    CHECK(nothing.bytes == 3);
    CHECK(nothing.digest == hash64("abc"));
    const auto empty = output_capture(10).take();
    CHECK(empty.whole());
    CHECK(empty.text().empty());
    CHECK(empty.digest == hash64(""));
    CHECK(empty.last_line(10).empty());
}

TEST_CASE("the last line skips blank ones and is fit to be shown") {
    CHECK(captured("first\nlast words  \n\n \n", 100, 100).last_line(50) == "last words");
    CHECK(captured("progress 1\rprogress 2\r", 100, 100).last_line(50) == "progress 2");
    CHECK(captured("short\nthe last line is the longer part", 100, 100).last_line(50) == "the last line is the longer part");
    CHECK(captured("bad \xff byte\n", 100, 100).last_line(50) == "bad \xEF\xBF\xBD byte");
    CHECK(captured("a line that is too long", 100, 100).last_line(6) == "a line…");
}
