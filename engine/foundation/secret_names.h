// Which names stand for keys and passwords: Sweeplab names keys, it never keeps them. One rule for plans, exports and files
// from elsewhere. Pure.
#pragma once

#include <string_view>

namespace sweeplab {

// A name that ends with a word for a secret, however it is written: "OPENAI_API_KEY", "x-api-key", "clientSecret". Not
// "api_key_env", which names one.
bool names_a_secret(std::string_view name);

// And the value may well be one: neither short, nor a path, nor a placeholder ("none", "/run/secrets/key", "{seed}").
bool looks_like_a_key(std::string_view name, std::string_view value);

}  // namespace sweeplab
