#include "widgets/compare/comparison_tables.h"

#include <algorithm>

#include "engine/analysis/words.h"
#include "widgets/charts/chart_quantity.h"
#include "widgets/charts/chart_words.h"
#include "widgets/compare/ratio_chart.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

text_cell text(const QString& words) { return {words, {}, cell_mood::plain}; }

text_cell name_cell(const QString& name) {
    const QString shown = short_name(name);
    return {shown, shown == name ? QString() : name, cell_mood::plain};
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
