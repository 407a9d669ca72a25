// Many streams at once, clients that leave, and the end of the server in the middle of it all.
#include "engine/simulator/descriptor_limit.h"
#include "tests/engine/simulator/endpoint_fixture.h"

using namespace sweeplab;
using namespace sweeplab::simulator;
using namespace sweeplab::test;
using nlohmann::json;

namespace {

std::vector<http_call> calls_to(const simulated_endpoint& endpoint, int count, const std::string& more) {
    std::vector<http_call> calls;
    for (int i = 0; i < count; ++i)
        calls.push_back({chat_url(endpoint), chat_body("prompt " + std::to_string(i), more), {}, {}});
    return calls;
}

simulator_options endless_options() {
    auto options = fast_options();
    options.tokens_per_s = 10;
    options.output_tokens = 3000;
    return options;
}

}  // namespace

TEST_CASE("a thousand streams at once all complete with the right tokens") {
    constexpr int streams = 1000;
    allow_descriptors(3 * streams);
    auto options = fast_options();
    options.output_tokens = 30;
    // Slow enough that the last has begun before the first has ended, on a slow machine too.
    options.time_to_first_token_s = 4;
    options.tokens_per_s = 40;
    const auto endpoint = start(options);
    std::vector<http_call> calls;
    for (int i = 0; i < streams; ++i) {
        const auto limit = ", \"max_tokens\": " + std::to_string(1 + i % 30);
        calls.push_back({chat_url(*endpoint), chat_body("prompt " + std::to_string(i), streamed + limit), {}, {}});
    }
    const auto answers = send_together(calls);
    int complete = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto events = answers[i].events();
        const auto tokens = 1 + i % 30;
        if (answers[i].code != CURLE_OK || events.size() != 1 + tokens + 3 || events.back() != "[DONE]") continue;
        if (json::parse(events[events.size() - 2])["usage"]["completion_tokens"] == tokens) ++complete;
    }
    CHECK(complete == streams);
    CHECK(endpoint->counts().answered == streams);
    CHECK(endpoint->counts().most_open_streams == streams);
    CHECK(endpoint->counts().open_streams == 0);
}

TEST_CASE("slots let the others wait, and all are served") {
    auto options = fast_options();
    options.slots = 2;
    options.time_to_first_token_s = 0.01;
    const auto endpoint = start(options);
    const auto begin = std::chrono::steady_clock::now();
    const auto answers = send_together(calls_to(*endpoint, 20, {}));
    // Twenty prefills of 10 ms by two at a time.
    CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(100));
    for (const auto& answer : answers) CHECK(answer.status == 200);
}

TEST_CASE("a shared token rate is not exceeded") {
    auto options = fast_options();
    options.total_tokens_per_s = 1000;
    options.output_tokens = 20;
    const auto endpoint = start(options);
    const auto begin = std::chrono::steady_clock::now();
    const auto answers = send_together(calls_to(*endpoint, 10, {}));
    // 200 tokens; the first of each stream comes with its prefill.
    CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(190));
    for (const auto& answer : answers) CHECK(answer.status == 200);
}

TEST_CASE("clients that leave in the middle of a stream free its slot") {
    auto options = endless_options();
    options.slots = 1;
    const auto endpoint = start(options);
    for (int i = 0; i < 20; ++i) {
        plain_socket socket(endpoint->port());
        socket.send(raw_post(chat_body("Hello", streamed)));
        CHECK(socket.receive_until("Simulated").find("Simulated") != std::string::npos);
    }
    CHECK(soon([&] { return endpoint->counts().open_streams == 0; }));
    CHECK(endpoint->counts().answered == 0);
}

TEST_CASE("a client that leaves while it waits for a slot is forgotten") {
    auto options = endless_options();
    options.slots = 1;
    const auto endpoint = start(options);
    plain_socket served(endpoint->port());
    served.send(raw_post(chat_body("Hello", streamed)));
    served.receive_until("Simulated");
    {
        plain_socket waiting(endpoint->port());
        waiting.send(raw_post(chat_body("Hello", streamed)));
        CHECK(soon([&] { return endpoint->counts().open_streams == 2; }));
    }
    CHECK(soon([&] { return endpoint->counts().open_streams == 1; }));
}

TEST_CASE("a client that reads nothing holds nobody else up") {
    auto options = fast_options();
    options.output_tokens = 30'000;  // far more than the kernel's buffers take
    const auto endpoint = start(options);
    plain_socket lazy(endpoint->port());
    lazy.send(raw_post(chat_body("lazy", streamed)));
    http_test_client client;
    CHECK(client.post(chat_url(*endpoint), chat_body("Hello", R"(, "max_tokens": 3)")).status == 200);
    CHECK(lazy.receive_until("[DONE]").find("[DONE]") != std::string::npos);
}

TEST_CASE("the server ends at once with streams open") {
    allow_descriptors(2000);
    auto endpoint = start(endless_options());
    std::vector<std::unique_ptr<plain_socket>> sockets;
    for (int i = 0; i < 200; ++i) {
        sockets.push_back(std::make_unique<plain_socket>(endpoint->port()));
        sockets.back()->send(raw_post(chat_body(std::to_string(i), streamed)));
    }
    CHECK(soon([&] { return endpoint->counts().open_streams == 200; }));
    endpoint.reset();
    // Would wait for ever if a connection had been left open.
    for (const auto& socket : sockets) CHECK(socket->receive_all().find("[DONE]") == std::string::npos);
}

TEST_CASE("servers come and go without a trace") {
    for (int i = 0; i < 300; ++i) {
        const auto endpoint = start(endless_options());
        plain_socket socket(endpoint->port());
        if (i % 3 > 0) socket.send(raw_post(chat_body("Hello", streamed)));
        if (i % 3 > 1) socket.receive_until("Simulated");
    }
}
