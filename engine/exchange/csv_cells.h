// Single cells of a CSV file. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sweeplab {

// A finite decimal number, blanks around it allowed. `decimal_comma`: "12,5" is read as well as "12.5".
// nullopt for anything else ("", "1.234,5", "0x10", "nan").
std::optional<double> number_from_cell(std::string_view cell, bool decimal_comma);
// A whole number; "4.0" is whole.
std::optional<std::int64_t> whole_number_from_cell(std::string_view cell, bool decimal_comma);

// A text as a cell: guarded against being taken for a formula (a ' before = + - @ tab and CR, as OWASP's
// "CSV injection" advises), then quoted where RFC 4180 asks for it.
std::string text_to_cell(std::string_view text);
// Undoes the guard.
std::string_view text_from_cell(std::string_view cell);

// Nanoseconds as seconds, exact, without trailing zeros: "171.14".
std::string seconds_to_cell(std::int64_t nanoseconds);

}  // namespace sweeplab
