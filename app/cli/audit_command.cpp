#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/run_sources.h"
#include "engine/analysis/words.h"
#include "engine/audit/audit.h"

namespace sweeplab::cli {
namespace {

struct audit_choice {
    std::string file;
    bool as_json = false;
};

constexpr std::size_t most_cells_shown = 8;

std::string cell_text(const cited_cell& cell) {
    auto text = cell.place;
    if (!cell.column.empty()) text += ", " + cell.column;
    else if (!cell.row.empty()) text += ", " + cell.row;
    return text + ": " + cell.value;
}

std::string finding_text(const audit_finding& found) {
    auto text = fmt::format("{}: {}\n", to_text(found.severity), printable(found.words));
    for (std::size_t i = 0; i < found.cells.size() && i < most_cells_shown; ++i)
        text += "    " + printable(cell_text(found.cells[i])) + "\n";
    if (found.cells.size() > most_cells_shown)
        text += fmt::format("    … and {} more\n", found.cells.size() - most_cells_shown);
    return text;
}

std::string audit_text(const table_audit& whole) {
    if (whole.findings.empty())
        return fmt::format("{}, and nothing that could be done again from others.\n",
                           counted(static_cast<long long>(whole.numbers), "number was read", "numbers were read"));
    std::string text;
    for (const auto& one : whole.findings) text += finding_text(one);
    return text;
}

int audit_file(const audit_choice& choice) {
    const auto document = read_published(choice.file);
    if (!document) return complain(document.error());
    const auto whole = audit(*document);
    if (choice.as_json) write_data(to_json(whole).dump(2, ' ', false, json::error_handler_t::replace) + "\n");
    else write_words(audit_text(whole));
    return whole.contradicted() ? exit_trial_failed : exit_done;
}

}  // namespace

void add_audit_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand(
        "audit", "Check a published table: its arithmetic, units, and claims that cannot be, each with its cells");
    command->footer(
        "Done again, with what rounding leaves open: speedup, efficiency, throughput × time, what was saved, quotients\n"
        "(cost_per_item), shares of a limit, Little's law. Looked for: units beside unlike units, claims that the number\n"
        "of items or the longest step rules out, rows that contradict each other. A number of items may stand in a\n"
        "comment: \"# 12 items\".\n"
        "contradiction: it cannot be. doubt: it needs an explanation. note: worth knowing. confirmed: it fits.\n"
        "Exit code 1 when something is contradicted.\n\n"
        "Examples:\n  sweeplab-cli audit results.csv\n  sweeplab-cli audit report.md --json | jq '.findings[] | {severity, "
        "words}'");
    auto choice = std::make_shared<audit_choice>();
    command->add_option("FILE", choice->file, "A table as CSV, Markdown or JSON")->required();
    command->add_flag("--json", choice->as_json, "As one JSON object: findings with severity, words, cells");
    command->callback([choice, &exit_code] { exit_code = audit_file(*choice); });
}

}  // namespace sweeplab::cli
