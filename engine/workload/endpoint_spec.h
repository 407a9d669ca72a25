// An OpenAI-compatible server as a plan names it. Any kind of workload that asks a model uses it.
//
//   "endpoint": {"base_url": "https://api.example/v1", "model": "small", "api_key_env": "OPENAI_API_KEY",
//                "headers": {"x-project": "bench"}, "http_version": "1.1"}
//
// The key is named, never stored: by an environment variable ("api_key_env") or by its name in the desktop's
// keyring ("api_key_keyring"). Immutable after reading: any thread.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "engine/foundation/json_reader.h"

namespace sweeplab {

struct endpoint_spec {
    std::string base_url;  // without a slash at the end; "simulated": the built-in endpoint
    std::string model;
    std::string api_key_env;
    std::string api_key_keyring;
    std::map<std::string, std::string> headers;  // no keys in them: those that usually hold one are refused
    std::optional<std::string> http_version;     // "1.1" (the default) or "2", for https only
    bool built_in = false;                       // its URL came from with_base_url(): no proxy stands between. Not written.

    bool is_simulated() const { return base_url == "simulated"; }
    // What secret_lookup is asked for: the variable, or "keyring:NAME". Empty: there is no key.
    std::string secret_name() const;
    bool operator==(const endpoint_spec&) const = default;
};

result<endpoint_spec> read_endpoint_spec(const json& value, const std::string& path);
json to_json(const endpoint_spec& value);

// The prefix of names that ask for a key of the keyring.
inline constexpr std::string_view keyring_prefix = "keyring:";

}  // namespace sweeplab
