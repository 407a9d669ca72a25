// Where the figures come from: another tool's own, and the machine's conditions.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/imports/imports.h"
#include "engine/report/report_parts.h"

namespace sweeplab {
namespace {

std::vector<const machine_conditions*> sides_of(const run_record& run) {
    std::vector<const machine_conditions*> sides;
    for (const auto& one : run.trials)
        if (one.counts())
            for (const auto* side : {&one.conditions.before, &one.conditions.after})
                if (!side->empty()) sides.push_back(side);
    return sides;
}

std::string words_of(const std::vector<const machine_conditions*>& sides, std::string machine_conditions::*member) {
    std::set<std::string> seen;
    for (const auto* side : sides)
        if (!(side->*member).empty()) seen.insert(side->*member);
    return join({seen.begin(), seen.end()}, ", ");
}

// "8", or "0.12 – 1.40" where it changed.
std::string range_of(const std::vector<const machine_conditions*>& sides, condition which, double unit, int decimals) {
    std::optional<std::int64_t> least, most;
    for (const auto* side : sides) {
        const auto value = side->values.get(which);
        if (!value) continue;
        least = least ? std::min(*least, *value) : *value;
        most = most ? std::max(*most, *value) : *value;
    }
    if (!least) return {};
    const auto shown = [&](std::int64_t value) {
        return fmt::format("{:.{}f}", static_cast<double>(value) / unit, decimals);
    };
    return shown(*least) == shown(*most) ? shown(*least) : shown(*least) + " – " + shown(*most);
}

std::string yes_or_no(const std::string& number) {
    return number == "0" ? "no" : number == "1" ? "yes" : number.empty() ? "" : "changed";
}

struct tool_row {
    std::string id, unit;
    std::map<int, std::vector<double>> by_workers;
};

// Of a distribution the middle and what is above it; all of it is in the run's JSON.
bool is_shown(std::string_view id) {
    constexpr std::string_view left_out[] = {".min", ".max", ".std", ".std_dev", ".stddev", ".p90"};
    return std::ranges::none_of(left_out, [&](std::string_view end) { return id.ends_with(end); });
}

}  // namespace

maybe_section tool_section(const run_record& run) {
    const auto found = tool_metrics_of(run);
    if (found.values.empty()) return std::nullopt;
    std::vector<tool_row> rows;
    std::set<int> counts;
    for (const auto& one : found.values) {
        if (!is_shown(one.id)) continue;
        auto known = std::ranges::find(rows, one.id, &tool_row::id);
        if (known == rows.end()) {
            rows.push_back({one.id, one.unit, {}});
            known = rows.end() - 1;
        }
        known->by_workers[one.workers].push_back(one.value);
        counts.insert(one.workers);
    }
    table_builder table;
    std::vector<std::string> ids, units, meanings;
    std::map<int, std::vector<std::string>> cells;
    for (const auto& row : rows) {
        ids.push_back(row.id);
        units.push_back(row.unit);
        const auto meaning = definition_of_metric(row.id);
        meanings.push_back(std::ranges::find(meanings, meaning) == meanings.end() ? meaning : std::string{});
        for (const int workers : counts) {
            const auto values = row.by_workers.find(workers);
            std::string text;
            if (values != row.by_workers.end())
                for (const auto value : values->second) text += fmt::format("{}{:.5g}", text.empty() ? "" : "; ", value);
            cells[workers].push_back(std::move(text));
        }
    }
    table.add("Figure", ids, false).add("Unit", units, false);
    for (auto& [workers, list] : cells) table.add(fmt::format("At {}", workers), std::move(list));
    table.add_if_any("As the tool defines it", meanings, false);
    return report_section{
        "Figures of " + found.tool + (found.version.empty() ? "" : " " + found.version),
        {report_paragraph{"These are the tool's own and not to be set beside figures of the same name that "
                          "Sweeplab or another tool measured. Least, greatest and spread are in the run's JSON."},
         table.take()}};
}

maybe_section condition_section(const run_record& run) {
    const auto sides = sides_of(run);
    if (sides.empty()) return std::nullopt;
    std::vector<std::string> names, values;
    const auto add = [&](const char* name, std::string value) {
        if (value.empty()) return;
        names.emplace_back(name);
        values.push_back(std::move(value));
    };
    add("Governor", words_of(sides, &machine_conditions::governor));
    add("Frequency driver", words_of(sides, &machine_conditions::frequency_driver));
    add("Turbo", yes_or_no(range_of(sides, condition::turbo, 1, 0)));
    add("Processors online", range_of(sides, condition::processors, 1, 0));
    add("Processors usable", range_of(sides, condition::usable_processors, 1, 0));
    add("Load average", range_of(sides, condition::load_milli, 1000, 2));
    add("Fixed arithmetic (ms)", range_of(sides, condition::spin_ns, 1e6, 1));
    add("Round trip to the endpoint (ms)", range_of(sides, condition::round_trip_ns, 1e6, 2));
    add("On battery", yes_or_no(range_of(sides, condition::on_battery, 1, 0)));
    if (names.empty()) return std::nullopt;
    table_builder table;
    table.add("Condition", names, false).add("Around the trials that count", values, false);
    return report_section{"Conditions", {table.take()}};
}

}  // namespace sweeplab
