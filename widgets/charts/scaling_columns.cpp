#include "widgets/charts/scaling_columns.h"

#include <algorithm>

#include "widgets/charts/series_names.h"

namespace sweeplab {
namespace {

using row = const scaling_row&;

constexpr int shortest = -1;

scaling_cell text(const std::string& value) { return {std::nullopt, QString::fromStdString(value)}; }
scaling_cell number(std::optional<double> value) { return {value, {}}; }
scaling_cell when(bool known, double value) { return known ? number(value) : scaling_cell{}; }

template <std::optional<double> value_interval::*Bound>
scaling_cell speedup_bound(row r) {
    return r.point->speedup ? number((*r.point->speedup).*Bound) : scaling_cell{};
}

scaling_cell every_repeat(row r) {
    QStringList times;
    for (const double time : r.point->times_s) times << QString::number(time, 'g', 9);
    return {std::nullopt, times.join(QLatin1Char(' '))};
}

scaling_cell percent(std::optional<double> share) { return share ? number(*share * 100) : scaling_cell{}; }

std::vector<scaling_column> make_columns() {
    const auto title = [](const char* words) { return QString::fromUtf8(words); };
    return {
        {"host", title("Machine"), 3, true,
         [](row r) {
             return scaling_cell{std::nullopt, host_title(*r.curve)};
         }},
        {"run", title("Run"), 3, true, [](row r) { return text(r.curve->run_name); }},
        {"workload", {}, 3, true, [](row r) { return text(r.curve->workload); }},
        {"simulated", {}, 3, true, [](row r) { return text(r.curve->simulated ? "yes" : "no"); }},
        {"workers", title("Workers"), 0, false, [](row r) { return number(r.point->workers); }},
        {"time_s", title("Time, s"), 4, false, [](row r) { return when(r.counted, r.point->time_s.value); }},
        {"time_s_lo", title("95 % from"), 4, false, [](row r) { return number(r.point->time_s.lo); }},
        {"time_s_hi", title("to"), 4, false, [](row r) { return number(r.point->time_s.hi); }},
        {"speedup", title("Speedup"), 3, false,
         [](row r) { return r.point->speedup ? number(r.point->speedup->value) : scaling_cell{}; }},
        {"speedup_lo", title("95 % from"), 3, false, speedup_bound<&value_interval::lo>},
        {"speedup_hi", title("to"), 3, false, speedup_bound<&value_interval::hi>},
        {"efficiency_pct", title("Efficiency, %"), 3, false, [](row r) { return percent(r.point->efficiency); }},
        {"baseline_workers", title("vs workers"), 0, false, [](row r) { return when(r.counted, r.curve->baseline_workers); },
         1},
        {"items_per_s", title("Items/s"), 3, false, [](row r) { return number(r.point->items_per_s); }},
        {"tokens_per_s", title("Tokens/s"), 3, false, [](row r) { return number(r.point->tokens_per_s); }},
        {"cost", title("Cost"), shortest, false, [](row r) { return number(r.point->cost); }},
        {"cost_per_job", title("Cost a job"), shortest, false, [](row r) { return number(r.point->cost_per_job); }},
        {"cost_per_result", title("Cost a result"), shortest, false, [](row r) { return number(r.point->cost_per_result); }},
        {"currency", title("Currency"), 3, true,
         [](row r) { return r.point->cost ? text(r.curve->currency) : scaling_cell{}; }},
        {"result_count", title("Results"), shortest, false, [](row r) { return number(r.point->result_count); }},
        {"jobs", title("Jobs"), 0, false, [](row r) { return when(r.counted, r.point->jobs); }},
        {"repeats", title("Repeats"), 0, false, [](row r) { return number(static_cast<double>(r.point->times_s.size())); }},
        {"times_s", {}, 3, true, every_repeat},
        {"trials_not_counted", title("Not counted"), 0, false, [](row r) { return number(r.point->trials_not_counted); }, 0},
        {"why_not_counted", title("Why"), 3, true, [](row r) { return text(r.point->why_not_counted); }},
    };
}

}  // namespace

std::vector<scaling_row> scaling_rows(const std::vector<scaling_curve>& curves) {
    std::vector<scaling_row> rows;
    for (const auto& curve : curves) {
        const auto first = static_cast<std::ptrdiff_t>(rows.size());
        for (const auto& point : curve.points) rows.push_back({&curve, &point, true});
        for (const auto& point : curve.empty_points) {
            if (point.trials_not_counted > 0) rows.push_back({&curve, &point, false});
        }
        std::stable_sort(rows.begin() + first, rows.end(),
                         [](const auto& a, const auto& b) { return a.point->workers < b.point->workers; });
    }
    return rows;
}

const std::vector<scaling_column>& scaling_columns() {
    static const std::vector<scaling_column> columns = make_columns();
    return columns;
}

QString table_text(const scaling_column& column, const scaling_row& row) {
    const scaling_cell cell = column.cell(row);
    if (!cell.number) return cell.text;
    if (column.significant == shortest) return short_number_text(*cell.number);
    return column.significant == 0 ? whole_number_text(*cell.number) : number_text(*cell.number, column.significant);
}

}  // namespace sweeplab
