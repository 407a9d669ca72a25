// Each planned fault seen from outside, and the good request that follows it.
#include "tests/engine/simulator/endpoint_fixture.h"

using namespace sweeplab;
using namespace sweeplab::test;
using nlohmann::json;
using fault_kind = simulated_fault::kind;

namespace {

void check_next_is_well(const simulated_endpoint& endpoint) {
    http_test_client client;
    CHECK(client.post(chat_url(endpoint), chat_body("Hello", streamed)).events().back() == "[DONE]");
    CHECK(endpoint.counts().faults == 1);
    CHECK(soon([&] { return endpoint.counts().open_streams == 0; }));
}

}  // namespace

TEST_CASE("a server error has the planned status and OpenAI's form") {
    auto options = with_fault(fault_kind::server_error);
    options.faults[0].status = 503;
    const auto endpoint = start(options);
    const auto answer = http_test_client().post(chat_url(*endpoint), chat_body("Hello"));
    CHECK(answer.status == 503);
    CHECK(json::parse(answer.body)["error"]["type"] == "server_error");
    check_next_is_well(*endpoint);
}

TEST_CASE("a refused request gets a closed connection and no answer") {
    const auto endpoint = start(with_fault(fault_kind::refuse));
    CHECK(http_test_client().post(chat_url(*endpoint), chat_body("Hello")).code == CURLE_GOT_NOTHING);
    check_next_is_well(*endpoint);
}

TEST_CASE("a hanging request gets nothing until its client gives up") {
    const auto endpoint = start(with_fault(fault_kind::hang));
    plain_socket socket(endpoint->port());
    socket.send(raw_post(chat_body("Hello")));
    CHECK(soon([&] { return endpoint->counts().open_streams == 1; }));
    socket.close();
    check_next_is_well(*endpoint);
}

TEST_CASE("a stream is cut in its middle") {
    const auto endpoint = start(with_fault(fault_kind::cut_mid_stream));
    const auto answer = http_test_client().post(chat_url(*endpoint), chat_body("Hello", streamed));
    CHECK(answer.status == 200);
    CHECK(answer.code == CURLE_PARTIAL_FILE);
    CHECK(answer.events().size() == 1 + 6);
    CHECK(answer.streamed_text().starts_with("Simulated answer:"));
    check_next_is_well(*endpoint);
    CHECK(endpoint->counts().answered == 1);
}

TEST_CASE("a whole answer is cut in its middle") {
    const auto endpoint = start(with_fault(fault_kind::cut_mid_stream));
    const auto answer = http_test_client().post(chat_url(*endpoint), chat_body("Hello"));
    CHECK(answer.status == 200);
    CHECK(answer.code == CURLE_PARTIAL_FILE);
    CHECK(answer.body.size() == std::stoul(answer.header("content-length")) / 2);
    check_next_is_well(*endpoint);
}

TEST_CASE("one event of a stream is malformed and the others follow") {
    const auto endpoint = start(with_fault(fault_kind::malformed_event));
    const auto answer = http_test_client().post(chat_url(*endpoint), chat_body("Hello", streamed));
    CHECK(answer.code == CURLE_OK);
    int malformed = 0;
    for (const auto& event : answer.events()) malformed += event != "[DONE]" && !json::accept(event) ? 1 : 0;
    CHECK(malformed == 1);
    CHECK(answer.events().size() == 1 + 12 + 1 + 3);
    check_next_is_well(*endpoint);
}

TEST_CASE("a whole answer is malformed") {
    const auto endpoint = start(with_fault(fault_kind::malformed_event));
    const auto answer = http_test_client().post(chat_url(*endpoint), chat_body("Hello"));
    CHECK(answer.status == 200);
    CHECK(answer.code == CURLE_OK);
    CHECK_FALSE(json::accept(answer.body));
    check_next_is_well(*endpoint);
}

TEST_CASE("slow headers come after the planned delay") {
    auto options = with_fault(fault_kind::slow_headers);
    options.faults[0].delay_s = 0.2;
    const auto endpoint = start(options);
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = http_test_client().post(chat_url(*endpoint), chat_body("Hello", streamed));
    CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(200));
    CHECK(answer.events().back() == "[DONE]");
    check_next_is_well(*endpoint);
}

TEST_CASE("a client that leaves while its headers are delayed is forgotten") {
    auto options = with_fault(fault_kind::slow_headers);
    options.faults[0].delay_s = 3600;
    const auto endpoint = start(options);
    plain_socket socket(endpoint->port());
    socket.send(raw_post(chat_body("Hello")));
    CHECK(soon([&] { return endpoint->counts().open_streams == 1; }));
    socket.close();
    CHECK(soon([&] { return endpoint->counts().open_streams == 0; }));
}

TEST_CASE("a share of the requests fails, and a retry may succeed") {
    auto options = with_fault(fault_kind::server_error, {});
    options.faults[0].share = 0.3;
    const auto endpoint = start(options);
    http_test_client client;
    int failed = 0, healed = 0;
    for (int i = 0; i < 100; ++i) {
        const auto body = chat_body("item " + std::to_string(i));
        if (client.post(chat_url(*endpoint), body).status == 200) continue;
        ++failed;
        for (int retry = 0; retry < 20; ++retry) {
            if (client.post(chat_url(*endpoint), body).status != 200) continue;
            ++healed;
            break;
        }
    }
    CHECK(failed > 10);
    CHECK(failed < 60);
    CHECK(healed == failed);
}

TEST_CASE("the nth request is counted over all clients and prompts") {
    const auto endpoint = start(with_fault(fault_kind::server_error, {3, 5}));
    http_test_client client;
    std::vector<long> statuses;
    for (int i = 0; i < 6; ++i) {
        client.get(endpoint->base_url() + "/models");  // not a completion: does not count
        statuses.push_back(http_test_client().post(chat_url(*endpoint), chat_body(std::to_string(i))).status);
    }
    CHECK(statuses == std::vector<long>{200, 200, 500, 200, 500, 200});
}
