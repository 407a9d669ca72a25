#include "engine/imports/time_column.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "engine/audit/units.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

// Units, and ways to write a time, that are not read here.
constexpr std::string_view other_units[] = {"m",      "mm",    "hh",  "ss",   "hms",    "mmss",  "hhmm",
                                            "hhmmss", "d",     "day", "days", "ps",     "cycle", "cycles",
                                            "tick",   "ticks", "%",   "pct",  "percent"};

// Words that stand in brackets behind a time and are no units.
constexpr std::string_view remarks[] = {"wall",    "clock",    "real",     "total", "elapsed", "mean",   "avg",   "average",
                                        "median",  "best",     "of",       "lower", "is",      "better", "runs",  "run",
                                        "repeats", "repeat",   "trials",   "all",   "whole",   "approx", "about", "less",
                                        "the",     "measured", "makespan", "in",    "n"};

constexpr std::string_view parts[] = {"request", "requests", "req",      "reqs",   "item",  "items",  "job",
                                      "jobs",    "task",     "tasks",    "call",   "calls", "prompt", "prompts",
                                      "chunk",   "chunks",   "token",    "tokens", "step",  "steps",  "query",
                                      "queries", "message",  "messages", "file",   "files", "op",     "operation"};
constexpr std::string_view single_requests[] = {"request", "req"};
constexpr std::string_view sums[] = {"total", "all", "whole"};
constexpr std::string_view averages[] = {"avg", "average", "mean", "median", "typical"};
constexpr std::string_view wholes[] = {"run", "runs", "sweep", "trial", "repeat", "benchmark"};

template <class List>
bool is_one_of(const List& list, std::string_view word) {
    return std::ranges::find(list, word) != std::end(list);
}

bool is_number(std::string_view word) { return word.find_first_not_of("0123456789") == word.npos; }

// "/" is the word "per".
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : to_lower(text)) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || byte >= 0x80 || c == '%') {
            words.back() += c;
            continue;
        }
        words.emplace_back();
        if (c == '/') {
            words.back() = "per";
            words.emplace_back();
        }
    }
    std::erase(words, "");
    return words;
}

// "Time (ms), lower is better [n=3]" → {"ms", "n=3"}; what is left of it goes to `outside`.
std::vector<std::string_view> take_brackets(std::string_view heading, std::string& outside) {
    std::vector<std::string_view> groups;
    while (!heading.empty()) {
        const auto open = heading.find_first_of("([");
        outside += heading.substr(0, open);
        outside += ' ';
        if (open == heading.npos) break;
        const auto close = heading.find_first_of(")]", open);
        groups.push_back(heading.substr(open + 1, close == heading.npos ? close : close - open - 1));
        heading = close == heading.npos ? std::string_view{} : heading.substr(close + 1);
    }
    return groups;
}

// Words in which a unit is looked for: of "s/run" those before the "per".
std::vector<std::string> unit_words(std::string_view text) {
    auto words = words_of(text);
    words.erase(std::ranges::find(words, "per"), words.end());
    return words;
}

// The units that are named in brackets; nothing where a word is neither a unit nor a remark.
std::optional<std::set<double>> units_in(std::string_view group) {
    std::set<double> units;
    for (const auto& word : unit_words(group)) {
        const auto unit = seconds_in_time_unit(word);
        if (unit) units.insert(*unit);
        else if (!is_one_of(remarks, word) && !is_number(word)) return std::nullopt;
    }
    return units;
}

tl::unexpected<error> unknown_unit(const std::string& heading) {
    return fail(error_kind::bad_input, fmt::format("the unit of \"{}\" is not known", shorten(heading, 60)), {},
                "Give the times in s, ms, us, ns, min or h, and name it like \"Time (s)\".");
}

}  // namespace

std::optional<double> seconds_in_time_unit(std::string_view word) {
    const auto plain = to_lower(word);
    if (is_one_of(other_units, std::string_view(plain))) return std::nullopt;
    const auto unit = meaning_of(plain);
    return unit.known && unit.kind == "time" ? std::optional(unit.factor) : std::nullopt;
}

result<double> seconds_in_heading(const std::string& heading) {
    std::string outside;
    const auto groups = take_brackets(heading, outside);
    bool all_known = true;
    for (const auto group : groups) {
        const auto units = units_in(group);
        if (units && units->size() == 1) return *units->begin();
        all_known = all_known && units && units->empty();
    }
    // Outside brackets a unit stands at the end: "Min time" is the least one.
    const auto words = unit_words(outside);
    if (words.size() > 1) {
        if (const auto unit = seconds_in_time_unit(words.back())) return *unit;
        if (std::ranges::any_of(words, [](const auto& word) { return is_one_of(other_units, word); }))
            return unknown_unit(heading);
    }
    if (!all_known) return unknown_unit(heading);
    return 1.0;
}

bool is_time_of_a_part(std::string_view heading) {
    const auto words = words_of(heading);
    const auto per = std::ranges::find(words, "per");
    if (per != words.end()) return per + 1 == words.end() || !is_one_of(wholes, *(per + 1));
    const auto is_percentile = [](const std::string& word) {
        return word.size() > 1 && word[0] == 'p' && is_number(std::string_view(word).substr(1));
    };
    if (std::ranges::any_of(words, is_percentile)) return true;
    const auto has_any = [&](const auto& list) {
        return std::ranges::any_of(words, [&](const auto& word) { return is_one_of(list, word); });
    };
    // "Time for 96 chunks" is that of all of them.
    return has_any(averages) ? has_any(parts) : has_any(single_requests) && !has_any(sums);
}

bool is_average(std::string_view heading) {
    return std::ranges::any_of(words_of(heading), [](const auto& word) { return is_one_of(averages, word); });
}

found_time_column find_time_column(const published_table& table) {
    found_time_column found;
    for (const auto role : {column_role::time, column_role::parallel_time}) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].role != role) continue;
            if (!is_time_of_a_part(table.columns[i].name)) {
                found.whole = i;
                return found;
            }
            if (found.part.empty()) found.part = table.columns[i].name;
        }
    }
    return found;
}

}  // namespace sweeplab
