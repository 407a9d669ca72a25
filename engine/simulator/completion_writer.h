// One simulated answer in OpenAI's JSON, whole or as server-sent events. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/simulator/completion_request.h"

namespace sweeplab::simulator {

class completion_writer {
public:
    // `serial` makes the id unique; `created` is in seconds since the epoch.
    completion_writer(const completion_request& request, std::uint64_t serial, std::int64_t created);

    struct ending {
        bool cut_by_limit = false;
        int output_tokens = 0;
    };

    // The body of an answer that is not streamed.
    std::string whole(std::string_view text, const ending& end) const;

    // Server-sent events, in this order. The opening is the role-only delta of a chat, and empty otherwise.
    std::string opening() const;
    std::string piece(std::string_view text) const;
    // finish_reason, the usage when it was asked for, and [DONE].
    std::string closing(const ending& end) const;
    // An event that is no valid JSON.
    std::string malformed() const;

private:
    std::string event(std::string_view choice_body, std::string_view finish_reason) const;
    std::string usage(int output_tokens) const;

    bool chat_;
    bool include_usage_;
    int prompt_tokens_;
    std::string head_;  // {"id":…,"object":…,"created":…,"model":…,"system_fingerprint":…, without a choice
};

}  // namespace sweeplab::simulator
