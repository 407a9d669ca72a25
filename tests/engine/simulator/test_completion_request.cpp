#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "engine/simulator/completion_request.h"
#include "engine/simulator/completion_writer.h"

using namespace sweeplab;
using namespace sweeplab::simulator;
using nlohmann::json;

namespace {

const std::string one_message = R"("model": "m", "messages": [{"role": "user", "content": "Hello"}])";

completion_request read_chat(const std::string& more) {
    const auto request = read_completion_request("{" + one_message + more + "}", true);
    REQUIRE(request);
    return *request;
}

api_error refused(const std::string& body, bool chat = true) {
    const auto request = read_completion_request(body, chat);
    REQUIRE_FALSE(request);
    CHECK(request.error().status == 400);
    CHECK(request.error().type == "invalid_request_error");
    return request.error();
}

api_error refused_with(const std::string& more) { return refused("{" + one_message + "," + more + "}"); }

std::vector<std::string> data_of(const std::string& events) {
    std::vector<std::string> list;
    for (std::size_t at = 0; (at = events.find("data: ", at)) != std::string::npos; ++at) {
        const auto end = events.find("\n\n", at);
        list.push_back(events.substr(at + 6, end - at - 6));
    }
    return list;
}

}  // namespace

TEST_CASE("a plain chat request") {
    const auto request = read_chat("");
    CHECK(request.model == "m");
    CHECK(request.prompt_tokens == 2);
    CHECK_FALSE(request.stream);
    CHECK_FALSE(request.most_tokens);
}

TEST_CASE("every field that counts is read, and nulls are as good as absent") {
    const auto request = read_chat(R"(, "stream": true, "stream_options": {"include_usage": true}, "max_tokens": 9, "n": 1,
        "stop": ["a", "b"], "temperature": 0.3, "response_format": {"type": "json_object"}, "logit_bias": null, "tools": null)");
    CHECK(request.stream);
    CHECK(request.include_usage);
    CHECK(request.most_tokens == 9);
    CHECK(request.stops == std::vector<std::string>{"a", "b"});
    CHECK(request.as_json);
    CHECK_FALSE(read_chat(R"(, "stream": null, "max_tokens": null, "stop": null)").stream);
    CHECK(read_chat(R"(, "max_tokens": 9, "max_completion_tokens": 4)").most_tokens == 4);
    CHECK(read_chat(R"(, "stop": "x")").stops == std::vector<std::string>{"x"});
}

TEST_CASE("how long the answer is to take may be asked for, strictly") {
    CHECK_FALSE(read_chat("").seconds);
    CHECK(read_chat(R"(, "simulate": {"seconds": 2.5})").seconds == 2.5);
    CHECK(read_chat(R"(, "simulate": {"seconds": 0})").seconds == 0);
    CHECK_FALSE(read_chat(R"(, "simulate": {})").seconds);
    CHECK(refused_with(R"("simulate": 3)").param == "simulate");
    CHECK(refused_with(R"("simulate": {"seconds": -1})").param == "simulate.seconds");
    CHECK(refused_with(R"("simulate": {"seconds": "2"})").param == "simulate.seconds");
    CHECK(refused_with(R"("simulate": {"minutes": 2})").param == "simulate.minutes");
}

TEST_CASE("messages in parts read as the same text, and other splits as another prompt") {
    const auto prompt_of = [](const std::string& messages) {
        const auto request = read_completion_request(R"({"model": "m", "messages": )" + messages + "}", true);
        REQUIRE(request);
        return request->prompt;
    };
    const auto whole = prompt_of(R"([{"role": "user", "content": "ab"}])");
    CHECK(whole ==
          prompt_of(R"([{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}])"));
    CHECK(whole != prompt_of(R"([{"role": "system", "content": "ab"}])"));
    CHECK(whole != prompt_of(R"([{"role": "user", "content": "a"}, {"role": "user", "content": "b"}])"));
    CHECK_NOTHROW(prompt_of(R"([{"role": "user", "content": "a"}, {"role": "assistant", "content": null}])"));
}

TEST_CASE("a text completion takes a string or a list of one") {
    CHECK(read_completion_request(R"({"model": "m", "prompt": "Hello"})", false)->prompt == "Hello");
    CHECK(read_completion_request(R"({"model": "m", "prompt": ["Hello"]})", false)->prompt == "Hello");
    CHECK(refused(R"({"model": "m", "prompt": ["a", "b"]})", false).param == "prompt");
    CHECK(refused(R"({"model": "m", "prompt": [1, 2]})", false).param == "prompt");
    CHECK(refused(R"({"model": "m"})", false).code == "missing_required_parameter");
}

