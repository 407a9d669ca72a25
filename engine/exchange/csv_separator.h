// What separates the cells of a CSV file, as its header line shows. Pure.
#pragma once

#include <optional>
#include <string_view>

namespace sweeplab {

// Comma, semicolon or tab, whichever separates the most cells; a comma when there is none of them.
char find_separator(std::string_view header);
// Spreadsheets are told their separator by a first line "sep=;".
std::optional<char> separator_line(std::string_view record);

}  // namespace sweeplab
