// Tables pasted from a report: those with a column of worker counts and one of times become runs. Numbers may have a decimal
// comma; a table in which that cannot be told from thousands is refused.
#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "engine/foundation/text.h"
#include "engine/imports/markdown_table.h"
#include "engine/imports/report_titles.h"
#include "engine/imports/time_column.h"
#include "engine/imports/tool_run.h"

namespace sweeplab {
namespace {

std::string named(const published_table& table) {
    return table.name.empty() ? std::string{} : " \"" + shorten(table.name, 60) + "\"";
}

std::string name_of(const published_table& table, std::size_t number, const std::string& file_name,
                    const report_titles& titles) {
    if (table.name == report_titles::table_of_times && !table.rows.empty())
        if (auto title = titles.above(table.rows.front().cells.front().place); !title.empty()) return title;
    if (!table.name.empty()) return table.name;
    const auto stem = std::filesystem::path(file_name).stem().string();
    return number > 1 ? fmt::format("{} ({})", stem, number) : stem;
}

result<void> add_table(const published_table& table, const std::string& file_name, const report_titles& titles,
                       run_origin origin, file_reading& reading) {
    auto& preview = reading.preview;
    markdown_table reader(table, file_name);
    if (!reader.has_times()) {
        preview.left_out.push_back("a table" + named(table) + reader.why_no_times());
        return {};
    }
    const auto where = [&] { return fmt::format("{}, the table{}", file_name, named(table)); };
    const auto csv = reader.as_csv();
    if (!csv) {
        auto fault = csv.error();
        if (fault.where.empty()) fault.where = where();
        return tl::unexpected(std::move(fault));
    }
    auto name = name_of(table, reading.runs.size() + 1, file_name, titles);
    std::ranges::replace_if(
        name, [](unsigned char c) { return c < ' '; }, ' ');
    if (reader.rows() == 0) {
        preview.left_out.push_back(
            fmt::format("a table{} of \"{}\" without a time in any row", named(table), shorten(name, 60)));
        return {};
    }
    std::istringstream input("# run: " + name + "\n" + *csv);
    auto imported = import_csv(input, file_name, origin);
    if (!imported) {
        auto fault = imported.error();
        fault.where = where();
        return tl::unexpected(std::move(fault));
    }
    if (reader.rows_without_time() > 0)
        preview.left_out.push_back(fmt::format("{} rows without a time", reader.rows_without_time()));
    if (is_average(reader.time_heading()))
        preview.remarks.push_back(
            fmt::format("\"{}\" of \"{}\" is taken as the time of all its work, on average over repeats",
                        shorten(reader.time_heading(), 60), shorten(name, 60)));
    for (const auto& mean : reader.means())
        preview.left_out.push_back(fmt::format("\"{}\" of \"{}\": means of repeats are no counts", mean, shorten(name, 60)));
    for (auto& remark : imported->remarks) preview.remarks.push_back(std::move(remark));
    for (auto& run : imported->runs) reading.runs.push_back(std::move(run));
    return {};
}

tl::unexpected<error> nothing_taken(const import_preview& preview, const std::string& file_name) {
    const auto part = std::ranges::find_if(
        preview.left_out, [](const auto& one) { return !one.ends_with("without both worker counts and times"); });
    return fail(
        error_kind::bad_input,
        part == preview.left_out.end() ? "no table has both worker counts and times" : "there is only " + *part, file_name,
        "Name the columns \"Workers\" and \"Time (s)\": a row for each worker count, with the time of all its work.");
}

}  // namespace

bool looks_like_markdown(std::string_view text) {
    const auto lines = split(text, '\n');
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const auto rule = trim(lines[i + 1]);
        if (trim(lines[i]).starts_with('|') && rule.find("--") != rule.npos && rule.find_first_not_of("|-: ") == rule.npos)
            return true;
    }
    return false;
}

result<file_reading> read_markdown_runs(std::string_view text, const std::string& file_name, run_origin origin) {
    const auto document = read_published_text(text, file_name);
    if (!document) return tl::unexpected(document.error());
    if (std::ranges::any_of(document->tables, is_batched_bench_table)) {
        auto file = read_batched_bench_tables(document->tables, file_name);
        if (!file) return tl::unexpected(file.error());
        return make_reading(std::move(*file), file_name, origin);
    }
    file_reading reading;
    reading.preview.file = file_name;
    reading.preview.tool = "Markdown tables";
    const report_titles titles(text);
    for (const auto& table : document->tables) {
        // Other tables of a report of ours may be of worker counts and times as well, and none is a run's.
        if (table.name != report_titles::table_of_times && !table.rows.empty() &&
            titles.is_in_report(table.rows.front().cells.front().place)) {
            reading.preview.left_out.push_back("a table" + named(table) + ": not the times of a run");
            continue;
        }
        if (auto added = add_table(table, file_name, titles, origin, reading); !added) return tl::unexpected(added.error());
    }
    if (reading.runs.empty()) return nothing_taken(reading.preview, file_name);
    reading.preview.taken = {"the columns of worker counts and times; repeats, items, failures and tokens by their names"};
    for (const auto& run : reading.runs)
        reading.preview.runs.push_back({run.summary.name, run.summary.workers, run.trials.size(), 0});
    return reading;
}

}  // namespace sweeplab
