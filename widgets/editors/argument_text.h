// A list of arguments as one text that a person can type, and back without loss: words separated by blanks,
// '…' and "…" keep blanks and line ends, \ takes the next character as it is. Looks like a shell line, but
// nothing is expanded. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/foundation/error.h"

namespace sweeplab {

// Fails on a quote that is not closed, naming where it opened.
result<std::vector<std::string>> split_arguments(std::string_view text);
std::string join_arguments(const std::vector<std::string>& arguments, std::string_view separator = " ");

// A text of several lines on one, and back: a line break is \n, a backslash \\.
std::string to_one_line(std::string_view text);
std::string from_one_line(std::string_view line);

}  // namespace sweeplab
