#include <doctest/doctest.h>

#include "engine/simulator/simulated_endpoint.h"
#include "tests/support/llm_test_bench.h"
#include "tests/support/scripted_server.h"

using namespace sweeplab;
using namespace sweeplab::test;

namespace {

// Answers by the beginning of the request; everything else is a 404.
struct route {
    std::string begins;
    std::string answer;
};
scripted_server::script routes(std::vector<route> all) {
    return [all](scripted_connection& connection) {
        while (const auto request = connection.read_request()) {
            std::string answer = whole_answer(404, R"({"detail":"Not Found"})");
            for (const auto& one : all)
                if (request->asks_for(one.begins)) answer = one.answer;
            connection.send(answer);
        }
    };
}

result<void> check(const std::string& url, const json& changes = json::object()) {
    return llm_test_bench(url, changes).check();
}

result<void> check_against(std::vector<route> all, const json& changes = json::object()) {
    scripted_server server(routes(std::move(all)));
    return check(server.url(), changes);
}

const std::string one_model = whole_answer(200, R"({"object":"list","data":[{"id":"other"},{"id":"sim-small"}]})");
const std::string other_models = whole_answer(200, R"({"object":"list","data":[{"id":"other"},{"id":"another"}]})");
const std::string one_token = whole_answer(200, R"({"choices":[{"message":{"content":"H"}}]})");

}  // namespace

TEST_CASE("an endpoint that lists the model is fit, and nothing else is asked of it") {
    CHECK(check_against({{"GET /v1/models ", one_model}, {"POST", whole_answer(500, "")}}));
}

TEST_CASE("without a list, or with the model not in it, one token decides") {
    CHECK(check_against({{"POST /v1/chat/completions ", one_token}}));
    CHECK(check_against({{"GET /v1/models ", other_models}, {"POST /v1/chat/completions ", one_token}}));
    CHECK(check_against({{"GET /v1/models ", whole_answer(403, "{}")}, {"POST", one_token}}));
    CHECK(check_against({{"GET /v1/models ", whole_answer(200, "[]")}, {"POST", one_token}}));
    CHECK(check_against({{"POST", whole_answer(429, "{}")}}));
}

TEST_CASE("an unknown model is refused in the server's words, with what there is") {
    const auto verdict =
        check_against({{"GET /v1/models ", other_models},
                       {"POST", whole_answer(404, R"({"error":{"message":"The model `sim-small` does not exist"}})")}});
    REQUIRE_FALSE(verdict);
    CHECK(verdict.error().kind == error_kind::not_found);
    CHECK(verdict.error().message.find("The model `sim-small` does not exist") != std::string::npos);
    CHECK(verdict.error().advice.find("other, another") != std::string::npos);
    CHECK(verdict.error().where.find("http://127.0.0.1:") == 0);
}

TEST_CASE("a refused key is told in the server's words, wherever it is refused, and not repeated") {
    const json with_key = {{"endpoint", {{"api_key_env", "SOME_KEY"}}}};
    const std::string words = R"({"error":{"message":"Incorrect API key provided: sk-abcdefgh"}})";
    for (const auto& all :
         std::vector<std::vector<route>>{{{"GET", whole_answer(401, words)}},
                                         {{"GET", other_models}, {"POST", whole_answer(401, words)}},
                                         {{"GET", whole_answer(403, "{}")}, {"POST", whole_answer(403, words)}}}) {
        scripted_server server(routes(all));
        llm_test_bench bench(server.url(), with_key);
        bench.find_secret = [](const std::string&) { return std::string("sk-abcdefgh"); };
        const auto verdict = bench.check();
        REQUIRE_FALSE(verdict);
        CHECK(verdict.error().kind == error_kind::refused);
        CHECK(verdict.error().message.find("Incorrect API key provided") != std::string::npos);
        CHECK(verdict.error().advice.find("SOME_KEY") != std::string::npos);
        CHECK(verdict.error().text().find("sk-abcdefgh") == std::string::npos);
    }
}

TEST_CASE("without a key a 401 says how to name one") {
    const auto verdict = check_against({{"GET", whole_answer(401, R"({"error":{"message":"No API key"}})")}});
    REQUIRE_FALSE(verdict);
    CHECK(verdict.error().advice.find("api_key_env") != std::string::npos);
}

