// Tables pasted from a report: those with a column of worker counts and one of times become runs. Numbers may have a decimal
// comma; a table in which that cannot be told from thousands is refused.
#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "engine/audit/table.h"
#include "engine/exchange/csv_cells.h"
#include "engine/foundation/text.h"
#include "engine/imports/tool_run.h"

namespace sweeplab {
namespace {

struct known_column {
    std::string_view name;
    std::string_view tidy;
};
// By name, as our own report and tidy tables write them.
constexpr known_column known_columns[] = {{"repeat", "repeat"},
                                          {"jobs", "jobs"},
                                          {"items", "jobs"},
                                          {"failed", "failed"},
                                          {"results", "result_count"},
                                          {"result_count", "result_count"},
                                          {"input tokens", "input_tokens"},
                                          {"input_tokens", "input_tokens"},
                                          {"output tokens", "output_tokens"},
                                          {"output_tokens", "output_tokens"},
                                          {"host", "host"},
                                          {"run", "run"},
                                          {"workload", "workload"}};

double seconds_in_unit(std::string_view unit) {
    if (unit == "ms") return 1e-3;
    if (unit == "us") return 1e-6;
    if (unit == "ns") return 1e-9;
    if (unit == "min") return 60;
    return unit == "h" ? 3600 : 1;
}

// "171,14 s" → {"171,14", "s"}; "~12" → {"12", ""}.
struct split_cell {
    std::string_view number;
    std::string_view unit;
};
split_cell split_number(std::string_view cell) {
    cell = trim(cell);
    for (const std::string_view about : {"~", "≈"})
        if (cell.starts_with(about)) cell = trim(cell.substr(about.size()));
    const auto end = cell.find_first_not_of("0123456789.,eE+-");
    if (end == std::string_view::npos) return {cell, {}};
    return {trim(cell.substr(0, end)), trim(cell.substr(end))};
}

// Whether commas are decimal ones: shown by a comma with other than three digits behind it, or one after a dot.
enum class comma_use { none, decimal, thousands, unclear };
comma_use use_of(std::string_view number) {
    const auto comma = number.find(',');
    if (comma == std::string_view::npos) return comma_use::none;
    if (number.find('.') != std::string_view::npos)
        return number.find('.') < comma ? comma_use::decimal : comma_use::thousands;
    if (number.find(',', comma + 1) != std::string_view::npos) return comma_use::thousands;
    return number.size() - comma - 1 == 3 && comma < 4 && number[0] != '0' ? comma_use::unclear : comma_use::decimal;
}

std::string place_of(const std::string& file_name, const table_cell& cell, const std::string& column) {
    return fmt::format("{}, {} ({})", file_name, cell.place, column);
}

class table_reader {
public:
    table_reader(const published_table& table, const std::string& file_name) : table_(table), file_name_(file_name) {
        workers_ = table.column(column_role::workers);
        for (const auto role : {column_role::time, column_role::parallel_time})
            if (!time_) time_ = table.column(role);
    }
    bool has_times() const { return workers_ && time_; }

    // As a tidy CSV, so that all further rules are those of such a file.
    result<std::string> as_csv() {
        if (auto told = tell_commas(); !told) return tl::unexpected(told.error());
        std::string header = "workers;time_s";
        std::vector<std::size_t> others;
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            const auto name = to_lower(table_.columns[i].name);
            const auto known = std::ranges::find(known_columns, std::string_view(name), &known_column::name);
            if (known == std::end(known_columns) || i == *workers_ || i == *time_) continue;
            if (header.find(";" + std::string(known->tidy)) != header.npos) continue;
            header += ";" + std::string(known->tidy);
            others.push_back(i);
        }
        std::string text = header + "\n";
        for (const auto& row : table_.rows) {
            if (trim(row.cells[*workers_].text).empty() || trim(row.cells[*time_].text).empty()) {
                ++rows_without_time_;
                continue;
            }
            auto workers = plain_number(row, *workers_, 1);
            auto time = plain_number(row, *time_, seconds_in_unit(table_.columns[*time_].unit));
            if (!workers) return tl::unexpected(workers.error());
            if (!time) return tl::unexpected(time.error());
            text += *workers + ";" + *time;
            for (const auto i : others) text += ";" + text_to_cell_with_semicolons(row.cells[i].text);
            text += "\n";
        }
        return text;
    }
    std::size_t rows_without_time() const { return rows_without_time_; }

private:
    static std::string text_to_cell_with_semicolons(std::string_view text) {
        auto cell = std::string(text_to_cell(text));
        if (cell.find(';') != cell.npos && !cell.starts_with('"')) cell = "\"" + cell + "\"";
        return cell;
    }

    result<void> tell_commas() {
        const table_cell* unclear = nullptr;
        for (const auto& row : table_.rows) {
            const auto use = use_of(split_number(row.cells[*time_].text).number);
            if (use == comma_use::decimal) decimal_comma_ = true;
            if (use == comma_use::thousands) thousands_ = true;
            if (use == comma_use::unclear) unclear = &row.cells[*time_];
        }
        if (unclear && decimal_comma_ == thousands_)
            return fail(error_kind::bad_input,
                        fmt::format("\"{}\" can mean thousands or a decimal comma", shorten(unclear->text, 40)),
                        place_of(file_name_, *unclear, table_.columns[*time_].name),
                        "Write the times with a decimal point and without separators.");
        return {};
    }

