#include <doctest/doctest.h>

#include "engine/workload/soak_stream.h"

using namespace sweeplab;
using namespace std::chrono_literals;

namespace {

const instant zero{};
std::string chunk(const std::string& text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
}

}  // namespace

TEST_CASE("gaps, jitter and the first content of an answer, however its bytes are cut") {
    soak_stream stream;
    soak_window window;
    stream.begin();
    const auto sent = zero + 100ms;
    stream.take("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n", zero + 110ms, sent,
                window);
    CHECK_FALSE(stream.has_content());
    const auto text = chunk("a");
    stream.take(text.substr(0, 20), zero + 150ms, sent, window);
    stream.take(text.substr(20), zero + 160ms, sent, window);          // whole now
    stream.take(chunk("b"), zero + 180ms, sent, window);               // gap 20 ms
    stream.take(chunk("c") + chunk("d"), zero + 230ms, sent, window);  // gaps 50 ms and 0
    stream.take("data: {\"choices\":[],\"usage\":{\"completion_tokens\":7}}\n\ndata: [DONE]\n\n", zero + 300ms, sent,
                window);
    stream.finish(window);
    CHECK(stream.finished());
    CHECK_FALSE(stream.fault());
    CHECK(stream.output_tokens() == 7);
    CHECK(window.chunks == 4);
    CHECK(window.first_content.least() == 60'000'000);
    CHECK(window.gaps.count() == 3);
    CHECK(window.gaps.least() == 0);
    CHECK(window.gaps.most() == 50'000'000);
    CHECK(window.jitter.count() == 2);
    CHECK(window.jitter.least() == 30'000'000);
    CHECK(window.jitter.most() == 50'000'000);
}

TEST_CASE("between two answers there is no gap") {
    soak_stream stream;
    soak_window window;
    for (int answer = 0; answer < 2; ++answer) {
        stream.begin();
        const auto sent = zero + answer * 10s;
        stream.take(chunk("a"), sent + 5ms, sent, window);
        stream.take(chunk("b"), sent + 6ms, sent, window);
        stream.finish(window);
    }
    CHECK(window.gaps.count() == 2);
    CHECK(window.gaps.most() == 1'000'000);
    CHECK(window.jitter.empty());
    CHECK(window.first_content.count() == 2);
    CHECK(stream.chunks() == 4);
}

TEST_CASE("errors in the middle and what is no JSON are told") {
    soak_window window;
    soak_stream stream;
    stream.begin();
    stream.take(chunk("a") + "data: {\"error\":{\"message\":\"out of memory\"}}\n\n", zero, zero, window);
    REQUIRE(stream.fault());
    CHECK(stream.fault()->find("out of memory") != std::string::npos);
    stream.begin();
    CHECK_FALSE(stream.fault());
    stream.take("data: <html>\n\n", zero, zero, window);
    REQUIRE(stream.fault());
    CHECK(stream.fault()->find("no JSON object") != std::string::npos);
}
