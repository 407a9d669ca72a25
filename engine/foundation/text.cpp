#include "engine/foundation/text.h"

#include <algorithm>
#include <cstdint>

namespace sweeplab {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_not_ascii(char c) { return static_cast<std::uint8_t>(c) >= 0x80; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Length of the well-formed UTF-8 character that starts `bytes`, 0 when it is faulty (RFC 3629).
std::size_t character_length(std::string_view bytes) {
    const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    const auto tail = [&](std::size_t i) { return i < bytes.size() && (at(i) & 0xC0) == 0x80; };
    const std::uint8_t first = at(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if (!tail(1) || !tail(2)) return 0;
        if (first == 0xE0 && at(1) < 0xA0) return 0;
        if (first == 0xED && at(1) > 0x9F) return 0;
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (!tail(1) || !tail(2) || !tail(3)) return 0;
        if (first == 0xF0 && at(1) < 0x90) return 0;
        if (first == 0xF4 && at(1) > 0x8F) return 0;
        return 4;
    }
    return 0;
}

}  // namespace

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    while (true) {
        const auto end = text.find(separator, start);
        parts.push_back(text.substr(start, end - start));
        if (end == std::string_view::npos) return parts;
        start = end + 1;
    }
}

std::string to_lower(std::string_view text) {
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
    return lowered;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string joined;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) joined += separator;
        joined += parts[i];
    }
    return joined;
}

std::string fill_in(std::string_view pattern, const std::vector<named_value>& values) {
    std::string filled;
    std::size_t position = 0;
    while (position < pattern.size()) {
        const auto open = pattern.find('{', position);
        filled += pattern.substr(position, open - position);
        if (open == std::string_view::npos) break;
        // A name has no brace in it, so the search ends at the next one of either kind.
        const auto close = pattern.find_first_of("{}", open + 1);
        const bool closed = close != std::string_view::npos && pattern[close] == '}';
        const auto name = closed ? pattern.substr(open + 1, close - open - 1) : std::string_view{};
        const auto known = std::find_if(values.begin(), values.end(), [&](const named_value& v) { return v.name == name; });
        if (!name.empty() && known != values.end()) {
            filled += known->value;
            position = close + 1;
        } else {
            filled += '{';
            position = open + 1;
        }
    }
    return filled;
}

std::string to_valid_utf8(std::string_view bytes) {
    std::string valid;
    valid.reserve(bytes.size());
    while (!bytes.empty()) {
        const auto plain = static_cast<std::size_t>(std::find_if(bytes.begin(), bytes.end(), is_not_ascii) - bytes.begin());
        valid += bytes.substr(0, plain);
        bytes.remove_prefix(plain);
        if (bytes.empty()) break;
        const auto length = character_length(bytes);
        if (length == 0) {
            valid += "\xEF\xBF\xBD";
            bytes.remove_prefix(1);
        } else {
            valid += bytes.substr(0, length);
            bytes.remove_prefix(length);
        }
    }
    return valid;
}

std::string shorten(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return std::string(text);
    std::size_t end = limit;
    while (end > 0 && (static_cast<std::uint8_t>(text[end]) & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end)) + "…";
}

}  // namespace sweeplab