    result<std::string> plain_number(const table_row& row, std::size_t column, double unit) {
        const auto& cell = row.cells[column];
        const auto parts = split_number(cell.text);
        std::string number(parts.number);
        if (decimal_comma_) {
            std::erase(number, '.');
            std::ranges::replace(number, ',', '.');
        } else if (thousands_ || column == *workers_) {
            std::erase(number, ',');
        }
        const auto own_unit = to_lower(parts.unit);
        if (!own_unit.empty()) {
            constexpr std::string_view units[] = {"s", "sec", "seconds", "ms", "us", "ns", "min", "h"};
            const bool known = std::ranges::find(units, std::string_view(own_unit)) != std::end(units);
            if (column != *workers_ && known) unit = seconds_in_unit(own_unit);
            else if (column != *workers_) number = {};
        }
        const auto value = number_from_cell(number, false);
        if (!value)
            return fail(error_kind::bad_input, fmt::format("\"{}\" is no number", shorten(cell.text, 40)),
                        place_of(file_name_, cell, table_.columns[column].name),
                        "A worker count is a whole number, a time a number with or without its unit (s, ms, min, h).");
        return fmt::format("{}", *value * unit);
    }

    const published_table& table_;
    const std::string& file_name_;
    std::optional<std::size_t> workers_;
    std::optional<std::size_t> time_;
    bool decimal_comma_ = false;
    bool thousands_ = false;
    std::size_t rows_without_time_ = 0;
};

constexpr std::pair<std::string_view, char> references[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&amp;", '&'}};

// The name of the run in a report of ours: "# Run 12: name", with what made it plain text taken off.
std::string title_of_report(std::string_view text) {
    for (auto line : split(text, '\n')) {
        if (!line.starts_with("# ")) continue;
        line = trim(line.substr(2));
        if (const auto colon = line.find(": "); line.starts_with("Run ") && colon != line.npos)
            line = line.substr(colon + 2);
        std::string name;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const auto rest = line.substr(i);
            const auto known =
                std::ranges::find_if(references, [&](const auto& one) { return rest.starts_with(one.first); });
            if (known != std::end(references)) {
                name += known->second;
                i += known->first.size() - 1;
            } else if (line[i] != '\\') {
                name += line[i];
            } else if (i + 1 < line.size()) {
                name += line[++i];
            }
        }
        return to_valid_utf8(name);
    }
    return {};
}

std::string name_of(const published_table& table, std::size_t number, const std::string& file_name,
                    const std::string& report) {
    if (table.name == "Time against workers" && !report.empty()) return report;
    if (!table.name.empty()) return table.name;
    const auto stem = std::filesystem::path(file_name).stem().string();
    return number > 1 ? fmt::format("{} ({})", stem, number) : stem;
}

result<void> add_table(const published_table& table, const std::string& file_name, const std::string& report,
                       run_origin origin, file_reading& reading) {
    table_reader reader(table, file_name);
    if (!reader.has_times()) {
        reading.preview.left_out.push_back(fmt::format("a table{} without both worker counts and times",
                                                       table.name.empty() ? "" : " \"" + shorten(table.name, 60) + "\""));
        return {};
    }
    const auto csv = reader.as_csv();
    if (!csv) return tl::unexpected(csv.error());
    auto name = name_of(table, reading.runs.size() + 1, file_name, report);
    std::ranges::replace_if(
        name, [](unsigned char c) { return c < ' '; }, ' ');
    std::istringstream input("# run: " + name + "\n" + *csv);
    auto imported = import_csv(input, file_name, origin);
    if (!imported) {
        auto fault = imported.error();
        fault.where = fmt::format("{}, the table{}", file_name, table.name.empty() ? "" : " \"" + table.name + "\"");
        return tl::unexpected(std::move(fault));
    }
    if (reader.rows_without_time() > 0)
        reading.preview.left_out.push_back(fmt::format("{} rows without a time", reader.rows_without_time()));
    for (auto& remark : imported->remarks) reading.preview.remarks.push_back(std::move(remark));
    for (auto& run : imported->runs) reading.runs.push_back(std::move(run));
    return {};
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
    const auto report = title_of_report(text);
    for (const auto& table : document->tables)
        if (auto added = add_table(table, file_name, report, origin, reading); !added) return tl::unexpected(added.error());
    if (reading.runs.empty())
        return fail(error_kind::bad_input, "no table has both worker counts and times", file_name,
                    "Name the columns \"Workers\" and \"Time (s)\".");
    reading.preview.taken = {"the columns of worker counts and times; repeats, items, failures and tokens by their names"};
    for (const auto& run : reading.runs)
        reading.preview.runs.push_back({run.summary.name, run.summary.workers, run.trials.size(), 0});
    return reading;
}

}  // namespace sweeplab
