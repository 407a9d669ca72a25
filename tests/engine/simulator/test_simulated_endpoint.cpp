// The endpoint seen from outside: every route and every refusal.
#include "engine/foundation/clock.h"
#include "tests/engine/simulator/endpoint_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;
using nlohmann::json;

namespace {

json error_of(const http_answer& answer) {
    CHECK(answer.code == CURLE_OK);
    CHECK(answer.header("content-type") == "application/json");
    const auto body = json::parse(answer.body);
    REQUIRE(body.contains("error"));
    for (const auto* field : {"message", "type", "param", "code"}) CHECK(body["error"].contains(field));
    return body["error"];
}

}  // namespace

TEST_CASE("the models are listed and found, and owned by the simulator") {
    auto options = fast_options();
    options.model = "org/sim large";
    const auto endpoint = start(options);
    http_test_client client;
    const auto list = json::parse(client.get(endpoint->base_url() + "/models").body);
    CHECK(list["object"] == "list");
    CHECK(list["data"][0]["id"] == "org/sim large");
    CHECK(list["data"][0]["owned_by"] == "sweeplab-simulator");
    CHECK(json::parse(client.get(endpoint->base_url() + "/models/org%2Fsim%20large").body)["object"] == "model");
    CHECK(json::parse(client.get(endpoint->base_url() + "/models?limit=3").body)["object"] == "list");
    const auto unknown = client.get(endpoint->base_url() + "/models/other");
    CHECK(unknown.status == 404);
    CHECK(error_of(unknown)["code"] == "model_not_found");
}

TEST_CASE("a chat is answered whole, with usage") {
    const auto endpoint = start(fast_options());
    http_test_client client;
    const auto answer = client.post(chat_url(*endpoint), chat_body("Hello"));
    CHECK(answer.status == 200);
    const auto body = json::parse(answer.body);
    CHECK(body["choices"][0]["message"]["content"].get<std::string>().starts_with("Simulated answer:"));
    CHECK(body["choices"][0]["finish_reason"] == "stop");
    CHECK(body["usage"] == json::parse(R"({"prompt_tokens": 2, "completion_tokens": 12, "total_tokens": 14})"));
}

TEST_CASE("a request can say how long its answer is to take; the text stays the same") {
    auto options = fast_options();
    options.time_to_first_token_s = 0.01;
    const auto endpoint = start(options);
    http_test_client client;
    const auto at_once = json::parse(client.post(chat_url(*endpoint), chat_body("Hello")).body);
    for (const std::string more : {"", R"(, "max_tokens": 1)"}) {
        const monotonic_clock time;
        const auto begin = time.now();
        const auto answer = json::parse(
            client.post(chat_url(*endpoint), chat_body("Hello", R"(, "simulate": {"seconds": 0.2})" + more)).body);
        CHECK(time.now() - begin >= 200ms);
        if (more.empty()) CHECK(answer["choices"] == at_once["choices"]);
        if (more.empty()) CHECK(answer["usage"] == at_once["usage"]);
    }
}

TEST_CASE("a streamed chat has the same text, a role first, and ends with usage and [DONE]") {
    const auto endpoint = start(fast_options());
    http_test_client client;
    const auto whole = json::parse(client.post(chat_url(*endpoint), chat_body("Hello")).body);
    const auto answer = client.post(chat_url(*endpoint), chat_body("Hello", streamed));
    CHECK(answer.status == 200);
    CHECK(answer.header("content-type").starts_with("text/event-stream"));
    CHECK(answer.streamed_text() == whole["choices"][0]["message"]["content"]);
    const auto events = answer.events();
    REQUIRE(events.size() == 1 + 12 + 3);
    CHECK(json::parse(events.front())["choices"][0]["delta"]["role"] == "assistant");
    CHECK(json::parse(events[13])["choices"][0]["finish_reason"] == "stop");
    CHECK(json::parse(events[14])["usage"]["completion_tokens"] == 12);
    CHECK(events.back() == "[DONE]");
}

TEST_CASE("text completions are answered too") {
    const auto endpoint = start(fast_options());
    http_test_client client;
    const auto url = endpoint->base_url() + "/completions";
    const auto body = json::parse(client.post(url, R"({"model": "sim-small", "prompt": "Hello", "max_tokens": 3})").body);
    CHECK(body["object"] == "text_completion");
    CHECK(body["choices"][0]["finish_reason"] == "length");
    CHECK(body["usage"]["completion_tokens"] == 3);
    const auto events =
        client.post(url, R"({"model": "sim-small", "prompt": "Hello", "max_tokens": 3, "stream": true})").events();
    REQUIRE(events.size() == 3 + 2);
    CHECK(json::parse(events.front())["choices"][0]["text"] == "Simulated");
    CHECK(events.back() == "[DONE]");
}

