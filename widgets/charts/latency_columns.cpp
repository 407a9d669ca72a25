#include "widgets/charts/latency_columns.h"

#include "engine/exchange/csv_cells.h"

namespace sweeplab {
namespace {

QString quoted(const QString& text) { return QString::fromStdString(text_to_cell(text.toStdString())); }
QString seconds(std::int64_t ns) { return QString::number(static_cast<double>(ns) * 1e-9, 'g', 15); }

QStringList header() {
    QStringList keys{QStringLiteral("host"),     QStringLiteral("run"),        QStringLiteral("simulated"),
                     QStringLiteral("quantity"), QStringLiteral("definition"), QStringLiteral("definition_id"),
                     QStringLiteral("workers"),  QStringLiteral("repeats"),    QStringLiteral("count"),
                     QStringLiteral("missing"),  QStringLiteral("failed")};
    for (const int thousandths : latency_percentiles) {
        const QString name =
            QString::fromStdString(percentile_name(thousandths)).replace(QLatin1Char('.'), QLatin1Char('_'));
        for (const char* end : {"_s", "_lo_s", "_hi_s"}) keys << name + QLatin1String(end);
    }
    return keys << QStringLiteral("refused");
}

QString line_of(const latency_row& row) {
    const auto& values = row.values();
    QStringList cells{quoted(row.run->host),
                      quoted(row.run->run_name),
                      row.run->simulated ? QStringLiteral("yes") : QStringLiteral("no"),
                      to_text(row.quantity),
                      quoted(QString::fromStdString(definition_of(row.quantity, row.run->report->basis))),
                      QString::number(latency_definition),
                      QString::number(row.point->workers),
                      QString::number(row.point->trials),
                      QString::number(values.sorted_ns.size()),
                      QString::number(values.missing),
                      QString::number(row.point->failed)};
    QStringList refused;
    for (const auto& read : values.percentiles) {
        if (!read.ns) refused << QString::fromStdString(read.refused);
        for (const auto ns : {read.ns.value_or(0), read.lo_ns, read.hi_ns}) cells << (read.ns ? seconds(ns) : QString());
    }
    return (cells << quoted(refused.join(QStringLiteral("; ")))).join(QLatin1Char(',')) + QLatin1Char('\n');
}

}  // namespace

std::vector<latency_row> latency_rows(const std::vector<latency_run>& runs, latency_quantity quantity) {
    std::vector<latency_row> rows;
    for (const auto& run : runs) {
        if (!run.report->has(quantity)) continue;
        const auto due = from_due(quantity);
        for (const auto& point : run.report->points) {
            rows.push_back({&run, &point, quantity});
            if (due && run.report->has(*due)) rows.push_back({&run, &point, *due});
        }
    }
    return rows;
}

QString latency_csv(const std::vector<latency_run>& runs) {
    QString csv = header().join(QLatin1Char(',')) + QLatin1Char('\n');
    for (const auto quantity : shown_latencies)
        for (const auto& row : latency_rows(runs, quantity)) csv += line_of(row);
    return csv;
}

}  // namespace sweeplab
