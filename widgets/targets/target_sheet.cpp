#include "widgets/targets/target_sheet.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "engine/targets/target_words.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

text_cell text(const QString& words) { return {words, {}, cell_mood::plain}; }

std::string ids_of(const target_report& report, target_state state) {
    std::vector<std::string> ids;
    for (const auto& one : report.results)
        if (one.state == state) ids.push_back(one.asked.id);
    return join(ids, ", ");
}

bool wants_less(target_rule rule) {
    return rule == target_rule::below || rule == target_rule::at_most || rule == target_rule::below_baseline;
}

// Of what is left to the limit, from the interval of the value.
std::optional<std::pair<double, double>> margin_interval(const target_result& one) {
    if (!one.lo || !one.hi || !one.value || !one.margin) return std::nullopt;
    const bool less = wants_less(one.asked.rule);
    const double limit = less ? *one.value + *one.margin : *one.value - *one.margin;
    return less ? std::pair(limit - *one.hi, limit - *one.lo) : std::pair(*one.lo - limit, *one.hi - limit);
}

QString signed_number(double value) {
    const QString words = to_qt(number_in_words(std::abs(value)));
    return (value < 0 ? QStringLiteral("−") : QStringLiteral("+")) + words;
}

text_cell value_cell(const target_result& one, const std::string& unit) {
    if (!one.value) return text({});
    text_cell cell = text(to_qt(amount_in_words(*one.value, unit)));
    if (asks_for_a_baseline(one.asked)) {
        cell.text = QStringLiteral("%1 % %2").arg(to_qt(number_in_words(std::abs(*one.value))),
                                                  *one.value < 0 ? QStringLiteral("less") : QStringLiteral("more"));
        if (one.run_value && one.baseline_value)
            cell.hint = QStringLiteral("%1, baseline %2")
                            .arg(to_qt(number_in_words(*one.run_value, 4)), to_qt(number_in_words(*one.baseline_value, 4)));
    }
    if (!one.lo || !one.hi) return cell;
    const bool share = unit == "%";
    const auto end = [&](double value) {
        return asks_for_a_baseline(one.asked) ? signed_number(value) : to_qt(number_in_words(value, share ? 4 : 3));
    };
    // The margin shows it too.
    if (!cell.hint.isEmpty()) cell.hint += QLatin1Char('\n');
    cell.hint += QStringLiteral("95 %: %1 … %2").arg(end(*one.lo), end(*one.hi));
    return cell;
}

QString title_of(const target& asked) {
    const auto* figure = find_target_figure(asked.metric);
    const std::string& name = !asked.name.empty() ? asked.name : !asked.series.empty() ? asked.series : figure->name;
    const QString id = to_qt(asked.id), words = to_qt(name);
    return id.contains(words, Qt::CaseInsensitive) ? id : id + QStringLiteral(": ") + words;
}

// "< 20 ms", "≥ 99 % below 50 ms", "≥ 30 % less": the whole rule is the cell's hint.
QString limit_words(const target& asked) {
    const auto* figure = find_target_figure(asked.metric);
    const QString amount = to_qt(amount_in_words(asked.limit, figure->unit));
    const QString share = to_qt(number_in_words(std::abs(asked.limit))) + QStringLiteral(" % ");
    const auto change = [&](const QString& wanted, const QString& other) {
        return asked.limit >= 0 ? QStringLiteral("≥ ") + share + wanted : QStringLiteral("≤ ") + share + other;
    };
    const QString less = QStringLiteral("less"), more = QStringLiteral("more");
    QString words;
    switch (asked.rule) {
        case target_rule::below: words = QStringLiteral("< ") + amount; break;
        case target_rule::at_most: words = QStringLiteral("≤ ") + amount; break;
        case target_rule::above: words = QStringLiteral("> ") + amount; break;
        case target_rule::at_least: words = QStringLiteral("≥ ") + amount; break;
        case target_rule::share_below:
            words = QStringLiteral("≥ %1 % below %2").arg(to_qt(number_in_words(asked.at_least_pct, 4)), amount);
            break;
        case target_rule::below_baseline: words = change(less, more); break;
        case target_rule::above_baseline: words = change(more, less); break;
    }
    if (asked.over_h) words += QStringLiteral(" in %1 h").arg(to_qt(number_in_words(*asked.over_h)));
    return words;
}

text_cell margin_cell(const target_result& one, const std::string& unit) {
    if (!one.margin) return text({});
    const bool share = unit == "%";
    const QString suffix = share ? QStringLiteral(" points") : unit.empty() ? QString() : QLatin1Char(' ') + to_qt(unit);
    text_cell cell = text(signed_number(*one.margin) + suffix);
    if (const auto interval = margin_interval(one))
        cell.text += QStringLiteral(" (%1 … %2)").arg(signed_number(interval->first), signed_number(interval->second));
    cell.hint =
        *one.margin < 0 ? QStringLiteral("Short of the limit by so much") : QStringLiteral("To spare before the limit");
    return cell;
}

QString remark_of(const target_result& one) {
    if (one.state == target_state::pending) return to_qt(one.why_pending);
    QStringList parts;
    if (one.within_uncertainty) parts << QStringLiteral("within the uncertainty");
    else if (!one.lo) parts << QStringLiteral("uncertainty not known");
    if (one.workers) parts << QStringLiteral("at ") + to_qt(workers_in_words(*one.workers));
    return parts.join(QStringLiteral(", "));
}

