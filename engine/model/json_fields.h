// Small steps that all JSON forms of the model share. For .cpp files of the engine.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/foundation/json_reader.h"

namespace sweeplab {

// A JSON string of any bytes: faulty UTF-8 becomes U+FFFD, so that writing the document cannot fail.
json text_to_json(std::string_view bytes);
json texts_to_json(const std::vector<std::string>& texts);

// 5000.0 is written as 5000, as a person would; reading it gives the same double.
json number_to_json(double number);

// Sets `key` when there is a value; an absent value leaves no key.
template <class T>
void put(json& object, const char* key, const std::optional<T>& value) {
    if (value) object[key] = *value;
}
inline void put(json& object, const char* key, const std::optional<double>& value) {
    if (value) object[key] = number_to_json(*value);
}
inline void put_text(json& object, const char* key, std::string_view text) {
    if (!text.empty()) object[key] = text_to_json(text);
}

// The value, or null: for keys that are always there.
template <class T>
json value_or_null(const std::optional<T>& value) {
    return value ? json(*value) : json(nullptr);
}

std::optional<int> read_int(json_object_reader& reader, std::string_view key, int least = std::numeric_limits<int>::min(),
                            int most = std::numeric_limits<int>::max());
// A whole number of 64 bits without sign (seeds).
std::optional<std::uint64_t> read_unsigned(json_object_reader& reader, std::string_view key);
// More than 0 and at most `most`.
std::optional<double> read_positive(json_object_reader& reader, std::string_view key, double most);
// Whole numbers, each within the limits.
std::optional<std::vector<std::int64_t>> read_integers(json_object_reader& reader, std::string_view key, std::int64_t least,
                                                       std::int64_t most);

// A word that `from` knows.
template <class Enum>
std::optional<Enum> read_word(json_object_reader& reader, std::string_view key,
                              std::optional<Enum> (*from)(std::string_view)) {
    const auto word = reader.string(key);
    if (!word) return std::nullopt;
    const auto value = from(*word);
    if (!value) reader.complain("\"" + *word + "\" is not known here", reader.path_of(key));
    return value;
}

// Sets `target` when the key is there; otherwise the default stays.
template <class Target, class Value>
void assign(Target& target, std::optional<Value> value) {
    if (value) target = std::move(*value);
}

}  // namespace sweeplab
