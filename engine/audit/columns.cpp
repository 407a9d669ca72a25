// What a column is, by its name: "time_s", "Time (s)", "Efficiency %".
#include <algorithm>
#include <array>
#include <cctype>

#include "engine/audit/table_parts.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words(1);
    for (const char c : to_lower(name)) {
        if (std::isalnum(static_cast<unsigned char>(c)) || c == '%' || c == '$' || static_cast<unsigned char>(c) >= 0x80)
            words.back() += c;
        else if (c == '/') {
            if (!words.back().empty()) words.emplace_back();
            words.back() = "per";
            words.emplace_back();
        } else if (!words.back().empty()) words.emplace_back();
    }
    std::erase(words, "");
    return words;
}

struct role_word {
    std::string_view word;
    column_role role;
};

// The first that fits decides, so the narrower ones stand first.
constexpr role_word role_words[] = {{"speedup", column_role::speedup},
                                    {"efficiency", column_role::efficiency},
                                    {"throughput", column_role::throughput},
                                    {"rps", column_role::throughput},
                                    {"qps", column_role::throughput},
                                    {"saved", column_role::saved},
                                    {"savings", column_role::saved},
                                    {"improvement", column_role::saved},
                                    {"reduction", column_role::saved},
                                    {"sequential", column_role::sequential_time},
                                    {"serial", column_role::sequential_time},
                                    {"parallel", column_role::parallel_time},
                                    {"before", column_role::before},
                                    {"baseline", column_role::before},
                                    {"old", column_role::before},
                                    {"after", column_role::after},
                                    {"optimised", column_role::after},
                                    {"optimized", column_role::after},
                                    {"new", column_role::after},
                                    {"claim", column_role::claim},
                                    {"latency", column_role::latency},
                                    {"response", column_role::latency},
                                    {"workers", column_role::workers},
                                    {"threads", column_role::workers},
                                    {"concurrency", column_role::workers},
                                    {"clients", column_role::workers},
                                    {"time", column_role::time},
                                    {"duration", column_role::time},
                                    {"elapsed", column_role::time},
                                    {"makespan", column_role::time},
                                    {"cost", column_role::cost},
                                    {"count", column_role::count},
                                    {"items", column_role::count},
                                    {"chunks", column_role::count},
                                    {"jobs", column_role::count},
                                    {"value", column_role::value},
                                    {"unit", column_role::unit},
                                    {"target", column_role::target},
                                    {"metric", column_role::label},
                                    {"scenario", column_role::label},
                                    {"benchmark", column_role::label},
                                    {"operation", column_role::label},
                                    {"name", column_role::label}};

constexpr std::pair<std::string_view, std::string_view> unit_words[] = {{"s", "s"},
                                                                        {"sec", "s"},
                                                                        {"cent", "cents"},
                                                                        {"cents", "cents"},
                                                                        {"secs", "s"},
                                                                        {"second", "s"},
                                                                        {"seconds", "s"},
                                                                        {"ms", "ms"},
                                                                        {"msec", "ms"},
                                                                        {"millisecond", "ms"},
                                                                        {"milliseconds", "ms"},
                                                                        {"us", "us"},
                                                                        {"\u00b5s", "us"},
                                                                        {"\u03bcs", "us"},
                                                                        {"usec", "us"},
                                                                        {"microsecond", "us"},
                                                                        {"microseconds", "us"},
                                                                        {"ns", "ns"},
                                                                        {"nsec", "ns"},
                                                                        {"nanosecond", "ns"},
                                                                        {"nanoseconds", "ns"},
                                                                        {"min", "min"},
                                                                        {"mins", "min"},
                                                                        {"minute", "min"},
                                                                        {"minutes", "min"},
                                                                        {"h", "h"},
                                                                        {"hr", "h"},
                                                                        {"hour", "h"},
                                                                        {"hours", "h"},
                                                                        {"pct", "%"},
                                                                        {"percent", "%"},
                                                                        {"%", "%"},
                                                                        {"usd", "USD"},
                                                                        {"$", "USD"},
                                                                        {"eur", "EUR"},
                                                                        {"kb", "KB"},
                                                                        {"mb", "MB"},
                                                                        {"gb", "GB"},
                                                                        {"x", "x"}};

