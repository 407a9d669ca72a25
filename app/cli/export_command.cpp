#include <chrono>
#include <filesystem>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/library.h"
#include "engine/exchange/exchange.h"
#include "engine/foundation/text.h"
#include "engine/report/report.h"

namespace sweeplab::cli {
namespace {

struct export_choice {
    library_choice library;
    std::vector<std::string> runs;
    std::string format;  // empty: by the file's name
    std::string out;     // empty: stdout
};

enum class export_form { csv, json, markdown, html };

result<export_form> form_of(const export_choice& choice) {
    auto name = choice.format;
    if (name.empty()) {
        name = to_lower(std::filesystem::path(choice.out).extension().string());
        if (!name.empty()) name.erase(0, 1);
    }
    if (name.empty() || name == "csv") return export_form::csv;
    if (name == "json") return export_form::json;
    if (name == "md" || name == "markdown") return export_form::markdown;
    if (name == "html" || name == "htm") return export_form::html;
    return fail(error_kind::bad_input, fmt::format("there is no format of the name \"{}\"", name), choice.out,
                name == "pdf" ? "The window's Report writes PDF; here there are csv, json, md and html."
                              : "Let the name end in .csv, .json, .md or .html, or say --format.");
}

load_detail detail_of(export_form form) {
    if (form == export_form::json) return load_detail::everything;
    return form == export_form::csv ? load_detail::trials : load_detail::attempts;
}

unix_ms now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

result<std::string> content_of(const export_choice& choice) {
    const auto asked = form_of(choice);
    if (!asked) return tl::unexpected(asked.error());
    const auto form = *asked;
    const auto session = open_library_for_reading(choice.library);
    if (!session) return tl::unexpected(session.error());
    std::vector<run_record> records;
    for (const auto& name : choice.runs) {
        const auto run = find_run(session->get(), name);
        if (!run) return tl::unexpected(run.error());
        auto record = (*session)->store().load_run(*run, detail_of(form));
        if (!record) return tl::unexpected(record.error());
        records.push_back(std::move(*record));
    }
    if (form == export_form::csv) return export_csv(records);
    if (form == export_form::json) return export_json(records);
    const auto report = make_report(records, {{}, now(), library_arguments(choice.library)});
    return form == export_form::html ? to_html(report) : to_markdown(report);
}

int export_runs(const export_choice& choice) {
    const auto content = content_of(choice);
    if (!content) return complain(content.error());
    if (choice.out.empty() || choice.out == "-") {
        write_data(*content);
        return exit_done;
    }
    if (const auto written = write_file_atomically(choice.out, *content); !written) return complain(written.error());
    say(fmt::format("Written: {}", choice.out));
    return exit_done;
}

}  // namespace

void add_export_command(CLI::App& program, int& exit_code) {
    auto* const command = program.add_subcommand(
        "export", "Write saved runs to a file: CSV (a row a trial), JSON (everything), or a report (Markdown, HTML)");
    command->footer(
        "Examples:\n  sweeplab-cli export last --out times.csv\n  sweeplab-cli export 12 13 --format json --out runs.json\n"
        "  sweeplab-cli export 12 --format csv | column -s, -t\n  sweeplab-cli export last --out report.html\n"
        "  sweeplab-cli export 12 13 --format md >> notes.md\n\n"
        "CSV holds every repeat as it was measured, those left out with the reason. JSON is whole: another Sweeplab imports "
        "host, plan, spans and "
        "conditions\n"
        "from it. A report says what the runs mean: finding, table, charts (HTML), losses, recommendation, conditions, and "
        "the\n"
        "command that measures it again. An HTML report is one file that needs no network.");
    auto choice = std::make_shared<export_choice>();
    command->add_option("RUN", choice->runs, "Numbers as list shows them, or \"last\"")->required();
    command->add_option("--format", choice->format, "csv, json, md or html (default: by the file's name, else csv)")
        ->check(CLI::IsMember({"csv", "json", "md", "html"}));
    command->add_option("--out", choice->out, "The file to write (default: stdout)")->type_name("FILE");
    add_library_option(*command, choice->library);
    command->callback([choice, &exit_code] { exit_code = export_runs(*choice); });
}

}  // namespace sweeplab::cli
