#include <doctest/doctest.h>

#include "engine/workload/chat_answer.h"
#include "tests/support/scripted_server.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

instant at_ms(int milliseconds) { return instant(std::chrono::milliseconds(milliseconds)); }

// A response whose pieces came one millisecond apart.
http_response response_of(const std::vector<std::string>& pieces, const std::string& type = "text/event-stream") {
    http_response response;
    response.end = http_end::complete;
    response.status = 200;
    response.delimited = true;
    response.headers = {{"content-type", type}};
    int when = 0;
    for (const auto& piece : pieces) {
        ++when;
        response.pieces.push_back({response.body.size(), {at_ms(when), at_ms(when), true}});
        response.body += piece;
    }
    return response;
}

chat_answer decode(const std::vector<std::string>& pieces) { return decode_chat_answer(response_of(pieces)); }
chat_answer decode_plain(const std::string& body) { return decode_chat_answer(response_of({body}, "application/json")); }

}  // namespace

TEST_CASE("an ordinary stream: text, times, usage") {
    const auto answer = decode({role_event, content_event("Hel"), content_event("lo"), stop_event, usage_event, done_event});
    CHECK(answer.streamed);
    CHECK(answer.text == "Hello");
    CHECK(answer.finished);
    CHECK_FALSE(answer.error);
    CHECK_FALSE(answer.malformed);
    CHECK(answer.first_event_at == at_ms(1));
    CHECK(answer.content_at == std::vector<instant>{at_ms(2), at_ms(3)});
    CHECK(answer.usage_at == at_ms(5));
    CHECK(answer.usage->output == 3);
    CHECK(answer.usage->input == 11);
    CHECK(answer.usage->total == 14);
    CHECK(answer.merged_chunks == 0);
}

TEST_CASE("an event gets the stamp of the read that completed its data") {
    const auto event = content_event("x");
    const auto answer = decode({role_event + event.substr(0, 5), event.substr(5, 20),
                                event.substr(25) + event.substr(0, event.size() - 1), "\n" + event});
    CHECK(answer.content_at == std::vector<instant>{at_ms(3), at_ms(3), at_ms(4)});
    CHECK(answer.merged_chunks == 1);
}

TEST_CASE("chunks of one read share its stamp and are counted") {
    const auto answer = decode({content_event("a") + content_event("b") + content_event("c"), content_event("d")});
    CHECK(answer.content_at.size() == 4);
    CHECK(answer.merged_chunks == 2);
    CHECK(answer.text == "abcd");
}

TEST_CASE("a role-only first delta, empty deltas and usage without choices are no content") {
    const auto answer = decode({role_event, content_event(""), content_event("a"), usage_event});
    CHECK(answer.content_at == std::vector<instant>{at_ms(3)});
    CHECK(answer.first_event_at == at_ms(1));
}

TEST_CASE("reasoning counts as tokens that the model wrote, but is not the answer") {
    for (const char* name : {"reasoning_content", "reasoning"}) {
        const auto answer =
            decode({role_event, event(std::string(R"({"choices":[{"delta":{"content":null,")") + name + R"(":"Hm"}}]})"),
                    content_event("42")});
        CHECK(answer.text == "42");
        CHECK(answer.content_at == std::vector<instant>{at_ms(2), at_ms(3)});
    }
    const auto usage = event(R"({"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":9,"total_tokens":14,
        "completion_tokens_details":{"reasoning_tokens":6},"prompt_tokens_details":{"cached_tokens":4}}})");
    const auto answer = decode({content_event("42"), usage});
    CHECK(answer.malformed);  // a line break inside the data: the second line is no field
    const auto on_one_line = decode(
        {content_event("42"),
         event(
             R"({"choices":[],"usage":{"completion_tokens":9,"completion_tokens_details":{"reasoning_tokens":6},"prompt_tokens_details":{"cached_tokens":4}}})")});
    CHECK(on_one_line.usage->reasoning == 6);
    CHECK(on_one_line.usage->cached_input == 4);
    CHECK_FALSE(on_one_line.usage->input);
}

TEST_CASE("tool calls are content, and the answer where there is no other") {
    const auto answer = decode(
        {role_event, event(R"({"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":""}}]}}]})"),
         event(R"({"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":1}"}}]}}]})"), stop_event});
    CHECK(answer.has_content);
    CHECK(answer.content_at.size() == 2);
    CHECK(answer.text == "f{\"a\":1}");
}

TEST_CASE("/completions brings text") {
    const auto answer = decode({event(R"({"choices":[{"text":"Hel","index":0,"finish_reason":null}]})"),
                                event(R"({"choices":[{"text":"lo","index":0,"finish_reason":"stop"}]})"), done_event});
    CHECK(answer.text == "Hello");
    CHECK(answer.content_at.size() == 2);
    CHECK(decode_plain(R"({"choices":[{"text":"Hello","finish_reason":"length"}]})").text == "Hello");
}

