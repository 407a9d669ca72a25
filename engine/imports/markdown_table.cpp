#include "engine/imports/markdown_table.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/exchange/csv_cells.h"
#include "engine/foundation/text.h"
#include "engine/imports/time_column.h"

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

std::string text_to_cell_with_semicolons(std::string_view text) {
    auto cell = std::string(text_to_cell(text));
    if (cell.find(';') != cell.npos && !cell.starts_with('"')) cell = "\"" + cell + "\"";
    return cell;
}

}  // namespace

markdown_table::markdown_table(const published_table& table, const std::string& file_name)
    : table_(table), file_name_(file_name), workers_(table.column(column_role::workers)) {
    auto times = find_time_column(table);
    time_ = times.whole;
    part_ = std::move(times.part);
}

std::string markdown_table::why_no_times() const {
    return workers_ && !part_.empty()
               ? fmt::format(": \"{}\" is the time of one of many, not of the whole run", shorten(part_, 60))
               : " without both worker counts and times";
}

result<std::string> markdown_table::as_csv() {
    if (auto told = tell_commas(); !told) return tl::unexpected(told.error());
    const auto unit = seconds_in_heading(table_.columns[*time_].name);
    if (!unit) return tl::unexpected(unit.error());
    std::string header = "workers;time_s";
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        const auto name = to_lower(table_.columns[i].name);
        const auto known = std::ranges::find(known_columns, std::string_view(name), &known_column::name);
        if (known == std::end(known_columns) || i == *workers_ || i == *time_) continue;
        if (header.find(";" + std::string(known->tidy)) != header.npos) continue;
        if (known->tidy == "result_count" && has_fractions(i)) {
            means_.push_back(table_.columns[i].name);
            continue;
        }
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
        auto time = plain_number(row, *time_, *unit);
        if (!workers) return tl::unexpected(workers.error());
        if (!time) return tl::unexpected(time.error());
        text += *workers + ";" + *time;
        for (const auto i : others) text += ";" + text_to_cell_with_semicolons(row.cells[i].text);
        text += "\n";
        ++rows_;
    }
    return text;
}

// A mean over the repeats, as our own report gives it: "3.67" results.
bool markdown_table::has_fractions(std::size_t column) const {
    return std::ranges::any_of(table_.rows, [&](const table_row& row) {
        const auto value = number_from_cell(row.cells[column].text, decimal_comma_);
        return value && *value != std::floor(*value);
    });
}

result<void> markdown_table::tell_commas() {
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

result<std::string> markdown_table::plain_number(const table_row& row, std::size_t column, double unit) const {
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
        const auto known = seconds_in_time_unit(own_unit);
        if (column != *workers_ && known) unit = *known;
        else if (column != *workers_) number = {};
    }
    const auto value = number_from_cell(number, false);
    if (!value)
        return fail(error_kind::bad_input, fmt::format("\"{}\" is no number", shorten(cell.text, 40)),
                    place_of(file_name_, cell, table_.columns[column].name),
                    "A worker count is a whole number, a time a number with or without its unit (s, ms, min, h).");
    return fmt::format("{}", *value * unit);
}

}  // namespace sweeplab
