#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "engine/http/sse_parser.h"

using namespace sweeplab;

namespace {

struct seen_event {
    std::string name;
    std::string data;
    std::size_t end;
    bool operator==(const seen_event&) const = default;
};

std::vector<seen_event> parse(const std::vector<std::string_view>& pieces) {
    std::vector<seen_event> seen;
    const auto take = [&seen](const sse_event& event) {
        seen.push_back({std::string(event.name), std::string(event.data), event.end});
    };
    sse_parser parser;
    for (const auto piece : pieces) parser.feed(piece, take);
    parser.finish(take);
    return seen;
}

std::vector<std::string> data_of(std::string_view stream) {
    std::vector<std::string> data;
    for (const auto& event : parse({stream})) data.push_back(event.data);
    return data;
}

// Every kind of line there is, with characters of two to four bytes and all three line ends.
const std::string rich_stream =
    "\xEF\xBB\xBF: a comment\n"
    "data: {\"a\":\"caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\"}\r\n\r\n"
    "data:no blank\n\n"
    "event: error\ndata: two\ndata:  lines\n\n"
    "id: 7\nretry: 10\ndata\n\n"
    "\n\n:\r\r"
    "data: carriage returns\r\r"
    "unknown: field\n\n"
    "data: [DONE]\n\n"
    "data: no blank line at the end";

}  // namespace

TEST_CASE("events come out as the standard says") {
    const auto seen = parse({rich_stream});
    REQUIRE(seen.size() == 7);
    CHECK(seen[0].data == "{\"a\":\"caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\"}");
    CHECK(seen[1].data == "no blank");
    CHECK(seen[2].name == "error");
    CHECK(seen[2].data == "two\n lines");
    CHECK(seen[3].data.empty());
    CHECK(seen[4].data == "carriage returns");
    CHECK(seen[5].data == "[DONE]");
    CHECK(seen[6].data == "no blank line at the end");
}

TEST_CASE("an event's end is the offset behind the last byte of its data") {
    for (const auto& event : parse({rich_stream})) {
        const auto last_line = event.data.substr(event.data.rfind('\n') + 1);
        CHECK(rich_stream.substr(event.end - last_line.size(), last_line.size()) == last_line);
    }
}

TEST_CASE("a cut at any byte changes nothing") {
    const auto whole = parse({rich_stream});
    const std::string_view stream = rich_stream;
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        CAPTURE(cut);
        REQUIRE(parse({stream.substr(0, cut), stream.substr(cut)}) == whole);
    }
}

TEST_CASE("two cuts at any bytes, and byte by byte, change nothing") {
    const auto whole = parse({rich_stream});
    const std::string_view stream = rich_stream;
    for (std::size_t first = 0; first <= stream.size(); first += 3)
        for (std::size_t second = first; second <= stream.size(); ++second)
            REQUIRE(parse({stream.substr(0, first), stream.substr(first, second - first), stream.substr(second)}) == whole);
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i < stream.size(); ++i) bytes.push_back(stream.substr(i, 1));
    CHECK(parse(bytes) == whole);
}

TEST_CASE("several events in one read, and none in another") {
    CHECK(data_of("data: 1\n\ndata: 2\n\ndata: 3\n\n") == std::vector<std::string>{"1", "2", "3"});
    CHECK(data_of("").empty());
    CHECK(data_of(": ping\n\n: ping\n\n").empty());
    CHECK(data_of("event: nothing\n\n").empty());
    CHECK(data_of("\r\n\r\n\r\n").empty());
}

TEST_CASE("only one blank after the colon belongs to the field") {
    CHECK(data_of("data:  x\n\n") == std::vector<std::string>{" x"});
    CHECK(data_of("data:x\n\n") == std::vector<std::string>{"x"});
    CHECK(data_of("data\n\n") == std::vector<std::string>{""});
    CHECK(data_of("datax: 1\n\n").empty());
}

TEST_CASE("a name does not carry over to the next event") {
    const auto seen = parse({"event: error\ndata: 1\n\ndata: 2\n\n"});
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].name == "error");
    CHECK(seen[1].name.empty());
}