TEST_CASE("a server that fails now and then is asked again; one that always fails is not fit") {
    std::atomic<int> asked = 0;
    scripted_server now_and_then([&asked](scripted_connection& connection) {
        while (const auto request = connection.read_request())
            connection.send(request->asks_for("GET") || ++asked < 3 ? whole_answer(502, "bad gateway", "", "text/plain")
                                                                    : one_token);
    });
    CHECK(check(now_and_then.url()));
    CHECK(asked == 3);
    const auto verdict = check_against(
        {{"GET", whole_answer(503, "down for maintenance")}, {"POST", whole_answer(503, "down for maintenance")}});
    REQUIRE_FALSE(verdict);
    CHECK(verdict.error().message.find("HTTP 503: down for maintenance") != std::string::npos);
}

TEST_CASE("a request that the server does not take is refused before the sweep") {
    const auto verdict =
        check_against({{"POST", whole_answer(400, R"({"error":{"message":"'max_tokens' is not supported"}})")}});
    REQUIRE_FALSE(verdict);
    CHECK(verdict.error().message.find("'max_tokens' is not supported") != std::string::npos);
}

TEST_CASE("endpoint down, wrong port, TLS wrong, silent: one message within the connect limit") {
    std::uint16_t closed_port;
    {
        scripted_server gone(routes({}));
        closed_port = gone.port();
    }
    const auto down = check("http://127.0.0.1:" + std::to_string(closed_port) + "/v1");
    REQUIRE_FALSE(down);
    CHECK(down.error().kind == error_kind::network);
    CHECK(down.error().text().find(std::to_string(closed_port)) != std::string::npos);
    CHECK(down.error().advice.find("port") != std::string::npos);

    scripted_server plain([](scripted_connection& connection) {
        connection.send("SSH-2.0-OpenSSH_9.2\r\n");
        connection.wait_until_closed();
    });
    const auto no_http = check(plain.url());
    REQUIRE_FALSE(no_http);
    CHECK(no_http.error().kind == error_kind::network);
    const auto no_tls = check("https://127.0.0.1:" + std::to_string(plain.port()) + "/v1");
    REQUIRE_FALSE(no_tls);
    CHECK(no_tls.error().advice.find("http://") != std::string::npos);

    scripted_server silent([](scripted_connection& connection) { connection.wait_until_closed(); });
    const auto hung = check(silent.url(), {{"timeouts", {{"connect_s", 0.2}}}});
    REQUIRE_FALSE(hung);
    CHECK(hung.error().kind == error_kind::timed_out);
}

TEST_CASE("a key with a line break in it is not sent") {
    scripted_server server(routes({{"GET", one_model}}));
    llm_test_bench bench(server.url(), {{"endpoint", {{"api_key_env", "SOME_KEY"}}}});
    bench.find_secret = [](const std::string&) { return std::string("sk-abc\r\nX-Evil: 1"); };
    const auto verdict = bench.check();
    REQUIRE_FALSE(verdict);
    CHECK(verdict.error().text().find("sk-abc") == std::string::npos);
    CHECK(server.connections() == 0);
}

TEST_CASE("a check that is dropped tells nobody") {
    scripted_server server([](scripted_connection& connection) { connection.wait_until_closed(); });
    llm_test_bench bench(server.url());
    bool told = false;
    bench.work().check([&told](const result<void>&) { told = true; });
    bench.drop_workload();
    bool rung = false;
    bench.loop().call_after(10ms, [&rung] { rung = true; });
    bench.loop().run_until([&rung] { return rung; });
    CHECK_FALSE(told);
}

TEST_CASE("the simulated endpoint: fit, wrong model, wrong key") {
    simulator_options options;
    options.api_key = "sk-simulated-key";
    const auto endpoint = simulated_endpoint::start(options).value();
    const json with_key = {{"endpoint", {{"api_key_env", "SOME_KEY"}}}};
    const auto check_with = [&](const std::string& key, const json& changes) {
        llm_test_bench bench(endpoint->base_url(), changes);
        bench.find_secret = [&key](const std::string&) { return key; };
        return bench.check();
    };
    CHECK(check_with("sk-simulated-key", with_key));
    const auto refused = check_with("sk-another-key", with_key);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == error_kind::refused);
    const auto unknown = check_with("sk-simulated-key", {{"endpoint", {{"api_key_env", "SOME_KEY"}, {"model", "gpt-99"}}}});
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().kind == error_kind::not_found);
    CHECK(unknown.error().message.find("gpt-99") != std::string::npos);
}
