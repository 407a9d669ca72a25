#include "engine/foundation/secret_names.h"

#include <algorithm>
#include <string>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr std::size_t shortest_key = 8;

constexpr std::string_view secret_words[] = {"apikey",     "authorization", "password",   "passwd",
                                             "secret",     "token",         "bearer",     "secretkey",
                                             "privatekey", "accesskey",     "credential", "credentials"};

}  // namespace

bool names_a_secret(std::string_view name) {
    std::string plain = to_lower(name);
    std::erase_if(plain, [](char c) { return c == '_' || c == '-' || c == ' ' || c == '.'; });
    return std::any_of(std::begin(secret_words), std::end(secret_words),
                       [&](std::string_view word) { return std::string_view(plain).ends_with(word); });
}

bool looks_like_a_key(std::string_view name, std::string_view value) {
    const bool path =
        value.starts_with('/') || value.starts_with("./") || value.starts_with("../") || value.starts_with('~');
    const bool filled_in_later = value.find('{') != std::string_view::npos;
    return names_a_secret(name) && value.size() >= shortest_key && !path && !filled_in_later;
}

}  // namespace sweeplab
