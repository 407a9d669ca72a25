#include "engine/foundation/json_reader.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

template class nlohmann::basic_json<>;

namespace sweeplab {
namespace {

// Levenshtein's distance, for "did you mean".
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[b.size()];
}

std::string nearest(const std::set<std::string, std::less<>>& known, std::string_view key) {
    constexpr std::size_t longest_worth_comparing = 64;
    if (key.size() > longest_worth_comparing) return {};
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(2, key.size() / 3) + 1;
    for (const auto& candidate : known) {
        const auto distance = edit_distance(candidate, key);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

// "of 1 to 10", "of at least 1" or "": unbounded sides are not worth a word.
template <class T>
std::string range_in_words(T least, T most) {
    const bool bounded_below = least > std::numeric_limits<T>::lowest();
    const bool bounded_above = most < std::numeric_limits<T>::max();
    if (bounded_below && bounded_above) return fmt::format("from {} to {}", least, most);
    if (bounded_below) return fmt::format("of at least {}", least);
    if (bounded_above) return fmt::format("of at most {}", most);
    return "within the range of a 64-bit number";
}

}  // namespace

json_object_reader::json_object_reader(const json& value, std::string path) : path_(std::move(path)) {
    if (value.is_object()) object_ = &value;
    else complain("must be an object, not " + json_type_in_words(value), path_);
}

const json* json_object_reader::find(std::string_view key) {
    known_.emplace(key);
    if (!object_) return nullptr;
    const auto found = object_->find(std::string(key));
    if (found == object_->end() || found->is_null()) return nullptr;
    return &*found;
}

bool json_object_reader::has(std::string_view key) const { return object_ && object_->contains(std::string(key)); }

std::string json_object_reader::path_of(std::string_view key) const { return json_path_with(path_, key); }

void json_object_reader::complain(std::string message, std::string path, std::string advice) {
    if (fault_) return;
    fault_ = error{error_kind::bad_input, std::move(message), path.empty() ? "/" : std::move(path), std::move(advice)};
}

void json_object_reader::adopt(const error& fault) {
    if (!fault_) fault_ = fault;
}

void json_object_reader::require(std::string_view key) {
    if (!object_ || find(key)) return;
    // A misspelt key is the usual reason, and says more than that the right one is missing.
    std::set<std::string, std::less<>> present;
    for (const auto& [name, value] : object_->items())
        if (!known_.contains(name)) present.insert(name);
    const auto misspelt = nearest(present, key);
    complain(fmt::format("\"{}\" is missing", key), path_of(key),
             misspelt.empty() ? std::string{} : fmt::format("Is {} meant to be it?", json_shown(json(misspelt))));
}

const json* json_object_reader::raw(std::string_view key) { return find(key); }

std::optional<std::string> json_object_reader::string(std::string_view key) {
    const json* value = find(key);
    if (!value) return std::nullopt;
    if (value->is_string()) return value->get<std::string>();
    complain("must be a string, not " + json_type_in_words(*value), path_of(key));
    return std::nullopt;
}

std::optional<bool> json_object_reader::boolean(std::string_view key) {
    const json* value = find(key);
    if (!value) return std::nullopt;
    if (value->is_boolean()) return value->get<bool>();
    complain("must be true or false, not " + json_type_in_words(*value), path_of(key));
    return std::nullopt;
}

std::optional<std::int64_t> json_object_reader::integer(std::string_view key, std::int64_t least, std::int64_t most) {
    const json* value = find(key);
    if (!value) return std::nullopt;
    if (!value->is_number_integer()) {
        complain("must be a whole number, not " + json_type_in_words(*value), path_of(key));
        return std::nullopt;
    }
    const bool too_large =
        value->is_number_unsigned() &&
        value->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (too_large || value->get<std::int64_t>() < least || value->get<std::int64_t>() > most) {
        complain(fmt::format("must be a whole number {}, not {}", range_in_words(least, most), json_shown(*value)),
                 path_of(key));
        return std::nullopt;
    }
    return value->get<std::int64_t>();
}

std::optional<double> json_object_reader::number(std::string_view key, double least, double most) {
    const json* value = find(key);
    if (!value) return std::nullopt;
    if (!value->is_number()) {
        complain("must be a number, not " + json_type_in_words(*value), path_of(key));
        return std::nullopt;
    }
    const auto number = value->get<double>();
    if (!std::isfinite(number) || number < least || number > most) {
        complain(fmt::format("must be a number {}, not {}", range_in_words(least, most), json_shown(*value)), path_of(key));
        return std::nullopt;
    }
    return number;
}

std::optional<std::string> json_object_reader::choice(std::string_view key, const std::vector<std::string>& choices) {
    const auto value = string(key);
    if (!value) return std::nullopt;
    if (std::find(choices.begin(), choices.end(), *value) != choices.end()) return value;
    std::string list;
    for (const auto& option : choices) list += (list.empty() ? "\"" : ", \"") + option + "\"";
    complain(fmt::format("must be one of {}, not {}", list, json_shown(json(*value))), path_of(key));
    return std::nullopt;
}

std::optional<std::vector<std::string>> json_object_reader::strings(std::string_view key) {
    const json* value = find(key);
    if (!value) return std::nullopt;
    if (!value->is_array()) {
        complain("must be a list of strings, not " + json_type_in_words(*value), path_of(key));
        return std::nullopt;
    }
    std::vector<std::string> list;
    for (std::size_t i = 0; i < value->size(); ++i) {
        const auto& entry = (*value)[i];
        if (!entry.is_string()) {
            complain("must be a string, not " + json_type_in_words(entry), json_path_with(path_of(key), std::to_string(i)));
            return std::nullopt;
        }
        list.push_back(entry.get<std::string>());
    }
    return list;
}

void json_object_reader::finish() {
    if (!object_) return;
    for (const auto& [key, value] : object_->items()) {
        if (known_.contains(key)) continue;
        const auto guess = nearest(known_, key);
        complain(fmt::format("unknown key {}", json_shown(json(key))), path_of(key),
                 guess.empty() ? std::string{} : fmt::format("Did you mean \"{}\"?", guess));
    }
}

}  // namespace sweeplab
