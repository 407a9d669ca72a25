// "--set /sweep/repeats=5": one value of a plan changed from outside, before it is read strictly.
#include <charconv>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/model/plan.h"

namespace sweeplab {
namespace {

// RFC 6901: ~1 is a slash, ~0 a tilde, anything else after a tilde is wrong.
std::optional<std::string> unescape(std::string_view part) {
    std::string plain;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i] != '~') {
            plain += part[i];
            continue;
        }
        if (i + 1 == part.size() || (part[i + 1] != '0' && part[i + 1] != '1')) return std::nullopt;
        plain += part[++i] == '0' ? '~' : '/';
    }
    return plain;
}

std::optional<std::size_t> list_index(const std::string& part, std::size_t size) {
    if (part == "-") return size;
    std::size_t index = 0;
    const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), index);
    if (fault != std::errc{} || end != part.data() + part.size() || index > size) return std::nullopt;
    return index;
}

// One step down; what is not there yet is made.
result<json*> descend(json& place, const std::string& part, const std::string& path) {
    if (place.is_null()) place = json::object();
    if (place.is_object()) return &place[part];
    if (!place.is_array())
        return fail(error_kind::bad_input, fmt::format("is {}, which has no parts", json_type_in_words(place)), path);
    const auto index = list_index(part, place.size());
    if (!index)
        return fail(error_kind::bad_input, fmt::format("is a list of {}, which has no place \"{}\"", place.size(), part),
                    path, "Use \"-\" to append.");
    if (*index == place.size()) place.push_back(nullptr);
    return &place[*index];
}

}  // namespace

result<void> apply_setting(json& document, std::string_view setting) {
    const std::string shown = to_valid_utf8(setting);
    const auto equals = setting.find('=');
    if (equals == std::string_view::npos || !setting.starts_with('/'))
        return fail(error_kind::bad_input, fmt::format("\"{}\" is no setting", shown), {},
                    "Write it as /json/pointer=value, for example /sweep/repeats=5.");
    json changed = document;
    json* place = &changed;
    std::string path;
    for (const auto escaped : split(setting.substr(1, equals - 1), '/')) {
        const auto part = unescape(escaped);
        if (!part || to_valid_utf8(*part) != *part)
            return fail(error_kind::bad_input, fmt::format("\"{}\" has a faulty JSON pointer", shown));
        const auto next = descend(*place, *part, path.empty() ? "/" : path);
        if (!next) return tl::unexpected(next.error());
        place = *next;
        path = json_path_with(path, *part);
    }
    const std::string value(setting.substr(equals + 1));
    const auto parsed = json::parse(value, nullptr, false);
    *place = parsed.is_discarded() ? json(to_valid_utf8(value)) : parsed;
    document = std::move(changed);
    return {};
}

}  // namespace sweeplab
