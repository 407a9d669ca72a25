#include "app/cli/target_table.h"

#include <fmt/format.h>

#include "app/cli/run_sources.h"
#include "app/cli/text_table.h"
#include "engine/analysis/words.h"

namespace sweeplab::cli {

std::string target_text(const target_report& report) {
    std::vector<std::string> ids, states, rules, words;
    for (const auto& result : report.results) {
        ids.push_back(printable(result.asked.id));
        states.emplace_back(to_text(result.state));
        rules.push_back(rule_in_words(result.asked));
        words.push_back(printable(result.words));
    }
    text_table table;
    table.add_column("target", ids);
    table.add_column("state", states);
    table.add_column("rule", rules);
    table.add_column("found", words);
    auto text = "Run: " + printable(report.run_name) + (report.simulated ? " (simulated)" : "") + "\n";
    if (!report.baseline_name.empty()) text += "Baseline: " + printable(report.baseline_name) + "\n";
    std::string warnings;
    for (const auto& one : report.warnings) warnings += "! " + printable(one) + "\n";
    return text + "\n" + table.text() + warnings +
           fmt::format("\n{} of {} met, {} failed, {} pending\n", report.count(target_state::pass),
                       counted(static_cast<long long>(report.results.size()), "target", "targets"),
                       report.count(target_state::fail), report.count(target_state::pending));
}

}  // namespace sweeplab::cli
