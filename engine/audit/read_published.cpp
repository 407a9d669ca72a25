#include <array>
#include <istream>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "engine/audit/table_parts.h"
#include "engine/exchange/csv_records.h"
#include "engine/exchange/csv_separator.h"
#include "engine/foundation/plain_file.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_rows = 10'000;
constexpr std::size_t most_columns = 200;

tl::unexpected<error> too_many_rows(const std::string& file_name) {
    return fail(error_kind::bad_input, fmt::format("has more than {} rows: no published table", most_rows), file_name,
                "Times of many trials are for import and analyze.");
}

std::vector<std::string> texts_of(const std::vector<std::string_view>& cells) {
    std::vector<std::string> texts;
    for (const auto cell : cells) texts.push_back(to_valid_utf8(trim(cell)));
    return texts;
}

bool is_markdown_row(std::string_view line) { return trim(line).starts_with('|'); }

bool is_markdown_rule(std::string_view line) {
    line = trim(line);
    return line.find("--") != std::string_view::npos && line.find_first_not_of("|-: ") == std::string_view::npos;
}

std::vector<std::string> markdown_cells(std::string_view line) {
    line = trim(line);
    if (line.starts_with('|')) line.remove_prefix(1);
    if (line.ends_with('|')) line.remove_suffix(1);
    std::vector<std::string> cells;
    for (const auto part : split(line, '|')) {
        std::string text(trim(part));
        std::erase_if(text, [](char c) { return c == '*' || c == '`'; });
        cells.push_back(to_valid_utf8(text));
    }
    return cells;
}

result<void> add_row(published_table& table, std::vector<std::string> texts, const std::string& place,
                     const std::string& file_name) {
    if (table.rows.size() == most_rows) return too_many_rows(file_name);
    table_row row;
    texts.resize(table.columns.size());
    for (auto& text : texts) row.cells.push_back(make_cell(std::move(text), place));
    table.rows.push_back(std::move(row));
    return {};
}

}  // namespace

table_cell make_cell(std::string text, std::string place, bool decimal_comma) {
    table_cell cell;
    cell.number = number_in_cell(text, decimal_comma);
    cell.text = std::move(text);
    cell.place = std::move(place);
    return cell;
}

void settle_commas(published_table& table, bool by_default) {
    bool decimal = false, groups = false;
    for (const auto& row : table.rows)
        for (const auto& cell : row.cells) {
            const auto use = shown_commas(cell.text);
            decimal = decimal || use == comma_sign::decimal;
            groups = groups || use == comma_sign::groups;
        }
    // "36,94" beside "1.171,14" is no doubt; beside "1,200.0" the cells are read as the separator has it.
    table.decimal_comma = decimal != groups ? decimal : by_default;
    if (!table.decimal_comma) return;
    for (auto& row : table.rows)
        for (auto& cell : row.cells) cell = make_cell(std::move(cell.text), std::move(cell.place), true);
}

void add_facts_of(std::string_view text, const std::string& place, published_document& document) {
    constexpr std::array things = {"chunks",    "items", "jobs",     "tasks", "prompts",
                                   "documents", "files", "requests", "rpm",   "tpm"};
    const auto words = split(text, ' ');
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        auto thing = to_lower(words[i + 1]);
        std::erase_if(thing, [](char c) { return c == ',' || c == '.' || c == ';' || c == ':' || c == ')'; });
        auto number = words[i];
        if (number.starts_with('(')) number.remove_prefix(1);
        if (std::find(things.begin(), things.end(), thing) == things.end()) continue;
        auto cell = make_cell(std::string(number), place);
        if (cell.number) document.facts.push_back({thing, std::move(cell)});
    }
}

result<published_document> read_csv_tables(std::string_view text, const std::string& file_name) {
    std::istringstream input{std::string(text)};
    csv_records records(input, file_name);
    published_document document;
    records.on_comment = [&](std::string_view comment) {
        add_facts_of(to_valid_utf8(comment), fmt::format("line {}", records.line()), document);
    };
    auto header = records.next();
    const auto told = header && *header ? separator_line(**header) : std::nullopt;
    if (told) header = records.next();
    if (!header) return tl::unexpected(header.error());
    if (!*header) return fail(error_kind::bad_input, "is empty: there is no table", file_name);
    const char separator = told.value_or(find_separator(**header));
    records.set_separator(separator);
    std::vector<std::string_view> cells;
    records.split(**header, cells);
    if (cells.size() > most_columns) return fail(error_kind::bad_input, "has too many columns", file_name);
    published_table table;
    for (auto& name : texts_of(cells)) table.columns.push_back(make_column(std::move(name)));
    for (;;) {
        const auto record = records.next();
        if (!record) return tl::unexpected(record.error());
        if (!*record) break;
        records.split(**record, cells);
        if (auto added = add_row(table, texts_of(cells), fmt::format("line {}", records.line()), file_name); !added)
            return tl::unexpected(added.error());
    }
    settle_commas(table, separator != ',');
    settle_roles(table);
    document.tables.push_back(std::move(table));
    return document;
}

result<published_document> read_markdown_tables(std::string_view text, const std::string& file_name) {
    published_document document;
    const auto lines = split(text, '\n');
    std::string heading;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = trim(lines[i]);
        if (line.starts_with('#'))
            heading = to_valid_utf8(
                trim(line.substr(line.find_first_not_of('#') == line.npos ? line.size() : line.find_first_not_of('#'))));
        const bool begins = is_markdown_row(line) && i + 1 < lines.size() && is_markdown_rule(lines[i + 1]);
        if (!begins) {
            if (!is_markdown_row(line)) add_facts_of(to_valid_utf8(line), fmt::format("line {}", i + 1), document);
            continue;
        }
        published_table table;
        table.name = heading;
        for (auto& name : markdown_cells(line)) table.columns.push_back(make_column(std::move(name)));
        for (i += 2; i < lines.size() && is_markdown_row(lines[i]); ++i)
            if (auto added = add_row(table, markdown_cells(lines[i]), fmt::format("line {}", i + 1), file_name); !added)
                return tl::unexpected(added.error());
        settle_commas(table, false);
        settle_roles(table);
        document.tables.push_back(std::move(table));
    }
    return document;
}

result<published_document> read_published_text(std::string_view text, const std::string& file_name) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto start = trim(text);
    if (start.starts_with('{') || start.starts_with('[')) {
        const auto document = parse_json(text, file_name);
        if (!document) return tl::unexpected(document.error());
        if (document->is_object() && document->contains("sweeplab_run"))
            return fail(error_kind::bad_input, "holds saved runs, not a published table", file_name,
                        "sweeplab-cli analyze says what they mean.");
        return read_json_tables(*document);
    }
    bool markdown = false;
    const auto lines = split(text, '\n');
    for (std::size_t i = 0; i + 1 < lines.size() && !markdown; ++i)
        markdown = is_markdown_row(lines[i]) && is_markdown_rule(lines[i + 1]);
    return markdown ? read_markdown_tables(text, file_name) : read_csv_tables(text, file_name);
}

result<published_document> read_published(const std::filesystem::path& file) {
    auto text = read_plain_file(file, largest_published);
    if (!text) {
        auto fault = std::move(text.error());
        if (fault.advice.empty() && fault.kind == error_kind::bad_input)
            fault.advice = "Times of many trials are for import and analyze.";
        return tl::unexpected(std::move(fault));
    }
    return read_published_text(*text, file.filename().string());
}

}  // namespace sweeplab
