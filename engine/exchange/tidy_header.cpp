#include "engine/exchange/tidy_header.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/exchange/csv_separator.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr std::pair<std::string_view, tidy_column> known_columns[] = {
    {"workers", tidy_column::workers},
    {"time_s", tidy_column::time_s},
    {"repeat", tidy_column::repeat},
    {"warm_up", tidy_column::warm_up},
    {"state", tidy_column::state},
    {"started_at", tidy_column::started_at},
    {"jobs", tidy_column::jobs},
    {"failed", tidy_column::failed},
    {"result_count", tidy_column::result_count},
    {"input_tokens", tidy_column::input_tokens},
    {"output_tokens", tidy_column::output_tokens},
    {"total_tokens", tidy_column::total_tokens},
    {"cost_usd", tidy_column::cost},
    {"cost", tidy_column::cost},
    {"currency", tidy_column::currency},
    {"excluded", tidy_column::excluded},
    {"message", tidy_column::message},
    {"run", tidy_column::run},
    {"host", tidy_column::host},
    {"workload", tidy_column::workload},
};

tidy_column column_named(std::string_view name) {
    std::string plain = to_lower(name);
    std::replace(plain.begin(), plain.end(), ' ', '_');
    for (const auto& [known, column] : known_columns) {
        if (plain == known) return column;
    }
    return tidy_column::other;
}

result<std::string_view> next_header_line(csv_records& records) {
    const auto record = records.next();
    if (!record) return tl::unexpected(record.error());
    if (!*record) {
        return fail(error_kind::bad_input, "there is no header line", records.place(),
                    "The first line must name the columns; workers and time_s are needed.");
    }
    return **record;
}

result<void> check_columns(const tidy_header& header, const csv_records& records) {
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
        const auto first = std::find(header.columns.begin(), header.columns.end(), header.columns[i]);
        const auto earlier = static_cast<std::size_t>(first - header.columns.begin());
        if (header.columns[i] != tidy_column::other && earlier < i) {
            return fail(error_kind::bad_input, fmt::format("the column \"{}\" is there twice", header.names[i]),
                        records.place(i + 1), fmt::format("It is column {} already; remove or rename one.", earlier + 1));
        }
    }
    for (const auto& [column, name] : {std::pair{tidy_column::workers, "workers"}, {tidy_column::time_s, "time_s"}}) {
        if (header.has(column)) continue;
        return fail(error_kind::bad_input, fmt::format("the header has no column \"{}\"", name), records.place(),
                    fmt::format("It has: {}. Needed are workers and time_s (seconds).", join(header.names, ", ")));
    }
    return {};
}

}  // namespace

bool tidy_header::has(tidy_column column) const {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

std::string_view tidy_header::name_of(tidy_column column) const {
    const auto found = std::find(columns.begin(), columns.end(), column);
    return found == columns.end() ? std::string_view{}
                                  : std::string_view(names[static_cast<std::size_t>(found - columns.begin())]);
}

result<tidy_header> read_tidy_header(csv_records& records) {
    auto line = next_header_line(records);
    if (!line) return tl::unexpected(line.error());
    const auto told = separator_line(*line);
    if (told) line = next_header_line(records);
    if (!line) return tl::unexpected(line.error());

    tidy_header header;
    header.separator = told.value_or(find_separator(*line));
    header.decimal_comma = header.separator != ',';
    records.set_separator(header.separator);
    std::vector<std::string_view> cells;
    records.split(*line, cells);
    while (cells.size() > 1 && trim(cells.back()).empty()) cells.pop_back();
    for (const auto cell : cells) {
        header.names.push_back(shorten(to_valid_utf8(trim(cell)), 80));
        header.columns.push_back(column_named(header.names.back()));
    }
    if (auto checked = check_columns(header, records); !checked) return tl::unexpected(checked.error());
    return header;
}

}  // namespace sweeplab
