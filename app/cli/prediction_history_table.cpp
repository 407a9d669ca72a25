#include "app/cli/prediction_history_table.h"

#include <ctime>

#include <fmt/format.h>

#include "app/cli/text_table.h"

namespace sweeplab::cli {
namespace {

constexpr std::size_t widest_name = 28;

std::string local_date(unix_ms time) {
    if (time <= 0) return {};
    const auto seconds = static_cast<std::time_t>(time / 1000);
    std::tm parts{};
    if (!::localtime_r(&seconds, &parts)) return {};
    char text[32];
    return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d", &parts));
}

std::string error_cell(const std::optional<double>& percent) { return percent ? fmt::format("{:+.1f} %", *percent) : ""; }

// Times of one row with the same decimals, for runs differ by orders of magnitude.
struct time_row {
    explicit time_row(const past_prediction& one)
        : cells(number_cells({one.made.time_s, one.made.lo, one.made.hi, one.score().measured_s})) {
        for (auto& cell : cells)
            if (!cell.empty()) cell += " s";
    }
    std::vector<std::string> cells;
};

std::string inside_cell(const past_prediction& one) {
    if (!one.score().inside) return "";
    return *one.score().inside ? "yes" : "no";
}

std::string table_of(const std::vector<past_prediction>& all) {
    using enum text_table::align;
    std::vector<std::string> runs, dates, names, workers, predicted, from, to, measured, errors, inside, bound, amdahl,
        log_log;
    for (const auto& one : all) {
        const time_row times(one);
        runs.push_back(std::to_string(one.run.value));
        dates.push_back(local_date(one.started_at));
        names.push_back(cut_to_width(one.run_name, widest_name) + (one.simulated ? " (simulated)" : ""));
        workers.push_back(std::to_string(one.made.workers));
        predicted.push_back(times.cells[0]);
        from.push_back(times.cells[1]);
        to.push_back(times.cells[2]);
        measured.push_back(times.cells[3]);
        errors.push_back(error_cell(one.score().error_percent));
        inside.push_back(inside_cell(one));
        bound.push_back(error_cell(one.bound_error_percent));
        amdahl.push_back(error_cell(one.amdahl_error_percent));
        log_log.push_back(error_cell(one.log_log_error_percent));
    }
    text_table table;
    table.add_column("run", runs, right);
    table.add_column("date", dates);
    table.add_column("name", names);
    table.add_column("workers", workers, right);
    table.add_column("predicted", predicted, right);
    table.add_column_if_any("from", from, right);
    table.add_column_if_any("to", to, right);
    table.add_column("measured", measured, right);
    table.add_column("off by", errors, right);
    table.add_column_if_any("inside", inside);
    table.add_column("bound off by", bound, right);
    table.add_column_if_any("Amdahl off by", amdahl, right);
    table.add_column_if_any("log-log off by", log_log, right);
    return table.text();
}

}  // namespace

std::string prediction_history_text(const prediction_history& history) {
    auto text = history.predictions.empty() ? std::string{} : table_of(history.predictions) + "\n";
    text += describe_history(history) + "\n";
    for (const auto& words : describe_comparisons(history)) text += words + "\n";
    if (!history.predictions.empty() && history.not_measured > 0)
        text += fmt::format("{} kept, but without a counted trial beside {}.\n",
                            history.not_measured == 1 ? "1 more was" : fmt::format("{} more were", history.not_measured),
                            history.not_measured == 1 ? "it" : "them");
    return text;
}

}  // namespace sweeplab::cli
