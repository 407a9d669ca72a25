#include <doctest/doctest.h>

#include <limits>

#include "engine/foundation/random.h"
#include "engine/store/span_codec.h"
#include "tests/engine/store/store_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto most = std::numeric_limits<std::int64_t>::max();

std::vector<attempt> unpacked(const span_packer& packer, bool& whole) {
    std::vector<attempt> spans;
    whole = unpack_spans(packer.bytes(), packer.count(), spans);
    return spans;
}

}  // namespace

TEST_CASE("packed integers take the bytes that LEB128 and zigzag say") {
    byte_packer bytes;
    bytes.natural(0);
    bytes.natural(127);
    bytes.natural(300);  // 0b10'0101100: the example of the protocol buffers' encoding guide
    bytes.integer(-1);   // zigzag 1
    bytes.integer(1);    // zigzag 2
    CHECK(bytes.bytes() == std::string("\x00\x7f\xac\x02\x01\x02", 6));
}

TEST_CASE("packed integers come back whatever they are") {
    const std::vector<std::int64_t> values{0, 1, -1, 63, 64, -64, -65, 1'000'000'007, least, most, least + 1};
    byte_packer bytes;
    for (const auto value : values) {
        bytes.integer(value);
        bytes.natural(static_cast<std::uint64_t>(value));
    }
    byte_unpacker back(bytes.bytes());
    for (const auto value : values) {
        CHECK(back.integer() == value);
        CHECK(back.natural() == static_cast<std::uint64_t>(value));
    }
    CHECK(back.read_whole());
}

TEST_CASE("damaged bytes are noticed and read as zeros") {
    SUBCASE("cut in a number") {
        byte_unpacker bytes(std::string_view("\x80\x80", 2));
        CHECK(bytes.natural() == 0);
        CHECK(bytes.damaged());
    }
    SUBCASE("a number of more than 64 bits") {
        byte_unpacker bytes("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
        CHECK(bytes.natural() == 0);
        CHECK(bytes.damaged());
    }
    SUBCASE("a text longer than what is left") {
        byte_unpacker bytes(
            "\x05"
            "abc");
        CHECK(bytes.text().empty());
        CHECK(bytes.damaged());
        CHECK(bytes.integer() == 0);
    }
    SUBCASE("something left over") {
        byte_unpacker bytes("\x05\x06");
        CHECK(bytes.natural() == 5);
        CHECK_FALSE(bytes.damaged());
        CHECK_FALSE(bytes.read_whole());
    }
}

TEST_CASE("a block of spans comes back but for texts and chunk times") {
    attempt extreme;
    extreme.item = std::numeric_limits<std::int32_t>::max();
    extreme.number = std::numeric_limits<std::int32_t>::min();
    extreme.worker = -1;
    extreme.claimed_ns = most;
    extreme.start_ns = least;
    extreme.end_ns = most;
    extreme.released_ns = 0;
    attempt first = rich_attempt(5, 1'000'000);
    attempt after = plain_attempt(0, 500);
    span_packer packer;
    for (const auto& span : {first, extreme, after}) packer.add(span);
    first.output = first.error_output = {};
    first.chunk_ns.clear();
    bool whole = false;
    CHECK((unpacked(packer, whole) == std::vector<attempt>{first, extreme, after}));
    CHECK(whole);

    packer.clear();
    packer.add(after);
    CHECK((unpacked(packer, whole) == std::vector<attempt>{after}));
    CHECK(whole);
}

TEST_CASE("a span takes few bytes") {
    span_packer packer;
    for (int i = 0; i < 1000; ++i) packer.add(plain_attempt(i, i * 1'000'000LL));
    CHECK(packer.bytes().size() / 1000 <= 20);
}

TEST_CASE("a damaged block never reads as whole or past its end") {
    span_packer packer;
    for (int i = 0; i < 20; ++i) packer.add(rich_attempt(i, i * 1000));
    std::vector<attempt> spans;
    for (std::size_t size = 0; size < packer.bytes().size(); ++size) {
        spans.clear();
        CHECK_FALSE(unpack_spans(std::string_view(packer.bytes()).substr(0, size), packer.count(), spans));
    }
    random_source random(1);
    for (int round = 0; round < 2000; ++round) {  // what comes out is not defined, only that it ends well
        std::string bytes = packer.bytes();
        for (int hit = 0; hit < 3; ++hit) bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
        spans.clear();
        unpack_spans(bytes, packer.count(), spans);
        CHECK(spans.size() <= 20);
    }
}

TEST_CASE("intervals and times come back in their order") {
    const std::vector<worker_interval> intervals{
        {0, worker_state::overhead, -1, 0, 0, 10},
        {0, worker_state::service, 4, 1, 10, 5'000'000'000},
        {1, worker_state::idle, -1, 0, 0, 5'000'000'000},
        {-1, worker_state::back_off, std::numeric_limits<std::int32_t>::max(), 9, most, least}};
    std::vector<worker_interval> back;
    CHECK(unpack_intervals(pack_intervals(intervals), back));
    CHECK((back == intervals));
    back.clear();
    CHECK_FALSE(unpack_intervals(pack_intervals(intervals).substr(0, 12), back));

    const std::vector<std::int64_t> times{5, 5, 3, most, least, 0};
    std::vector<std::int64_t> times_back;
    CHECK(unpack_times(pack_times(times), times_back));
    CHECK(times_back == times);
    CHECK(pack_times({}).empty());
    times_back.clear();
    CHECK_FALSE(unpack_times("\x80", times_back));
}
