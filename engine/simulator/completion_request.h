// Reading what a client asks for at /v1/chat/completions and /v1/completions, and OpenAI's form of errors.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "engine/simulator/http_exchange.h"

namespace sweeplab::simulator {

struct api_error {
    int status = 400;
    std::string message;
    std::string type = "invalid_request_error";
    std::string param;  // empty: null
    std::string code;   // empty: null
    http_headers headers;
};

http_reply to_reply(const api_error& fault);

struct completion_request {
    bool chat = true;
    std::string model;
    std::string prompt;  // of a chat: every message with its role
    int prompt_tokens = 0;
    bool stream = false;
    bool include_usage = false;
    bool as_json = false;
    std::optional<int> most_tokens;
    std::vector<std::string> stops;
    std::optional<double> seconds;  // {"simulate": {"seconds": 2.5}}: how long the answer is to take, from its slot on
};

// What the simulated model cannot do (n > 1, pictures, a schema) is refused rather than ignored; sampling
// parameters, which cannot change a made-up answer, are ignored.
tl::expected<completion_request, api_error> read_completion_request(std::string_view body, bool chat);

}  // namespace sweeplab::simulator
