// Small helpers for text that several modules need.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sweeplab {

std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string to_lower(std::string_view text);
bool equal_ignoring_case(std::string_view a, std::string_view b);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
// Replaces every {name} that is in `values`; other braces stay as they are ("{{" is not special, so that JSON
// in a prompt survives).
struct named_value {
    std::string_view name;
    std::string_view value;
};
std::string fill_in(std::string_view pattern, const std::vector<named_value>& values);
// Valid UTF-8 from any bytes: faults become U+FFFD.
std::string to_valid_utf8(std::string_view bytes);
// At most `limit` bytes, cut at a character's edge; when something was cut, "…" follows.
std::string shorten(std::string_view text, std::size_t limit);

}  // namespace sweeplab
