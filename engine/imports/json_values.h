// Values of documents that others wrote: what is not there or of another type is absent. For .cpp files of this folder.
#pragma once

#include <cmath>
#include <initializer_list>
#include <optional>
#include <string>

#include "engine/foundation/clock.h"
#include "engine/foundation/json_reader.h"
#include "engine/foundation/text.h"

namespace sweeplab {

// The first of these JSON pointers that leads to something else than null.
inline const json* value_at(const json& document, std::initializer_list<const char*> pointers) {
    for (const auto* text : pointers) {
        const json::json_pointer pointer(text);
        if (!document.contains(pointer)) continue;
        const auto& found = document.at(pointer);
        if (!found.is_null()) return &found;
    }
    return nullptr;
}

// Finite ones, written as numbers.
inline std::optional<double> number_in(const json* value) {
    if (!value || !value->is_number()) return std::nullopt;
    const auto number = value->get<double>();
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
}
inline std::optional<double> number_at(const json& document, std::initializer_list<const char*> pointers) {
    return number_in(value_at(document, pointers));
}

// A count, also one written as 20.0; at least 0.
inline std::optional<std::int64_t> count_in(const json* value) {
    const auto number = number_in(value);
    if (!number || *number < 0 || *number > 9e15 || *number != std::floor(*number)) return std::nullopt;
    return static_cast<std::int64_t>(*number);
}
inline std::optional<std::int64_t> count_at(const json& document, std::initializer_list<const char*> pointers) {
    return count_in(value_at(document, pointers));
}

// Of a bearable length.
inline std::string text_at(const json& document, std::initializer_list<const char*> pointers) {
    const auto* value = value_at(document, pointers);
    if (!value || !value->is_string()) return {};
    return shorten(to_valid_utf8(value->get_ref<const std::string&>()), 200);
}

inline unix_ms ms_from_seconds(const std::optional<double>& seconds) {
    return seconds && *seconds > 0 && *seconds < 1e11 ? static_cast<unix_ms>(std::llround(*seconds * 1000)) : 0;
}

}  // namespace sweeplab
