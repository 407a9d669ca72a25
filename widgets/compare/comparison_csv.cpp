// What the Compare page shows, as a file.
#include "engine/exchange/csv_cells.h"
#include "widgets/compare/comparison_tables.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

QString quoted(const std::string& text) { return to_qt(text_to_cell(text)); }
QString quoted(const QString& text) { return quoted(to_std(text)); }
QString number(double value) { return QString::number(value, 'g', 15); }
QString number(const std::optional<double>& value) { return value ? number(*value) : QString(); }
QString yes_or_no(bool value) { return value ? QStringLiteral("yes") : QStringLiteral("no"); }

QStringList interval(const value_interval& value) { return {number(value.value), number(value.lo), number(value.hi)}; }

}  // namespace

QString comparison_csv(const comparison_sheet& sheet) {
    QStringList lines{
        QStringLiteral("run,against,simulated,same_work,workers,repeats,repeats_against,time_s,time_lo,time_hi,"
                       "against_time_s,against_time_lo,against_time_hi,ratio,ratio_lo,ratio_hi,threshold,verdict")};
    for (std::size_t i = 0; i < sheet.all.size(); ++i) {
        const auto& one = sheet.all[i];
        const QStringList start{quoted(sheet.names[static_cast<qsizetype>(i)]), quoted(sheet.against_name),
                                yes_or_no(sheet.simulated(i)), yes_or_no(one.differences.unlike.empty())};
        for (const auto& point : one.points) {
            QStringList cells = start;
            cells << QString::number(point.workers) << QString::number(point.a_s.size())
                  << QString::number(point.b_s.size());
            cells << interval(point.a_time_s) << interval(point.b_time_s) << interval(point.ratio);
            cells << number(one.threshold) << to_qt(key_of(point.decided));
            lines << cells.join(QLatin1Char(','));
        }
        if (!one.overall) continue;
        QStringList cells = start;
        cells << QStringLiteral("all") << QStringList(8) << interval(*one.overall) << number(one.threshold)
              << to_qt(key_of(one.overall_verdict));
        lines << cells.join(QLatin1Char(','));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace sweeplab