TEST_CASE("what is wrong is named as OpenAI names it") {
    CHECK(refused("{").message.find("could not parse") != std::string::npos);
    CHECK(refused("[]").message.find("could not parse") != std::string::npos);
    CHECK(refused("{\"model\": \"\xff\"}").message.find("could not parse") != std::string::npos);
    CHECK(refused("{}").param == "model");
    CHECK(refused(R"({"model": 3, "messages": []})").code == "invalid_type");
    CHECK(refused(R"({"model": "m"})").param == "messages");
    CHECK(refused(R"({"model": "m", "messages": "Hello"})").message ==
          "Invalid type for 'messages': expected an array of objects, but got a string instead.");
    CHECK(refused(R"({"model": "m", "messages": []})").param == "messages");
    CHECK(refused(R"({"model": "m", "messages": ["Hello"]})").param == "messages[0]");
    CHECK(refused(R"({"model": "m", "messages": [{"content": "Hello"}]})").param == "messages[0].role");
    CHECK(refused(R"({"model": "m", "messages": [{"role": "king", "content": "Hello"}]})").param == "messages[0].role");
    CHECK(refused(R"({"model": "m", "messages": [{"role": "user"}]})").param == "messages[0].content");
    CHECK(refused(R"({"model": "m", "messages": [{"role": "user", "content": 3}]})").param == "messages[0].content");
    CHECK(refused(R"({"model": "m", "messages": [{"role": "user", "content": [{"type": "image_url"}]}]})").param ==
          "messages[0].content");
    CHECK(refused_with(R"("n": 2)").param == "n");
    CHECK(refused_with(R"("max_tokens": 0)").param == "max_tokens");
    CHECK(refused_with(R"("max_tokens": "many")").code == "invalid_type");
    CHECK(refused_with(R"("stream": "yes")").param == "stream");
    CHECK(refused_with(R"("stream_options": {})").param == "stream_options");
    CHECK(refused_with(R"("stream": true, "stream_options": 3)").param == "stream_options");
    CHECK(refused_with(R"("stop": [1])").param == "stop");
    CHECK(refused_with(R"("stop": ["a", "b", "c", "d", "e"])").param == "stop");
    CHECK(refused_with(R"("response_format": {"type": "json_schema"})").param == "response_format.type");
    CHECK(refused_with(R"("response_format": "json")").param == "response_format");
}

TEST_CASE("an error's body has OpenAI's four fields, with null for what is not known") {
    const auto reply = to_reply({404, "No \"such\" thing", "invalid_request_error", {}, "model_not_found", {}});
    CHECK(reply.status == 404);
    CHECK(json::parse(reply.body) == json::parse(R"({"error": {"message": "No \"such\" thing",
        "type": "invalid_request_error", "param": null, "code": "model_not_found"}})"));
}

TEST_CASE("events of a chat are valid and carry what was asked for") {
    auto request = read_chat(R"(, "stream": true, "stream_options": {"include_usage": true})");
    const completion_writer writer(request, 4, 1'700'000'000);
    const auto opening = json::parse(data_of(writer.opening()).at(0));
    CHECK(opening["object"] == "chat.completion.chunk");
    CHECK(opening["choices"][0]["delta"] == json::parse(R"({"role": "assistant", "content": ""})"));
    CHECK(opening["usage"].is_null());
    const auto piece = json::parse(data_of(writer.piece(" \"quoted\" \n")).at(0));
    CHECK(piece["choices"][0]["delta"] == json{{"content", " \"quoted\" \n"}});
    CHECK(piece["choices"][0]["finish_reason"].is_null());
    CHECK(piece["id"] == opening["id"]);
    const auto closing = data_of(writer.closing({true, 12}));
    REQUIRE(closing.size() == 3);
    CHECK(json::parse(closing[0])["choices"][0]["finish_reason"] == "length");
    CHECK(json::parse(closing[1])["choices"].empty());
    CHECK(json::parse(closing[1])["usage"] ==
          json::parse(R"({"prompt_tokens": 2, "completion_tokens": 12, "total_tokens": 14})"));
    CHECK(closing[2] == "[DONE]");
    CHECK_FALSE(json::accept(data_of(writer.malformed()).at(0)));
}

TEST_CASE("usage in a stream comes only on request") {
    const completion_writer writer(read_chat(R"(, "stream": true)"), 4, 0);
    CHECK(data_of(writer.closing({false, 12})).size() == 2);
    CHECK_FALSE(json::parse(data_of(writer.piece("x")).at(0)).contains("usage"));
}

TEST_CASE("a whole answer") {
    const auto chat = json::parse(completion_writer(read_chat(""), 1, 5).whole("Hi", {false, 1}));
    CHECK(chat["object"] == "chat.completion");
    CHECK(chat["choices"][0]["message"]["content"] == "Hi");
    CHECK(chat["choices"][0]["finish_reason"] == "stop");
    CHECK(chat["usage"]["total_tokens"] == 3);
    const auto request = read_completion_request(R"({"model": "m", "prompt": "Hello"})", false);
    const auto text = json::parse(completion_writer(*request, 1, 5).whole("Hi", {false, 1}));
    CHECK(text["object"] == "text_completion");
    CHECK(text["choices"][0]["text"] == "Hi");
}
