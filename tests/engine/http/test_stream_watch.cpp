#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "engine/http/stream_watch.h"

using namespace sweeplab;

namespace {

// Feeds a stream in pieces of `size` bytes, as the client does: the body so far, and where the new bytes begin.
stream_watch watch_in_pieces(std::string_view stream, std::size_t size) {
    stream_watch watch;
    for (std::size_t at = 0; at < stream.size(); at += size)
        watch.feed(stream.substr(0, std::min(at + size, stream.size())), at);
    return watch;
}

constexpr std::string_view role = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}\n\n";
constexpr std::string_view empty_content = "data: {\"choices\":[{\"delta\":{\"content\":\"\"}}]}\n\n";

}  // namespace

TEST_CASE("comments are no data, whatever they are cut into") {
    stream_watch watch;
    CHECK_FALSE(watch.feed(": keep-alive\n\n", 0));
    CHECK_FALSE(watch.feed(": keep-alive\n\n: data: x\n\n", 14));
    CHECK(watch.feed(": keep-alive\n\n: data: x\n\ndata: {}\n\n", 25));
}

TEST_CASE("the rest of a long data line is data too") {
    stream_watch watch;
    const std::string line = "data: {\"choices\":[{\"delta\":{\"content\":\"" + std::string(1000, 'x');
    CHECK(watch.feed(line, 0));
    CHECK(watch.feed(line + "yyy", line.size()));
    const std::string after = line + "yyy\"}}]}\n\n";
    CHECK(watch.feed(after, line.size() + 3));
    CHECK_FALSE(watch.feed(after + ": ping\n\n", after.size()));
}

TEST_CASE("the end is seen at any cut") {
    for (std::size_t size = 1; size < 40; ++size) {
        CAPTURE(size);
        CHECK(watch_in_pieces("data: {\"a\":\"[DONE]\"}\n\ndata: [DONE]\n\n", size).ended());
        CHECK(watch_in_pieces("data:[DONE]\r\n\r\n", size).ended());
        CHECK_FALSE(watch_in_pieces("data: {\"a\":\"data: [DONE]\"}\n\n: [DONE]\n\n", size).ended());
    }
}

TEST_CASE("an error event is seen at any cut") {
    for (std::size_t size = 1; size < 40; ++size) {
        CAPTURE(size);
        CHECK(watch_in_pieces("data: {\"error\":{\"message\":\"overloaded\"}}\n\n", size).error_seen());
        CHECK(watch_in_pieces("data: { \"error\": \"x\"}\n\n", size).error_seen());
        CHECK_FALSE(watch_in_pieces("data: {\"a\":{\"error\":1}}\n\n", size).error_seen());
    }
}

TEST_CASE("content begins with the first text that is not empty") {
    for (std::size_t size = 1; size < 60; ++size) {
        CAPTURE(size);
        CHECK_FALSE(watch_in_pieces(role, size).content_begun());
        CHECK_FALSE(watch_in_pieces(empty_content, size).content_begun());
        CHECK(watch_in_pieces("data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n", size).content_begun());
        CHECK(
            watch_in_pieces("data: {\"choices\":[{\"delta\":{\"reasoning_content\" : \"Hm\"}}]}\n\n", size).content_begun());
        CHECK(watch_in_pieces("data: {\"choices\":[{\"delta\":{\"reasoning\":\"Hm\"}}]}\n\n", size).content_begun());
        CHECK(watch_in_pieces("data: {\"choices\":[{\"text\":\"Hi\"}]}\n\n", size).content_begun());
    }
}
