#include <doctest/doctest.h>

#include "engine/simulator/simulated_endpoint.h"

using namespace sweeplab;

namespace {

error fault_in(std::string_view text) {
    const auto options = read_simulator_options(json::parse(text), "/endpoint");
    REQUIRE_FALSE(options);
    return options.error();
}

}  // namespace

TEST_CASE("no options are the defaults") {
    const auto options = read_simulator_options(json::object(), "");
    REQUIRE(options);
    CHECK(options->bind == "127.0.0.1");
    CHECK(options->port == 0);
    CHECK(options->model == "sim-small");
    CHECK_FALSE(options->slots);
    CHECK(options->faults.empty());
}

TEST_CASE("options are read, and written back the same but for the key") {
    const auto document = json::parse(R"({"bind": "127.0.0.1", "port": 8089, "model": "sim-large", "seed": 5,
        "time_to_first_token_s": 0.2, "tokens_per_s": 40, "total_tokens_per_s": 400, "slots": 8, "variation": 0.5,
        "output_tokens": 100, "requests_per_minute": 500, "tokens_per_minute": 200000,
        "faults": [{"what": "server_error", "status": 503, "share": 0.1}, {"what": "cut_mid_stream", "nth_requests": [3, 7]},
                   {"what": "slow_headers", "delay_s": 2.5, "share": 0.5, "nth_requests": [1]}]})");
    auto with_key = document;
    with_key["api_key"] = "secret";
    const auto options = read_simulator_options(with_key, "");
    REQUIRE(options);
    CHECK(options->api_key == "secret");
    CHECK(options->slots == 8);
    CHECK(options->faults.size() == 3);
    CHECK(options->faults[1].what == simulated_fault::kind::cut_mid_stream);
    CHECK(options->faults[1].nth_requests == std::vector<std::int64_t>{3, 7});
    CHECK(to_json(*options) == document);
}

TEST_CASE("what cannot be meant is refused with its path") {
    CHECK(fault_in(R"({"slot": 8})").text().find("\"slots\"") != std::string::npos);
    CHECK(fault_in(R"({"slots": 0})").where == "/endpoint/slots");
    CHECK(fault_in(R"({"port": 70000})").where == "/endpoint/port");
    CHECK(fault_in(R"({"tokens_per_s": 0})").where == "/endpoint/tokens_per_s");
    CHECK(fault_in(R"({"tokens_per_s": "fast"})").where == "/endpoint/tokens_per_s");
    CHECK(fault_in(R"({"model": ""})").where == "/endpoint/model");
    CHECK(fault_in(R"({"output_tokens": 1.5})").where == "/endpoint/output_tokens");
    CHECK(fault_in(R"({"faults": {}})").where == "/endpoint/faults");
    CHECK(fault_in(R"({"faults": [{}]})").where == "/endpoint/faults/0/what");
    CHECK(fault_in(R"({"faults": [{"what": "explode", "share": 1}]})").where == "/endpoint/faults/0/what");
    CHECK(fault_in(R"({"faults": [{"what": "hang"}]})").where == "/endpoint/faults/0");
    CHECK(fault_in(R"({"faults": [{"what": "hang", "share": 2}]})").where == "/endpoint/faults/0/share");
    CHECK(fault_in(R"({"faults": [{"what": "hang", "nth_requests": [1, 0]}]})").where ==
          "/endpoint/faults/0/nth_requests/1");
    CHECK(fault_in(R"({"faults": [{"what": "hang", "nth_requests": 3}]})").where == "/endpoint/faults/0/nth_requests");
    CHECK(fault_in(R"({"faults": [{"what": "hang", "share": 1, "status": 500}]})").where == "/endpoint/faults/0/status");
    CHECK(fault_in(R"({"faults": [{"what": "server_error", "share": 1, "status": 200}]})").where ==
          "/endpoint/faults/0/status");
    CHECK(fault_in(R"([])").where == "/endpoint");
}
