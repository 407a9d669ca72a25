#include "engine/audit/units.h"

#include <algorithm>
#include <array>

#include "engine/audit/checks.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

struct named_unit {
    std::string_view name;
    std::string_view kind;
    double factor;
};

constexpr named_unit whole_names[] = {{"s", "time", 1},
                                      {"sec", "time", 1},
                                      {"secs", "time", 1},
                                      {"second", "time", 1},
                                      {"seconds", "time", 1},
                                      {"ms", "time", 1e-3},
                                      {"msec", "time", 1e-3},
                                      {"msecs", "time", 1e-3},
                                      {"millis", "time", 1e-3},
                                      {"millisecond", "time", 1e-3},
                                      {"us", "time", 1e-6},
                                      {"usec", "time", 1e-6},
                                      {"microsecond", "time", 1e-6},
                                      {"µs", "time", 1e-6},
                                      {"μs", "time", 1e-6},
                                      {"milliseconds", "time", 1e-3},
                                      {"ns", "time", 1e-9},
                                      {"nsec", "time", 1e-9},
                                      {"nanosecond", "time", 1e-9},
                                      {"nanoseconds", "time", 1e-9},
                                      {"min", "time", 60},
                                      {"mins", "time", 60},
                                      {"microseconds", "time", 1e-6},
                                      {"minute", "time", 60},
                                      {"minutes", "time", 60},
                                      {"h", "time", 3600},
                                      {"hr", "time", 3600},
                                      {"hour", "time", 3600},
                                      {"hours", "time", 3600},
                                      {"hrs", "time", 3600},
                                      {"day", "time", 86400},
                                      {"days", "time", 86400},
                                      {"%", "share", 0.01},
                                      {"percent", "share", 0.01},
                                      {"pct", "share", 0.01},
                                      {"x", "factor", 1},
                                      {"×", "factor", 1},
                                      {"times", "factor", 1},
                                      {"usd", "USD", 1},
                                      {"$", "USD", 1},
                                      {"eur", "EUR", 1},
                                      {"€", "EUR", 1},
                                      {"cent", "cents", 1},
                                      {"cents", "cents", 1},
                                      {"ct", "cents", 1},
                                      {"¢", "cents", 1},
                                      {"rps", "requests/s", 1},
                                      {"qps", "requests/s", 1},
                                      {"c", "celsius", 1},
                                      {"°c", "celsius", 1},
                                      {"kib", "bytes", 1024.0},
                                      {"mib", "bytes", 1 << 20},
                                      {"gib", "bytes", 1 << 30},
                                      {"tib", "bytes", 1099511627776.0}};

// These take k, M, G and T before them; case tells bits from bytes.
constexpr named_unit with_prefixes[] = {{"B", "bytes", 1},
                                        {"byte", "bytes", 1},
                                        {"bytes", "bytes", 1},
                                        {"b", "bytes", 0.125},
                                        {"bit", "bytes", 0.125},
                                        {"bits", "bytes", 0.125},
                                        {"bps", "bytes/s", 0.125},
                                        {"W", "watts", 1},
                                        {"J", "joules", 1},
                                        {"Wh", "joules", 3600},
                                        {"Hz", "hertz", 1},
                                        {"FLOPS", "operations of floats/s", 1},
                                        {"FLOP", "operations of floats", 1},
                                        {"ops", "operations", 1},
                                        {"op", "operations", 1},
                                        {"req", "requests", 1},
                                        {"reqs", "requests", 1},
                                        {"rps", "requests/s", 1},
                                        {"qps", "requests/s", 1},
                                        {"tok", "tokens", 1},
                                        {"tokens", "tokens", 1},
                                        {"requests", "requests", 1},
                                        {"items", "items", 1}};

constexpr named_unit counted_things[] = {
    {"operation", "operations", 1}, {"operations", "operations", 1}, {"request", "requests", 1}, {"query", "requests", 1},
    {"queries", "requests", 1},     {"token", "tokens", 1},          {"toks", "tokens", 1},      {"item", "items", 1},
    {"chunk", "chunks", 1},         {"chunks", "chunks", 1},         {"job", "jobs", 1},         {"jobs", "jobs", 1},
    {"task", "tasks", 1},           {"tasks", "tasks", 1},           {"result", "results", 1},   {"results", "results", 1},
    {"worker", "workers", 1},       {"workers", "workers", 1}};

const named_unit* find_in(const auto& list, std::string_view name) {
    const auto found = std::ranges::find(list, name, &named_unit::name);
    return found == std::end(list) ? nullptr : &*found;
}

double prefix_of(char c) {
    switch (c) {
        case 'k':
        case 'K': return 1e3;
        case 'M': return 1e6;
        case 'G': return 1e9;
        case 'T': return 1e12;
        default: return 0;
    }
}

