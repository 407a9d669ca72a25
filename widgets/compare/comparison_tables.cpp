#include "widgets/compare/comparison_tables.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "engine/analysis/words.h"
#include "widgets/charts/chart_quantity.h"
#include "widgets/charts/chart_words.h"
#include "widgets/compare/ratio_chart.h"
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

text_cell text(const QString& words) { return {words, {}, cell_mood::plain}; }

text_cell name_cell(const QString& name) {
    const QString shown = short_name(name);
    return {shown, shown == name ? QString() : name, cell_mood::plain};
}

// "/workload/endpoint/model" as "workload › endpoint › model".
QString place_in_words(const std::string& path) {
    QString words = to_qt(path);
    if (words.startsWith(QLatin1Char('/'))) words.remove(0, 1);
    return words.replace(QLatin1Char('/'), QStringLiteral(" › ")).replace(QLatin1Char('_'), QLatin1Char(' '));
}

struct difference_row {
    run_aspect aspect;
    std::string path;
    std::vector<std::optional<json>> others;  // nothing: does not differ from the one
    json against;
};

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

std::vector<difference_row> differing(const comparison_sheet& sheet) {
    std::vector<difference_row> rows;
    for (std::size_t i = 0; i < sheet.all.size(); ++i)
        for (const auto& found : sheet.all[i].differences.list) {
            const auto one = readable(found, sheet.others[i]->record, sheet.against->record);
            auto row = std::ranges::find_if(
                rows, [&](const auto& known) { return known.aspect == one.aspect && known.path == one.path; });
            if (row == rows.end()) {
                rows.push_back({one.aspect, one.path, {}, one.b});
                row = std::prev(rows.end());
                row->others.resize(sheet.all.size());
            }
            row->others[i] = one.a;
        }
    std::ranges::stable_sort(rows, {}, &difference_row::aspect);
    return rows;
}

QString time_words(const value_interval& time) { return to_qt(seconds_in_words(time.value)); }

text_cell time_cell(const value_interval& time, const std::vector<double>& repeats) {
    text_cell cell = text(time_words(time));
    QStringList all;
    for (const double repeat : repeats) all << to_qt(seconds_in_words(repeat));
    cell.hint = QStringLiteral("Repeats: ") + all.join(QStringLiteral(", "));
    if (time.lo && time.hi)
        cell.hint.prepend(
            QStringLiteral("95 %: %1 – %2. ").arg(to_qt(seconds_in_words(*time.lo)), to_qt(seconds_in_words(*time.hi))));
    return cell;
}

text_cell verdict_cell(verdict value, double threshold) {
    constexpr auto mood_of = [](verdict one) {
        switch (one) {
            case verdict::faster: return cell_mood::good;
            case verdict::slower: return cell_mood::fault;
            case verdict::no_difference: return cell_mood::plain;
            case verdict::undecided: break;
        }
        return cell_mood::warning;
    };
    return {sign_of(value) + QLatin1Char(' ') + to_qt(in_words(value, threshold)), {}, mood_of(value)};
}

text_cell interval_cell(const value_interval& value) {
    const QString words = interval_text(value);
    return words.isEmpty() ? text_cell{QStringLiteral("–"), QStringLiteral("One repeat has no interval"), cell_mood::plain}
                           : text(words);
}

