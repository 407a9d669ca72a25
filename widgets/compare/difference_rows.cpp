// The table of what differs.
#include <algorithm>
#include <cctype>
#include <cmath>

#include "widgets/charts/chart_quantity.h"
#include "widgets/charts/chart_words.h"
#include "widgets/compare/comparison_tables.h"
#include "widgets/compare/run_values.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

text_cell value_cell(const json& value) {
    text_cell cell{to_qt(value_in_words(value)), {}, cell_mood::plain};
    if (value.is_number() && std::abs(value.get<double>()) >= 1000)
        cell.text = value.is_number_integer() ? whole_number_text(value.get<double>()) : number_text(value.get<double>(), 4);
    const QString whole = value.is_string()
                              ? to_qt(value.get<std::string>())
                              : QString::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
    if (!value.is_null() && whole != cell.text) cell.hint = whole.left(2000);
    return cell;
}

text_cell plain_cell(const QString& words) { return {words, {}, cell_mood::plain}; }

// "/workload/endpoint/model" as "workload › endpoint › model".
QString place_in_words(const std::string& path) {
    QString words = to_qt(path);
    if (words.startsWith(QLatin1Char('/'))) words.remove(0, 1);
    return words.replace(QLatin1Char('/'), QStringLiteral(" › ")).replace(QLatin1Char('_'), QLatin1Char(' '));
}

struct difference_row {
    run_aspect aspect;
    std::string path;
    std::vector<std::optional<json>> others;  // nothing: what it says is not in the list of differences
    json against;
};

// A machine's name and a plan's place may be spelled alike; what is said of the work and of the plan is one place.
bool is_same_place(const difference_row& row, const run_difference& one) {
    const auto apart = [](run_aspect aspect) { return aspect == run_aspect::host || aspect == run_aspect::conditions; };
    return row.path == one.path && (row.aspect == one.aspect || (!apart(row.aspect) && !apart(one.aspect)));
}

// A short list that differs in one place is easier to read whole: its path and the list, else nothing.
std::optional<std::string> list_around(const std::string& path, const json& plan) {
    const auto cut = path.rfind('/');
    const bool in_list = cut != std::string::npos && cut > 0 && cut + 1 < path.size() &&
                         std::all_of(path.begin() + static_cast<std::ptrdiff_t>(cut) + 1, path.end(),
                                     [](unsigned char letter) { return std::isdigit(letter); });
    if (!in_list || !plan.is_object()) return std::nullopt;
    const json::json_pointer place(path.substr(0, cut));
    if (!plan.contains(place) || !plan.at(place).is_array()) return std::nullopt;
    const auto& list = plan.at(place);
    if (!std::ranges::all_of(list, [](const json& one) { return one.is_primitive(); })) return std::nullopt;
    return path.substr(0, cut);
}

// Whole lists instead of their places.
run_difference readable(const run_difference& one, const run_record& a, const run_record& b) {
    if (one.aspect == run_aspect::host || one.aspect == run_aspect::conditions) return one;
    const auto in_a = list_around(one.path, a.plan), in_b = list_around(one.path, b.plan);
    if (!in_a || !in_b) return one;
    return {one.aspect, *in_a, a.plan.at(json::json_pointer(*in_a)), b.plan.at(json::json_pointer(*in_b))};
}

// What a run says of a place that is not in its own list of differences: nothing, the same, or something else, since lists
// are cut short and name the place that holds this one instead.
text_cell cell_of_unlisted(const difference_row& row, const run_values& values, const comparison_sheet& sheet) {
    const text_cell same{QStringLiteral("="), QStringLiteral("The same as %1").arg(sheet.against_name), cell_mood::plain};
    const text_cell unknown{QStringLiteral("—"), QStringLiteral("Not known, or there is none"), cell_mood::plain};
    // A condition that is known and not listed differs by no more than it varies.
    if (row.aspect == run_aspect::conditions) return values.knows(row.path) ? same : unknown;
    const json value = values.at(row.aspect, row.path);
    if (value.is_null()) return unknown;
    return value == row.against ? same : value_cell(value);
}

std::vector<difference_row> differing(const comparison_sheet& sheet) {
    std::vector<difference_row> rows;
    for (std::size_t i = 0; i < sheet.all.size(); ++i)
        for (const auto& found : sheet.all[i].differences.list) {
            const auto one = readable(found, sheet.others[i]->record, sheet.against->record);
            auto row = std::ranges::find_if(rows, [&](const auto& known) { return is_same_place(known, one); });
            if (row == rows.end()) {
                rows.push_back({one.aspect, one.path, {}, one.b});
                row = std::prev(rows.end());
                row->others.resize(sheet.all.size());
            }
            row->aspect = std::min(row->aspect, one.aspect);  // unlike work is what matters most
            row->others[i] = one.a;
        }
    std::ranges::stable_sort(rows, {}, &difference_row::aspect);
    return rows;
}

}  // namespace

std::size_t common_count(const comparison_sheet& sheet) { return sheet.common.size(); }

std::size_t left_out_count(const comparison_sheet& sheet) {
    std::size_t count = 0;
    for (const auto& one : sheet.all) count += one.differences.left_out;
    return count;
}

text_rows difference_rows(const comparison_sheet& sheet, bool everything) {
    text_rows table;
    table.titles << QStringLiteral("What") << QStringLiteral("Where");
    for (const auto& name : sheet.names) table.titles << short_name(name);
    table.titles << short_name(sheet.against_name);
    table.is_text.assign(static_cast<std::size_t>(table.titles.size()), true);
    std::vector<run_values> values;
    for (const auto& run : sheet.others) values.emplace_back(run->record);
    for (const auto& row : differing(sheet)) {
        std::vector<text_cell> cells{plain_cell(to_qt(to_text(row.aspect))), plain_cell(place_in_words(row.path))};
        // Unlike work is what a comparison breaks on.
        if (row.aspect == run_aspect::work) cells.front().mood = cell_mood::warning;
        for (std::size_t i = 0; i < row.others.size(); ++i)
            cells.push_back(row.others[i] ? value_cell(*row.others[i]) : cell_of_unlisted(row, values[i], sheet));
        cells.push_back(value_cell(row.against));
        table.rows.push_back(std::move(cells));
    }
    for (std::size_t i = 0; everything && i < sheet.common.size(); ++i) {
        const auto& one = sheet.common[i];
        std::vector<text_cell> cells{plain_cell(to_qt(to_text(one.aspect))), plain_cell(place_in_words(one.path))};
        for (std::size_t run = 0; run < sheet.all.size(); ++run) cells.push_back(plain_cell(QStringLiteral("=")));
        cells.push_back(value_cell(one.value));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

}  // namespace sweeplab
