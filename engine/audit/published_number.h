// A number as somebody printed it: "171.14", "42.2e6", "2,814x", "$0.46", "30-40 s", and how far rounding leaves it open.
// Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sweeplab {

// All that a value may be.
struct number_span {
    double lo = 0;
    double hi = 0;
    double middle() const { return (lo + hi) / 2; }
    bool meets(const number_span& other) const { return lo <= other.hi && other.lo <= hi; }
};

struct published_number {
    double least = 0;  // as printed; of "30-40" the 30
    double most = 0;
    double half = 0;   // of the last digit that is printed
    std::string unit;  // what follows: "%", "x", "ms", "USD" for $; may be empty
    double value() const { return (least + most) / 2; }
    bool is_range() const { return least < most; }
    number_span span() const { return {least - half, most + half}; }
};

// The number that a cell holds, blanks and "~" around it allowed; nullopt when it holds words, or a number among words.
// `decimal_comma`: of "1.171,14" and "2,925" the comma begins the decimals.
std::optional<published_number> number_in_cell(std::string_view cell, bool decimal_comma = false);
// The first number in a text, with the word after it as its unit: "2,814x over target".
std::optional<published_number> first_number_in(std::string_view text, bool decimal_comma = false);

// What a cell shows of commas: in "36,94" and "1.171,14" they are decimal ones, beside "1,200.0" and "1.5" they group
// digits, "2,925" does not tell.
enum class comma_sign { untold, decimal, groups };
comma_sign shown_commas(std::string_view cell);

// Spans that hold all quotients and products. What is divided by must not hold 0.
number_span over(const number_span& above, const number_span& below);
number_span times(const number_span& a, const number_span& b);
number_span scaled(const number_span& span, double factor);

}  // namespace sweeplab
