// A simulated endpoint that is as fast as it can be unless a test says otherwise.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include <nlohmann/json.hpp>

#include "engine/simulator/simulated_endpoint.h"
#include "tests/engine/simulator/http_test_client.h"

namespace sweeplab::test {

inline simulator_options fast_options() {
    simulator_options options;
    options.time_to_first_token_s = 0;
    options.tokens_per_s = 1e6;
    options.output_tokens = 12;
    options.variation = 0;
    return options;
}

inline simulator_options with_fault(simulated_fault::kind what, std::vector<std::int64_t> nth = {1}) {
    auto options = fast_options();
    simulated_fault fault;
    fault.what = what;
    fault.nth_requests = std::move(nth);
    options.faults.push_back(fault);
    return options;
}

inline std::unique_ptr<simulated_endpoint> start(simulator_options options) {
    auto endpoint = simulated_endpoint::start(std::move(options));
    REQUIRE(endpoint);
    return std::move(*endpoint);
}

inline std::string chat_body(const std::string& prompt, const std::string& more = {}) {
    return R"({"model": "sim-small", "messages": [{"role": "user", "content": ")" + prompt + "\"}]" + more + "}";
}
inline const std::string streamed = R"(, "stream": true, "stream_options": {"include_usage": true})";

inline std::string chat_url(const simulated_endpoint& endpoint) { return endpoint.base_url() + "/chat/completions"; }

inline std::string raw_post(const std::string& body) {
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
}

// Waits for what another thread is about to do; fails after a time that no working machine needs.
template <class Condition>
bool soon(Condition&& holds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

}  // namespace sweeplab::test
