// An OpenAI-compatible server with a service model, limits and faults, for the demo and for tests: /v1/models,
// /v1/chat/completions and /v1/completions, streamed or not. Listens on loopback by default, on a thread of its
// own; holds 1,000 streams at once, and raises this process's limit of open descriptors to do so.
//
// An answer's text, length and speed depend on the seed and the prompt and on nothing else. Every text begins with
// "Simulated"; with response_format {"type": "json_object"} it is {"simulated": true, "beliefs": ["…", …]}. A request with
// {"simulate": {"seconds": 2.5}} is answered in that time, whatever the text's length; queue and shared rate still count.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/foundation/error.h"
#include "engine/foundation/json_reader.h"

namespace sweeplab {

struct simulated_fault {
    enum class kind { server_error, refuse, hang, cut_mid_stream, malformed_event, slow_headers };
    kind what = kind::server_error;
    int status = 500;                        // for server_error
    std::optional<double> share;             // of the requests, drawn by seed, prompt and number of the try
    std::vector<std::int64_t> nth_requests;  // of the well-formed completions, counted from 1
    double delay_s = 5;                      // for slow_headers
};

struct simulator_options {
    std::string bind = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free one
    std::string model = "sim-small";
    std::uint64_t seed = 1;

    double time_to_first_token_s = 0.05;       // from the slot; the role-only delta is sent when the slot is taken
    double tokens_per_s = 100;                 // of one stream alone
    std::optional<double> total_tokens_per_s;  // shared by the streams; absent: unlimited
    std::optional<int> slots;                  // served at once, the rest queue; absent: unlimited
    double variation = 0.2;                    // coefficient of variation of an item's length and speed, by its prompt
    int output_tokens = 64;                    // an answer's mean length, never above the request's max_tokens

    std::optional<double> requests_per_minute;
    std::optional<double> tokens_per_minute;
    std::string api_key;  // not empty: required as a bearer token
    std::vector<simulated_fault> faults;
};

result<simulator_options> read_simulator_options(const json& value, const std::string& path);
json to_json(const simulator_options& options);  // without the key

struct simulator_counts {
    std::int64_t requests = 0;  // of any kind
    std::int64_t answered = 0;  // completions that were answered to their end
    std::int64_t refused_by_limit = 0;
    std::int64_t faults = 0;
    std::int64_t open_streams = 0;  // completions under way, streamed or not, those that wait included
    std::int64_t most_open_streams = 0;
};

class simulated_endpoint {
public:
    // Listens when this returns.
    static result<std::unique_ptr<simulated_endpoint>> start(simulator_options options);
    virtual ~simulated_endpoint() = default;  // closes every connection and joins the thread
    virtual std::uint16_t port() const = 0;
    virtual std::string base_url() const = 0;     // "http://127.0.0.1:PORT/v1"
    virtual simulator_counts counts() const = 0;  // any thread
};

}  // namespace sweeplab
