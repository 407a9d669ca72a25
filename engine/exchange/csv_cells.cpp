#include "engine/exchange/csv_cells.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

bool looks_like_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

// Also what looks guarded already gets a guard, which is taken off again: so every text comes back as it was.
bool needs_guard(std::string_view text) {
    const auto start = text.find_first_not_of('\'');
    return start != std::string_view::npos && looks_like_formula(text.substr(start));
}

std::optional<double> plain_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || text.front() == '+') return std::nullopt;
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace

std::optional<double> number_from_cell(std::string_view cell, bool decimal_comma) {
    cell = trim(cell);
    const auto comma = decimal_comma ? cell.find(',') : std::string_view::npos;
    if (comma == std::string_view::npos) return plain_number(cell);
    if (cell.find('.') != std::string_view::npos) return std::nullopt;  // "1.234,5" could mean two numbers
    std::string with_point(cell);
    with_point[comma] = '.';
    return plain_number(with_point);
}

std::optional<std::int64_t> whole_number_from_cell(std::string_view cell, bool decimal_comma) {
    cell = trim(cell);
    std::int64_t whole = 0;
    const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), whole);
    if (read.ec == std::errc{} && read.ptr == cell.data() + cell.size()) return whole;
    const auto number = number_from_cell(cell, decimal_comma);
    // Beyond 2^53 a double no longer tells whole numbers apart.
    if (!number || *number != std::floor(*number) || std::abs(*number) > 9007199254740992.0) return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

std::string text_to_cell(std::string_view text) {
    std::string cell;
    if (needs_guard(text)) cell += '\'';
    cell += text;
    std::ranges::replace(cell, '\0', ' ');  // no text file holds one
    if (cell.find_first_of(",;\t\"\r\n") == std::string::npos && !cell.starts_with('#') &&
        trim(cell).size() == cell.size()) {
        return cell;
    }
    std::string quoted = "\"";
    for (const char c : cell) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string_view text_from_cell(std::string_view cell) {
    if (cell.starts_with('\'') && needs_guard(cell)) return cell.substr(1);
    return cell;
}

std::string seconds_to_cell(std::int64_t nanoseconds) {
    std::string text = fmt::format("{}.{:09}", nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace sweeplab
