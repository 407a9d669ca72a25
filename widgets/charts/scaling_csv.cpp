// What is seen as CSV.
#include "engine/exchange/csv_cells.h"
#include "widgets/charts/chart_export.h"
#include "widgets/charts/scaling_columns.h"

namespace sweeplab {
namespace {

QString base_unit(chart_quantity quantity, const std::string& currency) {
    switch (quantity) {
        case chart_quantity::time: return QStringLiteral("s");
        case chart_quantity::speedup:
        case chart_quantity::efficiency: return QStringLiteral("1");
        case chart_quantity::throughput: return QStringLiteral("items/s");
        case chart_quantity::tokens_per_s: return QStringLiteral("tokens/s");
        case chart_quantity::cost: return QString::fromStdString(currency);
    }
    return {};
}

QString text_of(const QString& text) { return QString::fromStdString(text_to_cell(text.toStdString())); }

QString number_of(const std::optional<double>& number) { return number ? QString::number(*number, 'g', 12) : QString(); }

// The quantity that is shown, for one row: its name, unit, value and interval.
QStringList shown_cells(const scaling_row& row, chart_quantity quantity) {
    const auto value = row.counted ? value_of(*row.curve, *row.point, quantity) : std::nullopt;
    const QStringList named{to_text(quantity), text_of(base_unit(quantity, row.curve->currency))};
    if (!value) return named + QStringList{{}, {}, {}};
    return named + QStringList{number_of(value->value), number_of(value->lo), number_of(value->hi)};
}

}  // namespace

QString scaling_csv(const scaling_content& content) {
    QStringList header{QStringLiteral("quantity"), QStringLiteral("unit"), QStringLiteral("value"),
                       QStringLiteral("value_lo"), QStringLiteral("value_hi")};
    for (const auto& column : scaling_columns()) header << QString::fromLatin1(column.key);
    QString text = header.join(QLatin1Char(',')) + QLatin1Char('\n');
    for (const auto& row : scaling_rows(content.curves)) {
        QStringList cells = shown_cells(row, content.quantity);
        for (const auto& column : scaling_columns()) {
            const auto cell = column.cell(row);
            cells << (cell.number ? number_of(cell.number) : text_of(cell.text));
        }
        text += cells.join(QLatin1Char(',')) + QLatin1Char('\n');
    }
    return text;
}

}  // namespace sweeplab
