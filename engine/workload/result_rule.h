// Numbers that a plan takes from an output: token counts, a result count, a cost. Each is named by a JSON
// pointer into the output or by a regular expression. Any kind of workload whose output is text uses it.
//
//   "result": {"count": "/beliefs", "tokens": {"regex": "total tokens: ([\\d,]+)", "take": "last"}}
//
// Immutable and free of state after reading: any thread. Applying can take milliseconds on a long output,
// so it belongs off the trial loop.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/foundation/json_reader.h"
#include "engine/model/measure.h"

namespace sweeplab {

class number_rule {
public:
    // Which matches of a regular expression count: one of them, their sum, or how many there are.
    enum class take { first, last, sum, how_many };

    // "/json/pointer" or {"regex": "…", "take": "first" | "last" | "sum" | "how_many"} ("last" when not given).
    static result<number_rule> read(const json& value, const std::string& path);
    json to_json() const;
    bool is_pointer() const { return !pattern_; }
    // "\"/beliefs\"" or "the regular expression …", for messages.
    std::string in_words() const;

    // A number is itself (also one written as a string), a list or object its size. `document` is the
    // output as JSON, null when it is none.
    result<double> find(std::string_view output, const json* document) const;

private:
    struct compiled_pattern;
    result<double> find_by_pattern(std::string_view output) const;
    result<double> find_by_pointer(const json* document) const;

    std::string text_;  // of the pointer or the pattern
    take take_ = take::last;
    std::shared_ptr<const compiled_pattern> pattern_;
};

class result_rules {
public:
    // An object with any of "count", "tokens", "input_tokens", "output_tokens", "cost".
    static result<result_rules> read(const json& value, const std::string& path);
    json to_json() const;
    bool empty() const { return rules_.empty(); }
    bool has_pointer() const;

    // Sets a measure for each rule: result_count, total_tokens, input_tokens, output_tokens, cost_nano.
    // Fails with the first rule that found nothing; the measures of the others are set all the same.
    result<void> apply(std::string_view output, measures& into) const;

private:
    std::map<std::string, number_rule, std::less<>> rules_;
};

// The JSON document within an output: the whole of it, a ``` block, the last line that is one, or what
// stands between the first opening and the last closing bracket. nullopt when there is none.
std::optional<json> json_within(std::string_view output);

}  // namespace sweeplab