TEST_CASE("an error inside a stream") {
    const auto answer = decode(
        {content_event("Hel"), event(R"({"error":{"message":"overloaded","type":"server_error","code":503}})"), done_event});
    REQUIRE(answer.error);
    CHECK(answer.error->message == "overloaded");
    CHECK(answer.error->type == "server_error");
    CHECK(answer.error->code == "503");
    CHECK(answer.text == "Hel");
    CHECK(decode({event(R"({"error":"plain words"})")}).error->message == "plain words");
    CHECK(decode({"event: error\ndata: {\"message\":\"named\"}\n\n"}).error->message == "named");
    CHECK(decode({event(R"({"object":"error","message":"older form","code":40303})")}).error->message == "older form");
}

TEST_CASE("a stream that ends without [DONE]") {
    CHECK(decode({content_event("a"), stop_event}).finished);
    CHECK_FALSE(decode({content_event("a")}).finished);
    CHECK(decode({content_event("a")}).text == "a");
}

TEST_CASE("malformed events are told, beginning with the first") {
    const auto answer = decode({content_event("a"), event("{\"choices\":[{\"delta\":{\"cont"), event("nonsense")});
    REQUIRE(answer.malformed);
    CHECK(answer.malformed->find("{\"choices\":[{\"delta\":{\"cont") != std::string::npos);
    CHECK(decode({event("[1,2]")}).malformed);
    CHECK(decode({event("\xFF\xFE")}).malformed);
}

TEST_CASE("odd types where text or numbers belong are passed over") {
    const auto answer =
        decode({event(R"({"choices":[{"delta":{"content":5,"reasoning":[],"tool_calls":7},"finish_reason":3}]})"),
                event(R"({"choices":"none","usage":{"completion_tokens":"3"}})"),
                event(R"({"choices":[null,1,{"delta":[]}]})"), event(R"({"usage":null})")});
    CHECK_FALSE(answer.has_content);
    CHECK_FALSE(answer.malformed);
    REQUIRE(answer.usage);
    CHECK_FALSE(answer.usage->output);
}

TEST_CASE("an answer that is not streamed") {
    const auto answer =
        decode_plain(R"({"choices":[{"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],
        "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}})");
    CHECK_FALSE(answer.streamed);
    CHECK(answer.text == "Hello");
    CHECK(answer.finished);
    CHECK(answer.usage->total == 3);
    CHECK(answer.content_at.empty());
    CHECK_FALSE(decode_plain(R"({"choices":[{"message":{"content":""}}]})").has_content);
    CHECK(decode_plain(R"({"error":{"message":"no"}})").error->message == "no");
    CHECK(decode_plain("").malformed);
    CHECK(decode_plain("<html>").malformed);
    CHECK(decode_plain("{}").malformed);
    CHECK(decode_plain("[]").malformed);
}

TEST_CASE("what kind of answer it is does not depend on what was asked for") {
    const auto stream = role_event + content_event("a") + done_event;
    CHECK(decode_chat_answer(response_of({stream}, "text/event-stream; charset=utf-8")).text == "a");
    CHECK(decode_chat_answer(response_of({stream}, "text/plain")).text == "a");
    CHECK(decode_chat_answer(response_of({": hello\n\n" + stream}, "")).text == "a");
    CHECK_FALSE(
        decode_chat_answer(response_of({R"({"choices":[{"message":{"content":"a"}}]})"}, "application/json")).streamed);
}

TEST_CASE("an answer with nothing in it") {
    for (const auto& answer :
         {decode({done_event}), decode({role_event, stop_event, done_event}), decode({}), decode({": ping\n\n"})}) {
        CHECK_FALSE(answer.has_content);
        CHECK(answer.text.empty());
        CHECK(answer.content_at.empty());
    }
}

TEST_CASE("a server's words are found in all the forms they come in") {
    CHECK(read_error_body(R"({"error":{"message":"Incorrect key","code":"invalid_api_key"}})").message == "Incorrect key");
    CHECK(read_error_body(R"({"error":{"message":"Incorrect key","code":"invalid_api_key"}})").code == "invalid_api_key");
    CHECK(read_error_body(R"({"detail":"Not Found"})").message == "Not Found");
    CHECK(read_error_body(R"({"message":"down"})").message == "down");
    CHECK(read_error_body(R"({"error":{"status":7}})").message == R"({"status":7})");
    CHECK(read_error_body("upstream\n\n  timed out\r\n").message == "upstream timed out");
    CHECK(read_error_body("").message.empty());
    CHECK(read_error_body(std::string(5000, 'x')).message.size() < 600);
}
