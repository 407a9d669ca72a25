#include "engine/model/json_fields.h"

#include <cmath>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {

json text_to_json(std::string_view bytes) { return to_valid_utf8(bytes); }

json texts_to_json(const std::vector<std::string>& texts) {
    json list = json::array();
    for (const auto& text : texts) list.push_back(text_to_json(text));
    return list;
}

json number_to_json(double number) {
    constexpr double exact_up_to = 9007199254740992.0;  // 2^53
    const bool whole = std::abs(number) < exact_up_to && number == std::trunc(number) && !std::signbit(number);
    return whole ? json(static_cast<std::int64_t>(number)) : json(number);
}

std::optional<int> read_int(json_object_reader& reader, std::string_view key, int least, int most) {
    const auto value = reader.integer(key, least, most);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::optional<std::uint64_t> read_unsigned(json_object_reader& reader, std::string_view key) {
    // Only what is beyond the signed range needs more than the reader's own check.
    if (const json* value = reader.raw(key); value && value->is_number_unsigned()) return value->get<std::uint64_t>();
    const auto value = reader.integer(key, 0);
    return value ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

std::optional<double> read_positive(json_object_reader& reader, std::string_view key, double most) {
    const auto value = reader.number(key, std::numeric_limits<double>::lowest(), most);
    if (!value || *value > 0) return value;
    reader.complain(fmt::format("must be more than 0, not {}", json_shown(*reader.raw(key))), reader.path_of(key));
    return std::nullopt;
}

std::optional<std::vector<std::int64_t>> read_integers(json_object_reader& reader, std::string_view key, std::int64_t least,
                                                       std::int64_t most) {
    const json* value = reader.raw(key);
    if (!value) return std::nullopt;
    if (!value->is_array()) {
        reader.complain("must be a list of whole numbers, not " + json_type_in_words(*value), reader.path_of(key));
        return std::nullopt;
    }
    std::vector<std::int64_t> list;
    list.reserve(value->size());
    for (std::size_t i = 0; i < value->size(); ++i) {
        const auto& entry = (*value)[i];
        const bool whole = entry.is_number_integer();
        const bool too_large =
            entry.is_number_unsigned() &&
            entry.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        if (!whole || too_large || entry.get<std::int64_t>() < least || entry.get<std::int64_t>() > most) {
            reader.complain(fmt::format("must be a whole number from {} to {}, not {}", least, most, json_shown(entry)),
                            json_path_with(reader.path_of(key), std::to_string(i)));
            return std::nullopt;
        }
        list.push_back(entry.get<std::int64_t>());
    }
    return list;
}

}  // namespace sweeplab