std::string unit_named(std::string_view word) {
    for (const auto& [known, unit] : unit_words)
        if (known == word) return std::string(unit);
    return {};
}

std::string unit_named_in(const std::vector<std::string>& words) {
    for (const auto* of_requests : {"rps", "qps"})
        if (std::ranges::find(words, of_requests) != words.end()) return "requests/s";
    const auto per = std::find(words.begin(), words.end(), "per");
    if (per != words.end() && per != words.begin() && per + 1 != words.end()) {
        // "cost_per_result_cents" is in cents.
        if (per + 2 < words.end())
            if (auto last = unit_named(words.back()); !last.empty()) return last;
        const auto below = unit_named(*(per + 1));
        return *(per - 1) + "/" + (below.empty() ? *(per + 1) : below);
    }
    // A name that is a unit and nothing else is no name with a unit: "x".
    return words.size() > 1 ? unit_named(words.back()) : std::string{};
}

// "p95", "p99_9", "max", and "min" before another word, where it is no unit.
bool is_of_a_tail(const std::vector<std::string>& words) {
    const auto is_percentile = [](const std::string& word) {
        return word.size() > 1 && word.front() == 'p' &&
               std::all_of(word.begin() + 1, word.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (is_percentile(word) || word == "percentile" || word == "max" || word == "worst" || word == "best") return true;
        if (word == "min" && i + 1 < words.size()) return true;
    }
    return false;
}

// What Little's law is about.
bool is_a_mean(const std::vector<std::string>& words) {
    return !is_of_a_tail(words) && std::ranges::find(words, "median") == words.end();
}

column_role role_of(const std::vector<std::string>& words, const std::string& unit) {
    const auto has = [&](std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); };
    if (has("target") && (has("unit") || has("units"))) return column_role::target_unit;
    if (has("limit") && unit.empty() && (has("pct") || has("percent") || has("%"))) return column_role::share_of_limit;
    if (has("pct") && has("limit")) return column_role::share_of_limit;
    if (has("speed") && has("up")) return column_role::speedup;
    for (const auto& [word, role] : role_words)
        if (has(word)) return role == column_role::latency && !is_a_mean(words) ? column_role::latency_of_a_tail : role;
    if (unit.ends_with("/s") || unit.ends_with("/min")) return column_role::throughput;
    return column_role::other;
}

}  // namespace

table_column make_column(std::string name) {
    table_column column;
    const auto words = words_of(name);
    column.unit = unit_named_in(words);
    column.role = role_of(words, column.unit);
    column.name = std::move(name);
    return column;
}

void settle_roles(published_table& table) {
    const auto is_time = [](const auto& column) { return column.role == column_role::time; };
    const auto is_usual_time = [&](const auto& column) { return is_time(column) && !is_of_a_tail(words_of(column.name)); };
    if (std::ranges::any_of(table.columns, is_usual_time))
        for (auto& column : table.columns)
            if (is_time(column) && !is_usual_time(column)) column.role = column_role::other;
    if (table.column(column_role::label)) return;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].role != column_role::other) continue;
        const bool texts = std::all_of(table.rows.begin(), table.rows.end(),
                                       [&](const auto& row) { return !row.cells[i].number && !row.cells[i].text.empty(); });
        if (!texts || table.rows.empty()) continue;
        table.columns[i].role = column_role::label;
        return;
    }
}

std::optional<std::size_t> published_table::column(column_role role) const {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].role == role) return i;
    return std::nullopt;
}

const table_cell* published_table::number_at(const table_row& row, column_role role) const {
    const auto at = column(role);
    return at && row.cells[*at].number ? &row.cells[*at] : nullptr;
}

std::string published_table::label_of(const table_row& row) const {
    if (row.cells.empty()) return {};
    if (const auto at = column(column_role::label)) {
        const auto* workers = number_at(row, column_role::workers);
        return row.cells[*at].text +
               (workers ? ", " + columns[*column(column_role::workers)].name + " " + workers->text : "");
    }
    return columns.front().name + " " + row.cells.front().text;
}

}  // namespace sweeplab
