#include "widgets/charts/loss_columns.h"

#include "engine/exchange/csv_cells.h"
#include "widgets/charts/loss_words.h"

namespace sweeplab {
namespace {

using row = const loss_row&;

scaling_cell text(const QString& value) { return {std::nullopt, value}; }
scaling_cell number(std::optional<double> value) { return {value, {}}; }
scaling_cell seconds(std::int64_t ns) { return number(static_cast<double>(ns) * 1e-9); }
scaling_cell percent(std::optional<double> share) { return share ? number(*share * 100) : scaling_cell{}; }
scaling_cell only_for(row r, loss_part part, const scaling_cell& cell) { return r.part == part ? cell : scaling_cell{}; }
scaling_cell inside(row r, std::optional<double> value) { return only_for(r, loss_part::inflation, number(value)); }

std::optional<double> share_of(row r) {
    if (r.point->mean.total <= 0) return std::nullopt;
    return static_cast<double>(part_of(r.point->mean, r.part)) / static_cast<double>(r.point->mean.total);
}

std::optional<double> band_of(row r) {
    return r.point->inflation_se_s ? std::optional(1.96 * *r.point->inflation_se_s) : std::nullopt;
}

// All numbers of a column end at the same decimal, so that they are read down it; what rounds to 0 has no sign.
QString fixed_text(double value, int decimals) {
    const QString text = QString::number(value, 'f', decimals);
    return value < 0 && text.toDouble() == 0 ? text.mid(1) : text;
}

std::vector<loss_column> make_columns() {
    const auto title = [](const char* words) { return QString::fromUtf8(words); };
    return {
        {"host", title("Machine"), 3, true, [](row r) { return text(r.run->host); }},
        {"run", title("Run"), 3, true, [](row r) { return text(r.run->run_name); }},
        {"simulated",
         {},
         3,
         true,
         [](row r) { return text(r.run->simulated ? QStringLiteral("yes") : QStringLiteral("no")); }},
        {"workers", title("Workers"), 0, false, [](row r) { return number(r.point->workers); }},
        {"baseline_workers", {}, 0, false, [](row r) { return number(r.run->report->baseline_workers); }},
        {"repeats", title("Repeats"), 0, false, [](row r) { return number(static_cast<double>(r.point->trials.size())); }},
        {"part", title("Part"), 3, true, [](row r) { return text(QString::fromStdString(std::string(key_of(r.part)))); }},
        {"worker_s", title("Worker-s"), 3, false, [](row r) { return seconds(part_of(r.point->mean, r.part)); }},
        {"total_worker_s", {}, 4, false, [](row r) { return seconds(r.point->mean.total); }},
        {"share_pct", title("Share, %"), 2, false, [](row r) { return percent(share_of(r)); }},
        {"extra_worker_s", title("Against baseline, worker-s"), 3, false,
         [](row r) { return seconds(part_of(r.point->extra, r.part)); }},
        {"factor", title("Factor"), 3, false, [](row r) { return number(factor_of(*r.point, r.part)); }},
        {"plus_minus_s", title("± 95 %, worker-s"), 3, false, [](row r) { return inside(r, band_of(r)); }},
        {"within_noise", title("≈ 0"), 3, true,
         [](row r) {
             return only_for(r, loss_part::inflation,
                             text(r.point->inflation_is_noise() ? QStringLiteral("yes") : QString()));
         }},
        {"unavoidable_s", title("Unavoidable, worker-s"), 3, false,
         [](row r) { return only_for(r, loss_part::idle, seconds(r.point->idle.unavoidable)); }},
        {"avoidable_s", title("Avoidable, worker-s"), 3, false,
         [](row r) { return only_for(r, loss_part::idle, seconds(r.point->idle.avoidable)); }},
        {"more_tokens_s", title("More tokens, s"), 3, false,
         [](row r) { return inside(r, r.point->inside_inflation.more_tokens_s); }},
        {"slower_first_token_s", title("Later first token, s"), 3, false,
         [](row r) { return inside(r, r.point->inside_inflation.slower_first_token_s); }},
        {"slower_tokens_s", title("Slower tokens, s"), 3, false,
         [](row r) { return inside(r, r.point->inside_inflation.slower_tokens_s); }},
        {"cpu_s", title("CPU time, s"), 3, false, [](row r) { return inside(r, r.point->inside_inflation.cpu_s); }},
        {"off_cpu_s", title("Off the CPU, s"), 3, false,
         [](row r) { return inside(r, r.point->inside_inflation.off_cpu_s); }},
        {"usable_workers", {}, 0, false, [](row r) { return number(r.point->usable_width); }},
        {"usable_efficiency_pct",
         {},
         3,
         false,
         [](row r) { return only_for(r, loss_part::baseline, percent(r.point->usable_efficiency)); }},
    };
}

}  // namespace

std::vector<loss_row> loss_rows(const std::vector<loss_run>& runs, const std::vector<loss_part>& parts) {
    std::vector<loss_row> rows;
    for (const auto& run : runs) {
        if (!why_no_account(run).isEmpty()) continue;
        for (const auto& point : run.report->points)
            for (const auto part : parts) rows.push_back({&run, &point, part});
    }
    return rows;
}

const std::vector<loss_column>& loss_columns() {
    static const std::vector<loss_column> columns = make_columns();
    return columns;
}

QString table_text(const loss_column& column, const loss_row& row) {
    if (QLatin1String(column.key) == QLatin1String("part")) return part_name(row.part);
    const scaling_cell cell = column.cell(row);
    if (!cell.number) return cell.text;
    return column.decimals == 0 ? whole_number_text(*cell.number) : fixed_text(*cell.number, column.decimals);
}

QString loss_csv(const std::vector<loss_run>& runs) {
    QStringList header;
    for (const auto& column : loss_columns()) header << QString::fromLatin1(column.key);
    QString csv = header.join(QLatin1Char(',')) + QLatin1Char('\n');
    for (const auto& row : loss_rows(runs, {all_loss_parts.begin(), all_loss_parts.end()})) {
        QStringList cells;
        for (const auto& column : loss_columns()) {
            const auto cell = column.cell(row);
            cells << (cell.number ? QString::number(*cell.number, 'g', 15)
                                  : QString::fromStdString(text_to_cell(cell.text.toStdString())));
        }
        csv += cells.join(QLatin1Char(',')) + QLatin1Char('\n');
    }
    return csv;
}

}  // namespace sweeplab
