#include "app/cli/baseline_table.h"

#include <set>

#include <fmt/format.h>

#include "app/cli/run_sources.h"
#include "app/cli/text_table.h"
#include "engine/analysis/words.h"

namespace sweeplab::cli {
namespace {

std::string table_text(const baseline_table& table, bool several) {
    using enum text_table::align;
    std::vector<std::string> names, baseline, optimised, improvement, targets;
    for (const auto& row : table.rows) {
        const auto cells = cells_of(row);
        names.push_back(printable(cells.name));
        baseline.push_back(cells.baseline);
        optimised.push_back(cells.optimised);
        improvement.push_back(cells.improvement);
        targets.push_back(cells.target);
    }
    text_table text;
    text.add_column(several ? table.name + ", at " + workers_in_words(table.workers) : table.name, names);
    text.add_column("baseline", baseline, right);
    text.add_column("optimised", optimised, right);
    text.add_column("improvement", improvement, right);
    text.add_column_if_any("target", targets);
    return text.text();
}

}  // namespace

std::string baseline_text(const baseline_report& report) {
    std::set<int> counts;
    for (const auto& table : report.tables) counts.insert(table.workers);
    auto text =
        fmt::format("Baseline: {}\nOptimised: {}\n", printable(report.baseline_name), printable(report.optimised_name));
    for (const auto& table : report.tables) text += "\n" + table_text(table, counts.size() > 1);
    if (!report.warnings.empty()) text += "\n";
    for (const auto& warning : report.warnings) text += "! " + printable(warning) + "\n";
    return text;
}

}  // namespace sweeplab::cli
