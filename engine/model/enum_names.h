// The one list of words behind an enum's to_text() and its way back.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace sweeplab {

template <class Enum>
struct enum_name {
    Enum value;
    std::string_view text;
};

// "unknown" for a number that is in no list: a value cast from a damaged file must not be a fault of memory.
template <class Enum, std::size_t Size>
constexpr std::string_view name_in(const std::array<enum_name<Enum>, Size>& names, Enum value) {
    for (const auto& entry : names)
        if (entry.value == value) return entry.text;
    return "unknown";
}

template <class Enum, std::size_t Size>
constexpr std::optional<Enum> value_in(const std::array<enum_name<Enum>, Size>& names, std::string_view text) {
    for (const auto& entry : names)
        if (entry.text == text) return entry.value;
    return std::nullopt;
}

}  // namespace sweeplab