TEST_CASE("connections are kept and used again, after refusals as well") {
    const auto endpoint = start(fast_options());
    http_test_client client;
    CHECK(client.post(chat_url(*endpoint), chat_body("one")).connections_made == 1);
    CHECK(client.post(chat_url(*endpoint), chat_body("two", streamed)).connections_made == 0);
    CHECK(client.post(chat_url(*endpoint), "{").connections_made == 0);
    CHECK(client.get(endpoint->base_url() + "/models").connections_made == 0);
}

TEST_CASE("answers depend on seed and prompt, not on the order of arrival") {
    auto options = fast_options();
    options.variation = 0.5;
    const auto text_of = [](const simulated_endpoint& endpoint, const std::string& prompt) {
        http_test_client client;
        return json::parse(client.post(chat_url(endpoint), chat_body(prompt)).body)["choices"][0]["message"]["content"]
            .get<std::string>();
    };
    const auto first = start(options), second = start(options);
    options.seed = 2;
    const auto other_seed = start(options);
    const auto a = text_of(*first, "a"), b = text_of(*first, "b");
    CHECK(b == text_of(*second, "b"));
    CHECK(a == text_of(*second, "a"));
    CHECK(a != text_of(*other_seed, "a"));
}

TEST_CASE("bad requests are refused in OpenAI's form") {
    const auto endpoint = start(fast_options());
    http_test_client client;
    const auto refused = [&](const std::string& body) {
        const auto answer = client.post(chat_url(*endpoint), body);
        CHECK(answer.status == 400);
        return error_of(answer);
    };
    CHECK(refused("{not json")["type"] == "invalid_request_error");
    CHECK(refused(R"({"model": "sim-small"})")["param"] == "messages");
    CHECK(refused(R"({"messages": []})")["param"] == "model");
    CHECK(refused(chat_body("x", R"(, "n": 3)"))["param"] == "n");
}

TEST_CASE("a page of metrics stands beside the API, needs no key, and is no request of its own") {
    simulator_options options;
    options.api_key = "secret";
    const auto endpoint = simulated_endpoint::start(options).value();
    http_test_client client;
    const auto root = endpoint->base_url().substr(0, endpoint->base_url().rfind('/'));
    client.get(endpoint->base_url() + "/models");
    const auto page = client.get(root + "/metrics");
    CHECK(page.status == 200);
    CHECK(page.body.find("# TYPE sweeplab_simulator_requests_total counter\nsweeplab_simulator_requests_total 1\n") !=
          std::string::npos);
    CHECK(page.body.find("\nsweeplab_simulator_open_streams 0\n") != std::string::npos);
    CHECK(page.body.find("\nprocess_cpu_seconds_total ") != std::string::npos);
    CHECK(page.body.find("secret") == std::string::npos);
    CHECK(client.get(root + "/metrics").body.find("requests_total 1\n") != std::string::npos);
}

TEST_CASE("unknown models, unknown paths and wrong methods") {
    const auto endpoint = start(fast_options());
    http_test_client client;
    const auto model =
        client.post(chat_url(*endpoint), R"({"model": "gpt-9", "messages": [{"role": "user", "content": "x"}]})");
    CHECK(model.status == 404);
    CHECK(error_of(model)["code"] == "model_not_found");
    const auto path = client.post(endpoint->base_url() + "/embeddings", "{}");
    CHECK(path.status == 404);
    CHECK(error_of(path)["code"] == "unknown_url");
    const auto method = client.get(chat_url(*endpoint));
    CHECK(method.status == 405);
    CHECK(method.header("allow") == "POST");
    CHECK(error_of(method)["type"] == "invalid_request_error");
    CHECK(client.send({endpoint->base_url() + "/models", "{}", {}, "DELETE"}).status == 405);
}

TEST_CASE("a key is asked for when there is one, and never repeated") {
    auto options = fast_options();
    options.api_key = "right-key";
    const auto endpoint = start(options);
    http_test_client client;
    const auto call = [&](std::vector<std::string> headers) {
        return client.send({chat_url(*endpoint), chat_body("x"), headers, {}});
    };
    CHECK(call({"Authorization: Bearer right-key"}).status == 200);
    const auto missing = call({});
    CHECK(missing.status == 401);
    CHECK(error_of(missing)["code"].is_null());
    const auto wrong = call({"Authorization: Bearer wrong-key"});
    CHECK(wrong.status == 401);
    CHECK(error_of(wrong)["code"] == "invalid_api_key");
    CHECK(wrong.body.find("-key\"") == std::string::npos);
    CHECK(wrong.body.find("wrong-key") == std::string::npos);
    CHECK(client.get(endpoint->base_url() + "/models").status == 401);
}

