// JSON as text: parsing it, and showing parts of it in messages.
#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "engine/foundation/json_reader.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

std::string location_of(std::string_view text, std::size_t byte) {
    const auto before = text.substr(0, std::min(byte > 0 ? byte - 1 : 0, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto last_break = before.rfind('\n');
    const auto column = before.size() - (last_break == std::string_view::npos ? 0 : last_break + 1) + 1;
    return fmt::format("line {}, column {}", line, column);
}

// The library keeps the last of two equal keys; a second pass over the text with its own events tells.
std::optional<std::string> first_key_given_twice(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::optional<std::string> twice;
    std::vector<std::set<std::string>> open_objects;
    const auto watch_keys = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start) open_objects.emplace_back();
        if (event == json::parse_event_t::object_end) open_objects.pop_back();
        if (event == json::parse_event_t::key && !open_objects.back().insert(parsed.get<std::string>()).second && !twice)
            twice = parsed.get<std::string>();
        return true;
    };
    [[maybe_unused]] const auto again = json::parse(text, watch_keys, false);
    return twice;
}

}  // namespace

result<json> parse_json(std::string_view text, const std::string& what) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    try {
        return json::parse(text);
    } catch (const json::parse_error& fault) {
        std::string reason = fault.what();
        // The library's own text repeats position and exception number; the part after the last ": " says it.
        if (const auto at = reason.find("syntax error"); at != std::string::npos) reason = reason.substr(at);
        return fail(error_kind::bad_input, "not valid JSON: " + shorten(to_valid_utf8(reason), 200),
                    fmt::format("{}, {}", what, location_of(text, fault.byte)));
    } catch (const json::out_of_range&) {  // 1e999 is a number to JSON's grammar, and none to a computer
        return fail(error_kind::bad_input, "not valid JSON: a number in it is too large", what);
    }
}

result<json> parse_json_strictly(std::string_view text, const std::string& what) {
    auto document = parse_json(text, what);
    if (!document) return document;
    if (const auto key = first_key_given_twice(text))
        return fail(error_kind::bad_input, fmt::format("the key \"{}\" is given twice in one object", shorten(*key, 60)),
                    what);
    return document;
}

std::string json_type_in_words(const json& value) {
    switch (value.type()) {
        case json::value_t::null: return "null";
        case json::value_t::object: return "an object";
        case json::value_t::array: return "a list";
        case json::value_t::string: return "a string";
        case json::value_t::boolean: return "true or false";
        case json::value_t::number_integer:
        case json::value_t::number_unsigned: return "a whole number";
        case json::value_t::number_float: return "a number";
        default: return "something else";
    }
}

std::string json_shown(const json& value) { return shorten(value.dump(-1, ' ', false, json::error_handler_t::replace), 60); }

std::string json_path_with(const std::string& path, std::string_view part) {
    std::string escaped;
    for (const char c : part) {
        if (c == '~') escaped += "~0";
        else if (c == '/') escaped += "~1";
        else escaped += c;
    }
    return path + "/" + escaped;
}

}  // namespace sweeplab
