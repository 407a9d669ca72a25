#include "engine/audit/published_number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool skip(std::string_view& text, std::string_view what) {
    if (!text.starts_with(what)) return false;
    text.remove_prefix(what.size());
    return true;
}

struct plain_number {
    double value;
    double half;
};

// Which of , and . begins the decimals, and which stands between groups of three digits.
struct separators {
    char decimal = '.';
    char group = ',';
};

// What both stand for in one number is plain; one alone that is there several times groups.
separators separators_of(std::string_view run, bool decimal_comma) {
    if (!decimal_comma) return {};
    const auto comma = run.rfind(','), point = run.rfind('.');
    if (comma != run.npos && point != run.npos) return comma > point ? separators{',', '.'} : separators{'.', ','};
    if (comma != run.npos) return run.find(',') == comma ? separators{',', '.'} : separators{'.', ','};
    return point != run.npos && run.find('.') != point ? separators{',', '.'} : separators{'.', ','};
}

// The digits at the beginning, with what stands between them.
std::string_view digits_at_start(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() &&
           (is_digit(text[at]) || ((text[at] == ',' || text[at] == '.') && at + 1 < text.size() && is_digit(text[at + 1]))))
        ++at;
    return text.substr(0, at);
}

// Digits with , between groups of three, a decimal point, an exponent, and k or M at the end.
std::optional<plain_number> take_number(std::string_view& text, bool decimal_comma) {
    const auto separator = separators_of(digits_at_start(text), decimal_comma);
    std::string digits;
    std::size_t at = 0;
    int decimals = 0;
    bool point = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        const auto digit_at = [&](std::size_t place) { return place < text.size() && is_digit(text[place]); };
        if (is_digit(c)) {
            digits += c;
            decimals += point ? 1 : 0;
        } else if (c == separator.decimal && !point && digit_at(at + 1)) {
            digits += '.';
            point = true;
        } else if (c == separator.group && !point && !digits.empty() && digit_at(at + 1) && digit_at(at + 2) &&
                   digit_at(at + 3) && !digit_at(at + 4)) {
            continue;
        } else {
            break;
        }
    }
    if (digits.empty() || digits.front() == '.' || digits.size() > 40) return std::nullopt;
    int exponent = 0;
    if (at + 1 < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const char* begin = text.data() + at + 1 + (text[at + 1] == '+' ? 1 : 0);
        const auto read = std::from_chars(begin, text.data() + text.size(), exponent);
        if (read.ec == std::errc{} && std::abs(exponent) < 300) at = static_cast<std::size_t>(read.ptr - text.data());
        else exponent = 0;
    }
    text.remove_prefix(at);
    double scale = std::pow(10.0, exponent);
    const bool ends_word = text.size() == 1 || (text.size() > 1 && (text[1] == ' ' || text[1] == '-'));
    if (ends_word && (text.front() == 'k' || text.front() == 'K' || text.front() == 'M')) {
        scale *= text.front() == 'M' ? 1e6 : 1e3;
        text.remove_prefix(1);
    }
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return plain_number{value * scale, 0.5 * std::pow(10.0, -decimals) * scale};
}

// A dash, also the long ones, or "to".
bool take_dash(std::string_view& text) {
    auto rest = trim(text);
    if (!skip(rest, "-") && !skip(rest, "–") && !skip(rest, "—") && !skip(rest, "to ")) return false;
    rest = trim(rest);
    if (rest.empty() || !is_digit(rest.front())) return false;
    text = rest;
    return true;
}

std::optional<published_number> take_published(std::string_view& text, bool decimal_comma) {
    published_number read;
    bool negative = false;
    for (bool more = true; more;) {
        text = trim(text);
        more = skip(text, "~") || skip(text, "≈") || skip(text, "+");
        if (!negative && (skip(text, "-") || skip(text, "−"))) more = negative = true;
        if (skip(text, "$")) read.unit = "USD", more = true;
        if (skip(text, "€")) read.unit = "EUR", more = true;
    }
    const auto first = take_number(text, decimal_comma);
    if (!first) return std::nullopt;
    read.least = read.most = negative ? -first->value : first->value;
    read.half = first->half;
    auto rest = text;
    if (!negative && take_dash(rest)) {
        if (const auto second = take_number(rest, decimal_comma); second && second->value >= first->value) {
            read.most = second->value;
            read.half = std::max(read.half, second->half);
            text = rest;
        }
    }
    return read;
}

}  // namespace

std::optional<published_number> number_in_cell(std::string_view cell, bool decimal_comma) {
    auto text = trim(cell);
    auto read = take_published(text, decimal_comma);
    if (!read) return std::nullopt;
    const auto unit = trim(text);
    // What follows is a unit when it is one word without digits.
    if (unit.size() > 24 || unit.find_first_of(" 0123456789") != std::string_view::npos) return std::nullopt;
    if (!unit.empty()) read->unit = std::string(unit);
    return read;
}

std::optional<published_number> first_number_in(std::string_view text, bool decimal_comma) {
    const auto start = text.find_first_of("0123456789");
    if (start == std::string_view::npos) return std::nullopt;
    text.remove_prefix(start);
    auto read = take_published(text, decimal_comma);
    if (!read) return std::nullopt;
    text = trim(text);
    read->unit = std::string(text.substr(0, text.find_first_of(" ,;.")));
    return read;
}

comma_sign shown_commas(std::string_view cell) {
    const auto start = cell.find_first_of("0123456789");
    if (start == cell.npos || cell.substr(0, start).find_first_not_of(" ~+-$") != cell.npos) return comma_sign::untold;
    const auto run = digits_at_start(cell.substr(start));
    const auto rest = trim(cell.substr(start + run.size()));
    const auto comma = run.find(','), point = run.find('.');
    if (rest.find_first_of(" ,") != rest.npos) return comma_sign::untold;
    // "1.0": whoever has decimal points has no decimal commas.
    if (comma == run.npos && point != run.npos && run.rfind('.') == point && run.size() - point != 4)
        return comma_sign::groups;
    if (comma == run.npos) return comma_sign::untold;
    if (point != run.npos) return comma < point ? comma_sign::groups : comma_sign::decimal;
    const auto last = run.rfind(',');
    if (last != comma) return last - comma == 4 && run.size() - last == 4 ? comma_sign::groups : comma_sign::untold;
    const bool may_group = run.size() - comma == 4 && comma < 4 && run.front() != '0';
    return may_group ? comma_sign::untold : comma_sign::decimal;
}

namespace {

number_span hull_of(const std::array<double, 4>& ends) {
    const auto [lo, hi] = std::minmax_element(ends.begin(), ends.end());
    return {*lo, *hi};
}

}  // namespace

number_span over(const number_span& above, const number_span& below) {
    return hull_of({above.lo / below.lo, above.lo / below.hi, above.hi / below.lo, above.hi / below.hi});
}
number_span times(const number_span& a, const number_span& b) {
    return hull_of({a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi});
}
number_span scaled(const number_span& span, double factor) { return times(span, {factor, factor}); }

}  // namespace sweeplab