TEST_CASE("limits answer 429 and say how long to wait") {
    auto options = fast_options();
    options.requests_per_minute = 2;
    options.tokens_per_minute = 60'000;
    const auto endpoint = start(options);
    http_test_client client;
    const auto first = client.post(chat_url(*endpoint), chat_body("Hello"));
    CHECK(first.status == 200);
    CHECK(first.header("x-ratelimit-limit-requests") == "2");
    CHECK(first.header("x-ratelimit-remaining-requests") == "1");
    CHECK(first.header("x-ratelimit-limit-tokens") == "60000");
    CHECK(first.header("x-ratelimit-remaining-tokens") == "59986");
    CHECK(first.header("x-ratelimit-reset-tokens") == "14ms");
    CHECK(client.post(chat_url(*endpoint), chat_body("Hello", streamed)).header("x-ratelimit-remaining-requests") == "0");
    const auto refused = client.post(chat_url(*endpoint), chat_body("Hello"));
    CHECK(refused.status == 429);
    CHECK(error_of(refused)["code"] == "rate_limit_exceeded");
    const int wait_s = std::stoi(refused.header("retry-after"));
    CHECK(wait_s >= 1);
    CHECK(wait_s <= 30);
    CHECK(std::stoi(refused.header("retry-after-ms")) <= 30'000);
    CHECK(endpoint->counts().refused_by_limit == 1);
    CHECK(endpoint->counts().answered == 2);
}

TEST_CASE("a body beyond 16 MiB is refused, also when it is on its way already") {
    const auto endpoint = start(fast_options());
    http_test_client client;
    const auto large = chat_body(std::string(17 * 1024 * 1024, 'x'));
    const auto answer = client.post(chat_url(*endpoint), large);
    CHECK(answer.status == 413);
    CHECK(error_of(answer)["type"] == "invalid_request_error");
    // Without libcurl's "Expect: 100-continue" the answer crosses the body.
    CHECK(client.send({chat_url(*endpoint), large, {"Expect:"}, {}}).status == 413);
    CHECK(client.post(chat_url(*endpoint), chat_body(std::string(3 * 1024 * 1024, 'x'))).status == 200);
}

TEST_CASE("what is no HTTP is told so and does no harm") {
    const auto endpoint = start(fast_options());
    plain_socket socket(endpoint->port());
    socket.send("This is not HTTP at all\r\n\r\n");
    CHECK(socket.receive_all().starts_with("HTTP/1.1 400 Bad Request\r\n"));
    plain_socket headers(endpoint->port());
    headers.send("GET /v1/models HTTP/1.1\r\nX-Long: " + std::string(100'000, 'x') + "\r\n\r\n");
    CHECK(headers.receive_all().starts_with("HTTP/1.1 431 "));
    http_test_client client;
    CHECK(client.get(endpoint->base_url() + "/models").status == 200);
}

TEST_CASE("a client of HTTP/1.0 gets a stream without chunks and a closed connection") {
    const auto endpoint = start(fast_options());
    plain_socket socket(endpoint->port());
    const auto body = chat_body("Hello", streamed);
    socket.send("POST /v1/chat/completions HTTP/1.0\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    const auto& answer = socket.receive_all();
    CHECK(answer.find("Transfer-Encoding") == std::string::npos);
    CHECK(answer.ends_with("data: [DONE]\n\n"));
}

TEST_CASE("a request that comes in single bytes is answered") {
    const auto endpoint = start(fast_options());
    plain_socket socket(endpoint->port());
    for (const char c : raw_post(chat_body("Hello"))) socket.send(std::string(1, c));
    CHECK(socket.receive_until("total_tokens").find("Simulated answer:") != std::string::npos);
}

TEST_CASE("a port in use and an address that is none are clear errors") {
    const auto endpoint = start(fast_options());
    auto options = fast_options();
    options.port = endpoint->port();
    const auto taken = simulated_endpoint::start(options);
    REQUIRE_FALSE(taken);
    CHECK(taken.error().kind == error_kind::busy);
    CHECK(taken.error().text().find("port " + std::to_string(endpoint->port()) + " is in use") != std::string::npos);
    options = fast_options();
    options.bind = "localhost:80";
    const auto nowhere = simulated_endpoint::start(options);
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().kind == error_kind::bad_input);
}

TEST_CASE("a base URL can be connected to, whatever address it listens on") {
    auto options = fast_options();
    options.bind = "0.0.0.0";
    const auto endpoint = start(options);
    CHECK(endpoint->base_url() == "http://127.0.0.1:" + std::to_string(endpoint->port()) + "/v1");
    CHECK(http_test_client().get(endpoint->base_url() + "/models").status == 200);
}