std::optional<unit_meaning> prefixed(std::string_view name) {
    if (const auto* one = find_in(with_prefixes, name)) return unit_meaning{std::string(one->kind), one->factor, true};
    const double prefix = name.size() > 1 ? prefix_of(name.front()) : 0;
    const auto* one = prefix > 0 ? find_in(with_prefixes, name.substr(1)) : nullptr;
    if (!one) return std::nullopt;
    return unit_meaning{std::string(one->kind), one->factor * prefix, true};
}

unit_meaning simple_meaning(std::string_view name) {
    const auto plain = to_lower(name);
    if (const auto* one = find_in(whole_names, plain)) return {std::string(one->kind), one->factor, true};
    if (auto one = prefixed(name)) return *one;
    // Column names have lost their case: "mb" are bytes.
    if (plain == name && plain.size() == 2 && plain.back() == 'b') {
        const char prefix = plain.front() == 'k' ? 'k' : static_cast<char>(plain.front() - 'a' + 'A');
        if (prefix_of(prefix) > 0) return {"bytes", prefix_of(prefix), true};
    }
    if (const auto* one = find_in(with_prefixes, plain)) return {std::string(one->kind), one->factor, true};
    if (const auto* one = find_in(counted_things, plain)) return {std::string(one->kind), one->factor, true};
    return {plain.ends_with('s') ? plain : plain + "s", 1, false};
}

bool is_cents_of(const std::string& cents, const std::string& money) {
    return cents == "cents" && (money == "USD" || money == "EUR");
}

std::string beside(const published_table& table, const table_row& row, column_role role) {
    const auto at = table.column(role);
    return at ? row.cells[*at].text : std::string{};
}

}  // namespace

unit_meaning meaning_of(std::string_view unit) {
    unit = trim(unit);
    if (unit.empty()) return {};
    auto slash = unit.find('/');
    auto behind = slash == unit.npos ? unit.npos : slash + 1;
    if (slash == unit.npos) {
        slash = unit.find(" per ");
        behind = slash == unit.npos ? unit.npos : slash + 5;
    }
    if (slash == unit.npos) return simple_meaning(unit);
    const auto above = simple_meaning(trim(unit.substr(0, slash))), below = simple_meaning(trim(unit.substr(behind)));
    const bool rate = below.kind == "time";
    return {above.kind + (rate ? "/s" : "/" + below.kind), above.factor / below.factor,
            rate || (above.known && below.known)};
}

std::optional<double> ratio_of(std::string_view from, std::string_view to) {
    const auto a = meaning_of(from), b = meaning_of(to);
    if (a.kind.empty() || b.kind.empty()) return 1;
    if (is_cents_of(a.kind, b.kind)) return 0.01;
    if (is_cents_of(b.kind, a.kind)) return 100;
    if (a.kind != b.kind) return std::nullopt;
    return a.factor / b.factor;
}

unit_match match_of(std::string_view a, std::string_view b) {
    if (ratio_of(a, b)) return unit_match::alike;
    return meaning_of(a).known && meaning_of(b).known ? unit_match::unlike : unit_match::untold;
}

std::string thing_of_rate(std::string_view unit) {
    const auto kind = meaning_of(unit).kind;
    return kind.ends_with("/s") ? kind.substr(0, kind.size() - 2) : std::string{};
}

bool counts_parts_of_items(std::string_view thing) {
    constexpr std::array parts = {"token", "byte", "result"};
    return std::ranges::any_of(parts, [&](std::string_view part) { return thing.find(part) != thing.npos; });
}

double seconds_in(const std::string& unit) {
    const auto meaning = meaning_of(unit);
    return meaning.kind == "time" ? meaning.factor : 0;
}

std::string unit_of(const published_table& table, const table_row& row, const table_cell& cell) {
    const auto own = cell.number ? cell.number->unit : std::string{};
    if (meaning_of(own).known) return own;
    const auto index = static_cast<std::size_t>(&cell - row.cells.data());
    const auto& column = table.columns[index];
    std::string declared;
    if (column.role == column_role::target) declared = beside(table, row, column_role::target_unit);
    if (declared.empty() && (column.role == column_role::target || column.role == column_role::value))
        declared = beside(table, row, column_role::unit);
    if (declared.empty()) declared = column.unit;
    return declared.empty() && !own.starts_with('(') ? own : declared;
}

std::optional<number_span> seconds_of(const published_table& table, const table_row& row, const table_cell& cell) {
    if (!cell.number) return std::nullopt;
    const auto meaning = meaning_of(unit_of(table, row, cell));
    if (meaning.known && meaning.kind != "time") return std::nullopt;
    return scaled(cell.number->span(), meaning.known ? meaning.factor : 1);
}

}  // namespace sweeplab
