#include "app/cli/comparison_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/cli/run_sources.h"
#include "app/cli/text_table.h"
#include "engine/analysis/words.h"

namespace sweeplab::cli {
namespace {

using enum text_table::align;

std::string interval_cell(const value_interval& ratio) {
    return ratio.lo && ratio.hi ? fmt::format("{} – {}", ratio_in_words(*ratio.lo), ratio_in_words(*ratio.hi)) : "";
}

std::string differences_text(const run_comparison& compared) {
    const auto& differences = compared.differences;
    std::string text;
    if (differences.list.empty()) {
        text = "Nothing that is known of both differs.\n";
    } else {
        std::vector<std::string> aspects, paths, a, b;
        for (const auto& one : differences.list) {
            aspects.emplace_back(to_text(one.aspect));
            paths.push_back(printable(one.path));
            a.push_back(value_in_words(one.a));
            b.push_back(value_in_words(one.b));
        }
        text_table table;
        table.add_column("what differs", aspects);
        table.add_column("where", paths);
        table.add_column("A", a);
        table.add_column("B", b);
        text = table.text();
    }
    if (differences.left_out > 0) text += fmt::format("… and {} more\n", differences.left_out);
    return text;
}

std::string ratios_text(const run_comparison& compared) {
    std::vector<std::string> workers, repeats, a, b, ratios, intervals, verdicts;
    const auto add_ratio = [&](const value_interval& ratio, verdict decided) {
        ratios.push_back(ratio_in_words(ratio.value));
        intervals.push_back(interval_cell(ratio));
        verdicts.push_back(in_words(decided, compared.threshold));
    };
    for (const auto& point : compared.points) {
        workers.push_back(std::to_string(point.workers));
        repeats.push_back(fmt::format("{} / {}", point.a_s.size(), point.b_s.size()));
        a.push_back(seconds_in_words(point.a_time_s.value));
        b.push_back(seconds_in_words(point.b_time_s.value));
        add_ratio(point.ratio, point.decided);
    }
    workers.emplace_back("all");
    for (auto* column : {&repeats, &a, &b}) column->emplace_back();
    add_ratio(*compared.overall, compared.overall_verdict);
    text_table table;
    table.add_column("workers", workers, right);
    table.add_column("repeats", repeats, right);
    table.add_column("time of A", a, right);
    table.add_column("time of B", b, right);
    table.add_column("A / B", ratios, right);
    table.add_column_if_any("95 % interval", intervals, right);
    table.add_column("A is", verdicts);
    return table.text();
}

std::string paired_text(const run_comparison& compared) {
    std::string text;
    for (const auto& pairs : compared.paired) {
        text += fmt::format("{}: {} in both, paired: {}", workers_in_words(pairs.workers),
                            counted(pairs.items, "item", "items"), ratio_in_words(pairs.ratio.value));
        if (pairs.ratio.lo) text += fmt::format(" ({}; over items, not repeats)", interval_cell(pairs.ratio));
        text += fmt::format(", {} longer in A", pairs.longer_in_a);
        if (pairs.without_pair > 0) text += fmt::format(", {} in one only", pairs.without_pair);
        text += "\n";
    }
    return text.empty() ? text : "Service times of the same items, A over B\n" + text;
}

std::string rate_of(const factor_row& row) {
    const auto with_unit = [](double rate, std::string_view unit) {
        return rate < 999.5 ? fmt::format("{:.3g} {}", rate, unit) : fmt::format("{:.0f} {}", rate, unit);
    };
    if (row.tokens_per_s) return with_unit(*row.tokens_per_s, "tokens/s");
    return row.items_per_s ? with_unit(*row.items_per_s, "items/s") : std::string{};
}

}  // namespace

std::string comparison_text(const run_comparison& compared) {
    std::string text = fmt::format("A: {}\nB: {}\n\n", printable(compared.a_name), printable(compared.b_name));
    text += differences_text(compared);
    if (compared.comparable) {
        text += "\n" + ratios_text(compared);
        if (const auto pairs = paired_text(compared); !pairs.empty()) text += "\n" + pairs;
    }
    text += "\n" + printable(compared.headline) + "\n";
    if (!compared.detail.empty()) text += printable(compared.detail) + "\n";
    for (const auto& warning : compared.warnings) text += "! " + printable(warning) + "\n";
    return text;
}

std::string factor_text(const std::vector<factor_row>& rows) {
    if (rows.empty()) return {};
    std::vector<std::string> workers, machines, times, rates, expected, factors, intervals;
    for (const auto& row : rows) {
        workers.push_back(std::to_string(row.workers));
        machines.push_back(printable(row.machine));
        times.push_back(seconds_in_words(row.time_s));
        rates.push_back(rate_of(row));
        expected.push_back(row.expected_tokens_per_s ? fmt::format("{:g}–{:g} tokens/s", row.expected_tokens_per_s->least,
                                                                   row.expected_tokens_per_s->most)
                                                     : "");
        factors.push_back(row.factor ? ratio_in_words(row.factor->value) : "");
        intervals.push_back(row.factor ? interval_cell(*row.factor) : "");
    }
    text_table table;
    table.add_column("workers", workers, right);
    table.add_column("machine", machines);
    table.add_column("time", times, right);
    table.add_column_if_any("rate", rates, right);
    table.add_column_if_any("expected", expected, right);
    table.add_column("speedup factor", factors, right);
    table.add_column_if_any("95 % interval", intervals, right);
    return "Speedup factors over the first machine\n" + table.text();
}

}  // namespace sweeplab::cli
