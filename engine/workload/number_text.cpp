#include "engine/workload/number_text.h"

#include <charconv>
#include <cmath>
#include <string>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A separator stands after a digit and before exactly three.
bool separates_thousands(std::string_view text, std::size_t at) {
    if (text[at] != ',' && text[at] != '_') return false;
    if (at == 0 || !is_digit(text[at - 1]) || at + 3 >= text.size()) return false;
    for (std::size_t i = at + 1; i <= at + 3; ++i) {
        if (!is_digit(text[i])) return false;
    }
    return at + 4 == text.size() || !is_digit(text[at + 4]);
}

}  // namespace

std::optional<double> number_from_text(std::string_view text) {
    text = trim(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!separates_thousands(text, i)) digits += text[i];
    }
    double number = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stopped, problem] = std::from_chars(digits.data(), end, number);
    if (problem != std::errc{} || stopped != end || !std::isfinite(number)) return std::nullopt;
    return number;
}

}  // namespace sweeplab