cell_mood mood_of(target_state state) {
    switch (state) {
        case target_state::pass: return cell_mood::good;
        case target_state::fail: return cell_mood::fault;
        case target_state::pending: break;
    }
    return cell_mood::warning;
}

}  // namespace

target_sheet make_target_sheet(const target_question& asked) {
    target_sheet sheet;
    sheet.asked = asked;
    target_set set;
    if (auto read = read_targets_file(asked.file)) set = std::move(*read);
    else sheet.fault = read.error();
    sheet.report = check_targets(set, *asked.run, asked.baseline.get());
    if (asked.baseline) sheet.beside = make_baseline_report(*asked.baseline, *asked.run, set);
    return sheet;
}

std::optional<run_id> usual_baseline(const run_summary& run, const std::vector<run_summary>& runs) {
    for (const auto& one : runs)
        if (one.starred && one.id != run.id && one.host_id == run.host_id && one.workload == run.workload) return one.id;
    return std::nullopt;
}

finding describe_targets(const target_sheet& sheet) {
    finding words;
    const auto& report = sheet.report;
    const int passed = report.count(target_state::pass), failed = report.count(target_state::fail),
              pending = report.count(target_state::pending);
    const auto all = report.results.size();
    const auto one_or_more = [&](const char* one, const char* more) { return report.results.size() == 1 ? one : more; };
    if (sheet.fault) words.headline = "The targets cannot be used: " + to_std(error_in_words(*sheet.fault));
    else if (failed > 0)
        words.headline = fmt::format("{} of {} {} {}: {}", failed, all, one_or_more("target", "targets"),
                                     failed == 1 ? "fails" : "fail", ids_of(report, target_state::fail));
    else if (passed == 0)
        words.headline = fmt::format("{} {} pending: nothing was measured of {}", all,
                                     one_or_more("target is", "targets are"), one_or_more("it", "them"));
    else if (pending > 0) words.headline = fmt::format("No target fails: {} of {} pass, {} pending", passed, all, pending);
    else words.headline = fmt::format("{} {}", all, one_or_more("target passes", "targets pass, all of them"));
    words.detail = fmt::format("Run: {}. ", report.run_name);
    words.detail += report.baseline_name.empty() ? "No baseline." : fmt::format("Baseline: {}.", report.baseline_name);
    if (!sheet.fault) words.detail += fmt::format(" {} pass, {} fail, {} pending.", passed, failed, pending);
    if (!report.set.about.empty()) words.detail += "\n" + report.set.about;
    words.warnings = report.warnings;
    for (const auto& one : sheet.beside.warnings)
        if (!one.starts_with("The work is not the same")) words.warnings.push_back(one);  // which the report says, too
    if (report.simulated && !sheet.asked.baseline) words.warnings.push_back("The run is against the simulated endpoint.");
    return words;
}

QString state_words(target_state state) {
    switch (state) {
        case target_state::pass: return QStringLiteral("✓ pass");
        case target_state::fail: return QStringLiteral("✗ fail");
        case target_state::pending: break;
    }
    return QStringLiteral("… pending");
}

text_rows target_rows(const target_sheet& sheet) {
    text_rows table;
    table.titles << QStringLiteral("State") << QStringLiteral("Target") << QStringLiteral("Value") << QStringLiteral("Limit")
                 << QStringLiteral("Margin (95 %)") << QStringLiteral("Remark");
    table.is_text = {true, true, false, false, false, true};
    for (const auto& one : sheet.report.results) {
        const auto unit = unit_of(one.asked, sheet.asked.run->currency);
        const QString rule = to_qt(rule_in_words(one.asked)), remark = remark_of(one);
        table.rows.push_back({{state_words(one.state), {}, mood_of(one.state)},
                              {title_of(one.asked), rule, cell_mood::plain},
                              value_cell(one, unit),
                              {limit_words(one.asked), rule, cell_mood::plain},
                              margin_cell(one, unit),
                              {remark, remark, cell_mood::plain}});
    }
    return table;
}

text_rows baseline_rows(const baseline_table& table) {
    text_rows rows;
    rows.titles << to_qt(table.name) << QStringLiteral("Baseline") << QStringLiteral("Optimised")
                << QStringLiteral("Improvement (95 %)");
    rows.is_text = {true, false, false, false};
    const bool targets = std::ranges::any_of(table.rows, [](const auto& row) { return !row.targets.empty(); });
    if (targets) {
        rows.titles << QStringLiteral("Target");
        rows.is_text.push_back(true);
    }
    for (const auto& row : table.rows) {
        const auto cells = cells_of(row);
        const QString why = to_qt(row.why_pending);
        std::vector<text_cell> line{text(to_qt(cells.name)), text(to_qt(cells.baseline)), text(to_qt(cells.optimised)),
                                    text(to_qt(cells.improvement))};
        for (auto& cell : line)
            if (cell.text == to_qt(pending_cell)) cell.hint = why;
        if (targets) {
            text_cell target{to_qt(cells.target), to_qt(cells.target), cell_mood::plain};
            if (!row.targets.empty()) target.mood = mood_of(row.targets.front().state);
            line.push_back(std::move(target));
        }
        rows.rows.push_back(std::move(line));
    }
    return rows;
}

}  // namespace sweeplab
