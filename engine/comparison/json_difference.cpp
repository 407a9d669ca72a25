#include "engine/comparison/json_difference.h"

#include <set>

namespace sweeplab {
namespace {

const json nothing;

const json& member_of(const json& object, const std::string& key) {
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

void compare_into(const json& a, const json& b, const std::string& path, std::vector<json_difference>& found) {
    if (a == b) return;
    if (a.is_object() && b.is_object()) {
        std::set<std::string> keys;
        for (const auto* side : {&a, &b})
            for (const auto& [key, value] : side->items()) keys.insert(key);
        for (const auto& key : keys) compare_into(member_of(a, key), member_of(b, key), json_path_with(path, key), found);
    } else if (a.is_array() && b.is_array() && a.size() == b.size()) {
        for (std::size_t i = 0; i < a.size(); ++i) compare_into(a[i], b[i], json_path_with(path, std::to_string(i)), found);
    } else {
        found.push_back({path, a, b});
    }
}

}  // namespace

std::vector<json_difference> compare_json(const json& a, const json& b, const std::string& path) {
    std::vector<json_difference> found;
    compare_into(a, b, path, found);
    return found;
}

}  // namespace sweeplab