QString rate_words(const factor_row& row) {
    const auto rate = [](double value) { return value < 999.5 ? number_text(value) : whole_number_text(value); };
    if (row.tokens_per_s) return rate(*row.tokens_per_s) + QStringLiteral(" tokens/s");
    return row.items_per_s ? rate(*row.items_per_s) + QStringLiteral(" items/s") : QStringLiteral("–");
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
    for (const auto& row : differing(sheet)) {
        std::vector<text_cell> cells{text(to_qt(to_text(row.aspect))), text(place_in_words(row.path))};
        // Unlike work is what a comparison breaks on.
        if (row.aspect == run_aspect::work) cells.front().mood = cell_mood::warning;
        for (const auto& value : row.others)
            cells.push_back(value ? value_cell(*value)
                                  : text_cell{QStringLiteral("="), QStringLiteral("The same as %1").arg(sheet.against_name),
                                              cell_mood::plain});
        cells.push_back(value_cell(row.against));
        table.rows.push_back(std::move(cells));
    }
    for (std::size_t i = 0; everything && i < sheet.common.size(); ++i) {
        const auto& one = sheet.common[i];
        std::vector<text_cell> cells{text(to_qt(to_text(one.aspect))), text(place_in_words(one.path))};
        for (std::size_t run = 0; run < sheet.all.size(); ++run) cells.push_back(text(QStringLiteral("=")));
        cells.push_back(value_cell(one.value));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

text_rows ratio_rows(const comparison_sheet& sheet) {
    text_rows table;
    const bool several = sheet.all.size() > 1;
    if (several) table.titles << QStringLiteral("Run");
    // What matters most first: in a narrow window the rest is scrolled to.
    table.titles << QStringLiteral("Workers") << QStringLiteral("Verdict") << QStringLiteral("Ratio")
                 << QStringLiteral("95 % interval")
                 << (several ? QStringLiteral("Time") : QStringLiteral("Time of %1").arg(short_name(sheet.names.value(0))))
                 << (several ? QStringLiteral("Time against")
                             : QStringLiteral("Time of %1").arg(short_name(sheet.against_name)))
                 << QStringLiteral("Repeats");
    table.is_text.assign(static_cast<std::size_t>(table.titles.size()), false);
    if (several) table.is_text.front() = true;
    table.is_text[several ? 2 : 1] = true;
    for (std::size_t i = 0; i < sheet.all.size(); ++i) {
        const auto& one = sheet.all[i];
        if (!one.comparable) continue;
        const auto begin = [&](const QString& workers, const value_interval& ratio, verdict decided) {
            std::vector<text_cell> cells;
            if (several) cells.push_back(name_cell(sheet.names[static_cast<qsizetype>(i)]));
            cells.push_back(text(workers));
            cells.push_back(verdict_cell(decided, one.threshold));
            cells.push_back(text(to_qt(ratio_in_words(ratio.value))));
            cells.push_back(interval_cell(ratio));
            return cells;
        };
        for (const auto& point : one.points) {
            auto cells = begin(tick_text(point.workers), point.ratio, point.decided);
            cells.push_back(time_cell(point.a_time_s, point.a_s));
            cells.push_back(time_cell(point.b_time_s, point.b_s));
            cells.push_back(text(QStringLiteral("%1 / %2").arg(point.a_s.size()).arg(point.b_s.size())));
            table.rows.push_back(std::move(cells));
        }
        if (!one.overall) continue;
        auto cells = begin(QStringLiteral("all"), *one.overall, one.overall_verdict);
        cells.insert(cells.end(), 3, text({}));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

QStringList paired_lines(const comparison_sheet& sheet) {
    QStringList lines;
    for (std::size_t i = 0; i < sheet.all.size(); ++i)
        for (const auto& pairs : sheet.all[i].paired) {
            QString line = sheet.all.size() > 1 ? sheet.names[static_cast<qsizetype>(i)] + QStringLiteral(", ") : QString();
            line += QStringLiteral("%1: %2 in both, each taking %3 as long")
                        .arg(workers_text(pairs.workers), counted(pairs.items, "item", "items"),
                             to_qt(ratio_in_words(pairs.ratio.value)));
            if (pairs.ratio.lo) line += QStringLiteral(" (%1, over items, not repeats)").arg(interval_text(pairs.ratio));
            line += QStringLiteral("; %1 longer").arg(counted(pairs.longer_in_a, "item took", "items took"));
            if (pairs.without_pair > 0) line += QStringLiteral("; %1 in one run only").arg(pairs.without_pair);
            lines << line + QLatin1Char('.');
        }
    return lines;
}

text_rows factor_rows(const comparison_sheet& sheet) {
    text_rows table;
    const bool expected =
        std::ranges::any_of(sheet.factors, [](const auto& row) { return row.expected_tokens_per_s.has_value(); });
    table.titles << QStringLiteral("Workers") << QStringLiteral("Machine") << QStringLiteral("Time")
                 << QStringLiteral("Rate");
    if (expected) table.titles << QStringLiteral("Expected");
    table.titles << QStringLiteral("Speedup factor") << QStringLiteral("95 % interval");
    table.is_text.assign(static_cast<std::size_t>(table.titles.size()), false);
    table.is_text[1] = true;
    for (const auto& row : sheet.factors) {
        std::vector<text_cell> cells{text(tick_text(row.workers)), name_cell(to_qt(row.machine)),
                                     text(to_qt(seconds_in_words(row.time_s))), text(rate_words(row))};
        if (expected)
            cells.push_back(text(row.expected_tokens_per_s ? QStringLiteral("%1–%2 tokens/s")
                                                                 .arg(short_number_text(row.expected_tokens_per_s->least),
                                                                      short_number_text(row.expected_tokens_per_s->most))
                                                           : QString()));
        cells.push_back(text(row.factor ? to_qt(ratio_in_words(row.factor->value)) : QString()));
        cells.push_back(text(row.factor ? interval_text(*row.factor) : QString()));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

}  // namespace sweeplab
