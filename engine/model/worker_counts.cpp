// The short form of worker counts that a person types: "1, 2, 4, 8", "1-16:*2", "10-50:10".
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/model/plan.h"

namespace sweeplab {
namespace {

constexpr std::string_view advice = "Write worker counts as in \"1, 2, 4, 8\", \"1-8\", \"1-16:*2\" or \"10-50:10\".";

tl::unexpected<error> refuse(std::string message) {
    return fail(error_kind::bad_input, std::move(message), {}, std::string(advice));
}

result<int> parse_count(std::string_view text, std::string_view role) {
    text = trim(text);
    long long number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool digits = fault != std::errc::invalid_argument && end == text.data() + text.size() && !text.empty();
    if (!digits) return refuse(fmt::format("\"{}\" is no {}", to_valid_utf8(text), role));
    if (fault != std::errc{} || number < 1 || number > most_workers)
        return refuse(fmt::format("a {} must be from 1 to {}, not {}", role, most_workers, text));
    return static_cast<int>(number);
}

struct count_range {
    int first = 1;
    int last = 1;
    int step = 1;
    bool multiplies = false;
};

// "10-50", with ":10" or ":*2" after it.
result<count_range> parse_range(std::string_view text) {
    const auto colon = text.find(':');
    const auto ends = text.substr(0, colon);
    const auto dash = ends.find('-', 1);
    const auto first = parse_count(ends.substr(0, dash), "worker count");
    if (!first) return tl::unexpected(first.error());
    count_range range{*first, *first, 1, false};
    if (dash != std::string_view::npos) {
        const auto last = parse_count(ends.substr(dash + 1), "worker count");
        if (!last) return tl::unexpected(last.error());
        range.last = *last;
    }
    if (range.last < range.first) return refuse(fmt::format("the range {} runs backwards", trim(ends)));
    if (colon == std::string_view::npos) return range;
    if (dash == std::string_view::npos)
        return refuse(fmt::format("\"{}\" has a step, but is no range", to_valid_utf8(trim(text))));
    auto step_text = trim(text.substr(colon + 1));
    range.multiplies = step_text.starts_with('*');
    if (range.multiplies) step_text.remove_prefix(1);
    const auto step = parse_count(step_text, range.multiplies ? "factor" : "step");
    if (!step) return tl::unexpected(step.error());
    if (range.multiplies && *step < 2) return refuse("a factor must be at least 2");
    range.step = *step;
    return range;
}

bool is_one_run(const std::vector<int>& counts, std::size_t from, std::size_t to) {
    return to - from >= 4 && counts[to - 1] - counts[from] == static_cast<int>(to - from) - 1;
}

}  // namespace

result<std::vector<int>> parse_worker_counts(std::string_view text) {
    if (trim(text).empty()) return refuse("no worker count is given");
    std::vector<int> counts;
    std::vector<bool> taken(most_workers + 1);
    for (const auto part : split(text, ',')) {
        if (trim(part).empty()) return refuse("there is a comma with no worker count beside it");
        const auto range = parse_range(trim(part));
        if (!range) return tl::unexpected(range.error());
        for (int count = range->first; count <= range->last;
             count = range->multiplies ? count * range->step : count + range->step) {
            if (taken[static_cast<std::size_t>(count)]) return refuse(fmt::format("{} workers are given twice", count));
            taken[static_cast<std::size_t>(count)] = true;
            counts.push_back(count);
        }
    }
    return counts;
}

std::string worker_counts_to_text(const std::vector<int>& counts) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < counts.size();) {
        std::size_t end = i + 1;
        while (end < counts.size() && counts[end] == counts[end - 1] + 1) ++end;
        if (is_one_run(counts, i, end)) {
            parts.push_back(fmt::format("{}-{}", counts[i], counts[end - 1]));
            i = end;
        } else {
            parts.push_back(std::to_string(counts[i++]));
        }
    }
    return join(parts, ", ");
}

}  // namespace sweeplab
