#include "engine/exchange/key_scrubber.h"

#include <algorithm>
#include <string_view>

#include "engine/foundation/json_reader.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr std::string_view secret_words[] = {"apikey",      "authorization", "password",   "passwd",      "secret",
                                             "accesstoken", "authtoken",     "bearer",     "bearertoken", "secretkey",
                                             "privatekey",  "accesskey",     "credential", "credentials"};

// A name that ends with one of the words, however it is written: "OPENAI_API_KEY", "x-api-key", "clientSecret".
bool holds_a_secret(std::string_view name, const json& value) {
    if (!value.is_string() && !value.is_structured()) return false;
    std::string plain = to_lower(name);
    std::erase_if(plain, [](char c) { return c == '_' || c == '-' || c == ' ' || c == '.'; });
    // Other tools call whole tables "time_per_output_token".
    if (value.is_string() && plain.ends_with("token")) return true;
    return std::any_of(std::begin(secret_words), std::end(secret_words),
                       [&](std::string_view word) { return std::string_view(plain).ends_with(word); });
}

void scrub(json& value, const std::string& path, std::vector<std::string>& removed) {
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) scrub(value[i], json_path_with(path, std::to_string(i)), removed);
    }
    if (!value.is_object()) return;
    for (auto member = value.begin(); member != value.end();) {
        const auto member_path = json_path_with(path, member.key());
        if (holds_a_secret(member.key(), *member)) {
            removed.push_back(member_path);
            member = value.erase(member);
        } else {
            scrub(*member, member_path, removed);
            ++member;
        }
    }
}

}  // namespace

std::vector<std::string> remove_keys(json& document) {
    std::vector<std::string> removed;
    scrub(document, "", removed);
    return removed;
}

}  // namespace sweeplab
