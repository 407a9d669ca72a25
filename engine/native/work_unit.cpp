#include "engine/native/work_unit.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/model/enum_names.h"

namespace sweeplab::native {
namespace {

constexpr std::array unit_names{
    enum_name{work_unit::operations, std::string_view("operations")},
    enum_name{work_unit::elements, std::string_view("elements")},
    enum_name{work_unit::bytes, std::string_view("bytes")},
    enum_name{work_unit::accesses, std::string_view("accesses")},
    enum_name{work_unit::objects, std::string_view("objects")},
    enum_name{work_unit::transactions, std::string_view("transactions")},
    enum_name{work_unit::requests, std::string_view("requests")},
};

// Three digits that count and a prefix: "18.3 G".
std::string with_prefix(double value) {
    constexpr std::array prefixes{"", "k", "M", "G", "T", "P", "E"};
    std::size_t step = 0;
    while (std::abs(value) >= 999.5 && step + 1 < prefixes.size()) {
        value /= 1000;
        ++step;
    }
    const int decimals = std::abs(value) >= 99.95 ? 0 : std::abs(value) >= 9.995 ? 1 : 2;
    const bool whole = step == 0 && value == std::floor(value);
    return fmt::format("{:.{}f} {}", value, whole ? 0 : decimals, prefixes[step]);
}

}  // namespace

std::string_view to_text(work_unit unit) { return name_in(unit_names, unit); }
std::optional<work_unit> work_unit_from(std::string_view text) { return value_in(unit_names, text); }
std::optional<work_unit> work_unit_from(std::int64_t stored) {
    for (const auto& entry : unit_names)
        if (static_cast<std::int64_t>(entry.value) == stored) return entry.value;
    return std::nullopt;
}

result<double> ratio(const figure& a, const figure& b) {
    if (a.unit != b.unit)
        return fail(error_kind::bad_input,
                    fmt::format("{} cannot be set against {}: they count different things", in_words(a), in_words(b)));
    if (!(b.per_s > 0) || !std::isfinite(a.per_s) || !std::isfinite(b.per_s))
        return fail(error_kind::bad_input, fmt::format("{} and {} have no ratio", in_words(a), in_words(b)));
    return a.per_s / b.per_s;
}

std::string bytes_in_words(double bytes) { return with_prefix(bytes) + "B"; }

std::string in_words(const figure& value) {
    if (value.unit == work_unit::bytes) return bytes_in_words(value.per_s) + "/s";
    const auto number = with_prefix(value.per_s);
    return fmt::format("{}{}{}/s", number, number.back() == ' ' ? "" : " ", to_text(value.unit));
}

std::string grouped(std::int64_t number) {
    auto text = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t place = text.size(); place > first + 3; place -= 3) text.insert(place - 3, ",");
    return text;
}

std::string amount_in_words(std::int64_t amount, work_unit unit) {
    if (unit == work_unit::bytes) return bytes_in_words(static_cast<double>(amount));
    return fmt::format("{} {}", grouped(amount), to_text(unit));
}

}  // namespace sweeplab::native
