#include "engine/exchange/key_scrubber.h"

#include <string_view>

#include "engine/foundation/json_reader.h"
#include "engine/foundation/secret_names.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

// What is to go: by its name and value.
using secret_test = bool (*)(std::string_view name, const json& value);

bool may_hold_a_secret(std::string_view name, const json& value) {
    if (value.is_string()) return names_a_secret(name);
    // Other tools call whole tables "time_per_output_token".
    return value.is_structured() && names_a_secret(name) && !to_lower(name).ends_with("token");
}

bool holds_a_key(std::string_view name, const json& value) {
    return value.is_string() && looks_like_a_key(name, value.get_ref<const std::string&>());
}

void scrub(json& value, const std::string& path, secret_test is_secret, std::vector<std::string>& removed) {
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            scrub(value[i], json_path_with(path, std::to_string(i)), is_secret, removed);
    }
    if (!value.is_object()) return;
    for (auto member = value.begin(); member != value.end();) {
        const auto member_path = json_path_with(path, member.key());
        if (is_secret(member.key(), *member)) {
            removed.push_back(member_path);
            member = value.erase(member);
        } else {
            scrub(*member, member_path, is_secret, removed);
            ++member;
        }
    }
}

}  // namespace

std::vector<std::string> remove_keys(json& document) {
    std::vector<std::string> removed;
    scrub(document, "", may_hold_a_secret, removed);
    return removed;
}

std::vector<std::string> remove_keys_of_plan(json& plan, const std::string& path) {
    std::vector<std::string> removed;
    scrub(plan, path, holds_a_key, removed);
    return removed;
}

}  // namespace sweeplab
