// Names of numbers in an open set: the known ones from a list, those of a newer Sweeplab as PREFIX and number.
// For the .cpp files of this folder only.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <mutex>
#include <string>

#include "engine/model/enum_names.h"

namespace sweeplab {

template <class Enum, std::size_t Size>
constexpr bool ascending_by_number(const std::array<enum_name<Enum>, Size>& names) {
    return std::is_sorted(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
}

// `names` ascending by number, so that a name is found by halving.
template <class Enum, std::size_t Size>
std::string_view numbered_name(const std::array<enum_name<Enum>, Size>& names, Enum which, std::string_view prefix) {
    const auto entry = std::lower_bound(names.begin(), names.end(), which,
                                        [](const enum_name<Enum>& known, Enum wanted) { return known.value < wanted; });
    if (entry != names.end() && entry->value == which) return entry->text;
    // Made once and kept, since callers hold views.
    static std::mutex mutex;
    static std::map<Enum, std::string> made;
    const std::lock_guard lock(mutex);
    auto& name = made[which];
    if (name.empty()) name = std::string(prefix) + std::to_string(static_cast<unsigned>(which));
    return name;
}

template <class Enum, std::size_t Size>
std::optional<Enum> from_numbered_name(const std::array<enum_name<Enum>, Size>& names, std::string_view name,
                                       std::string_view prefix) {
    if (const auto known = value_in(names, name)) return known;
    if (!name.starts_with(prefix)) return std::nullopt;
    name.remove_prefix(prefix.size());
    std::uint16_t number = 0;
    const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (fault != std::errc{} || end != name.data() + name.size()) return std::nullopt;
    return static_cast<Enum>(number);
}

}  // namespace sweeplab
