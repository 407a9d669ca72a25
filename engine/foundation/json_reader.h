// Strict reading of JSON: every key must be asked for, every type must fit, and each complaint names the
// JSON path. Used for plans, host profiles and all files that a person may have written by hand.
//
//   json_object_reader reader(document, "/sweep");
//   const auto repeats = reader.integer("repeats", 1, 10'000).value_or(1);   // absent: nullopt
//   reader.finish();                                                         // complains of unknown keys
//   if (reader.failed()) return fail(reader.fault());
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/foundation/error.h"

// Compiled once, in json_reader.cpp, and not in every file that uses it.
extern template class nlohmann::basic_json<>;

namespace sweeplab {

using json = nlohmann::json;

// Parses text; the error names line and column. `what` names the document ("plan.json").
result<json> parse_json(std::string_view text, const std::string& what);

// As parse_json(), and refuses a key that stands twice in one object: in what a person wrote, one of the two
// would be lost without a word.
result<json> parse_json_strictly(std::string_view text, const std::string& what);

class json_object_reader {
public:
    // `path` is the JSON pointer of `value` in the whole document ("" for the root).
    json_object_reader(const json& value, std::string path);

    // Each returns nullopt when the key is absent (null counts as absent) or faulty; the first fault is kept.
    std::optional<std::string> string(std::string_view key);
    std::optional<bool> boolean(std::string_view key);
    std::optional<std::int64_t> integer(std::string_view key, std::int64_t least = std::numeric_limits<std::int64_t>::min(),
                                        std::int64_t most = std::numeric_limits<std::int64_t>::max());
    // Finite numbers only.
    std::optional<double> number(std::string_view key, double least = std::numeric_limits<double>::lowest(),
                                 double most = std::numeric_limits<double>::max());
    // One of `choices`; the complaint lists them.
    std::optional<std::string> choice(std::string_view key, const std::vector<std::string>& choices);
    std::optional<std::vector<std::string>> strings(std::string_view key);
    // The raw value, for nested readers; null when absent.
    const json* raw(std::string_view key);

    // Records "PATH: key is missing" when the key is absent.
    void require(std::string_view key);
    bool has(std::string_view key) const;
    std::string path_of(std::string_view key) const;
    void complain(std::string message, std::string path, std::string advice = {});
    // Takes over a nested reader's fault.
    void adopt(const error& fault);

    // Complains of every key that was not asked for, suggesting the nearest known one.
    void finish();
    bool failed() const { return fault_.has_value(); }
    const error& fault() const { return *fault_; }

private:
    const json* find(std::string_view key);

    const json* object_ = nullptr;  // null when the value was no object
    std::string path_;
    std::set<std::string, std::less<>> known_;
    std::optional<error> fault_;
};

// "an object", "a string", … for messages.
std::string json_type_in_words(const json& value);
// The value as JSON text of a bearable length, for messages.
std::string json_shown(const json& value);
// A pointer's path with one more part, escaped as RFC 6901 says.
std::string json_path_with(const std::string& path, std::string_view part);

}  // namespace sweeplab
