// What the Targets page shows, as a file: the targets, and the figures of both runs.
#include "engine/exchange/csv_cells.h"
#include "engine/targets/target_words.h"
#include "widgets/models/words.h"
#include "widgets/targets/target_sheet.h"

namespace sweeplab {
namespace {

QString quoted(const std::string& text) { return to_qt(text_to_cell(text)); }
QString number(const std::optional<double>& value) { return value ? QString::number(*value, 'g', 15) : QString(); }
QString number(const std::optional<int>& value) { return value ? QString::number(*value) : QString(); }

QString line(const QStringList& cells) { return cells.join(QLatin1Char(',')) + QLatin1Char('\n'); }

void add_targets(QString& text, const target_sheet& sheet, const QStringList& start) {
    for (const auto& one : sheet.report.results) {
        QStringList cells{QStringLiteral("target")};
        cells << start << quoted(one.asked.id) << quoted(one.asked.name) << quoted(rule_in_words(one.asked))
              << to_qt(to_text(one.state)) << number(one.workers) << quoted(unit_of(one.asked, sheet.asked.run->currency))
              << number(one.value) << number(one.lo) << number(one.hi) << number(one.margin) << number(one.run_value)
              << number(one.baseline_value) << QString() << quoted(one.words);
        text += line(cells);
    }
}

void add_figures(QString& text, const baseline_report& beside, const QStringList& start) {
    for (const auto& table : beside.tables)
        for (const auto& row : table.rows) {
            QStringList cells{QStringLiteral("figure")};
            cells << start << QString() << quoted(table.name + ", " + row.name) << QString() << QString()
                  << QString::number(table.workers) << quoted(row.unit) << QString() << number(row.lo) << number(row.hi)
                  << QString() << number(row.optimised) << number(row.baseline) << number(row.improvement_pct)
                  << quoted(row.why_pending);
            text += line(cells);
        }
}

}  // namespace

QString targets_csv(const target_sheet& sheet) {
    QString text = QStringLiteral(
        "row,run,baseline,simulated,id,name,rule,state,workers,unit,value,lo,hi,margin,run_value,baseline_value,"
        "improvement_pct,words\n");
    const auto& report = sheet.report;
    const QStringList start{quoted(report.run_name), quoted(report.baseline_name),
                            report.simulated ? QStringLiteral("yes") : QStringLiteral("no")};
    add_targets(text, sheet, start);
    add_figures(text, sheet.beside, start);
    return text;
}

}  // namespace sweeplab
