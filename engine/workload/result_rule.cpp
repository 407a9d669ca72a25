#include "engine/workload/result_rule.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace sweeplab {
namespace {

// Each rule's place among the measures, and what one unit of its number is there.
struct rule_target {
    const char* name;
    measure target;
    double scale;
};
constexpr std::array<rule_target, 5> rule_targets{{{"count", measure::result_count, 1},
                                                   {"tokens", measure::total_tokens, 1},
                                                   {"input_tokens", measure::input_tokens, 1},
                                                   {"output_tokens", measure::output_tokens, 1},
                                                   {"cost", measure::cost_nano, 1e9}}};

}  // namespace

result<result_rules> result_rules::read(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    result_rules rules;
    for (const auto& known : rule_targets) {
        const json* const raw = reader.raw(known.name);
        if (!raw) continue;
        auto rule = number_rule::read(*raw, reader.path_of(known.name));
        if (rule) rules.rules_.emplace(known.name, std::move(*rule));
        else reader.adopt(rule.error());
    }
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    return rules;
}

json result_rules::to_json() const {
    json value = json::object();
    for (const auto& [name, rule] : rules_) value[name] = rule.to_json();
    return value;
}

bool result_rules::has_pointer() const {
    return std::any_of(rules_.begin(), rules_.end(), [](const auto& entry) { return entry.second.is_pointer(); });
}

result<void> result_rules::apply(std::string_view output, measures& into) const {
    std::optional<json> document;
    if (has_pointer()) document = json_within(output);
    result<void> verdict;
    for (const auto& known : rule_targets) {
        const auto rule = rules_.find(known.name);
        if (rule == rules_.end()) continue;
        auto number = rule->second.find(output, document ? &*document : nullptr);
        // Beyond this a double is not exact, and no count or cost is that large.
        constexpr double largest = 9e15;
        if (number && (*number < 0 || *number * known.scale > largest))
            number = fail(error_kind::not_found,
                          fmt::format("{} found {}, which is no possible {}", rule->second.in_words(), *number, known.name));
        if (number) into.set(known.target, static_cast<std::int64_t>(std::llround(*number * known.scale)));
        else if (verdict) verdict = tl::unexpected(number.error());
    }
    return verdict;
}

}  // namespace sweeplab
