// What a server says when something is wrong, in whichever of the usual JSON forms, as plain words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/foundation/json_reader.h"

namespace sweeplab {

struct server_error {
    std::string message;
    std::string type;  // "insufficient_quota", "server_error", …; may be empty
    std::string code;  // a word or a number; may be empty
};

// {"error": {"message": …}}, {"error": "…"}, {"object": "error", "message": …}; nullopt: the document is no error.
std::optional<server_error> server_error_in(const json& document);
// The message of an error's body, else the body itself, on one line and of a bearable length.
server_error read_error_body(std::string_view body);

}  // namespace sweeplab
