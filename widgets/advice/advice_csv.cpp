// The tables of the Advice page as a file.
#include <algorithm>
#include <set>

#include "engine/exchange/csv_cells.h"
#include "widgets/advice/advice_tables.h"

namespace sweeplab {
namespace {

QString quoted(const std::string& text) { return to_qt(text_to_cell(text)); }
QString number(double value) { return QString::number(value, 'g', 15); }
QString number(const std::optional<double>& value) { return value ? number(*value) : QString(); }

void add_prediction(QStringList& cells, const prediction* made) {
    if (!made) {
        cells.append(QStringList(7));
        return;
    }
    const auto& score = made->score;
    cells << number(made->time_s) << number(made->lo) << number(made->hi) << (score ? number(score->measured_s) : QString())
          << (score ? number(score->error_percent) : QString())
          << (score && score->inside ? (*score->inside ? QStringLiteral("yes") : QStringLiteral("no")) : QString())
          << (made->is_input ? QStringLiteral("yes") : QStringLiteral("no"));
}

void add_load(QStringList& cells, const std::optional<minute_load>& load) {
    if (!load) {
        cells.append(QStringList(4));
        return;
    }
    cells << number(load->mean) << number(load->worst) << number(load->extrapolated) << number(load->highest_percent());
}

constexpr int worker_columns = 19;  // that belong to a worker count
constexpr int cost_columns = 10;
constexpr int change_columns = 5;

// What every row begins with.
QStringList about(const run_record& run, const advice_report& advice, const char* row) {
    return {quoted(run.host.name),
            quoted(run.summary.name),
            run.summary.simulated ? QStringLiteral("yes") : QStringLiteral("no"),
            to_qt(key_of(advice.chosen.which)),
            advice.chosen.workers ? QString::number(*advice.chosen.workers) : QString(),
            QLatin1String(row)};
}

void add_costs(QStringList& lines, const QStringList& start, const economics_report& costs) {
    std::size_t known = 0;  // lines are those of the machines that have costs, then the API's
    std::vector<const break_even*> found;
    for (const auto& one : costs.break_evens)
        if (one.state != break_even_state::unknown) found.push_back(&one);
    for (const auto& line : costs.lines) {
        const auto* machine = known < found.size() ? found[known] : nullptr;
        ++known;
        const auto volume = machine && machine->units_a_month ? *machine->units_a_month : value_interval{};
        const bool crosses = machine && machine->units_a_month;
        for (const auto& point : line.points) {
            QStringList cells = start + QStringList(worker_columns);
            cells << quoted(line.name) << to_qt(costs.currency) << number(point.units) << number(point.cost)
                  << number(point.lo) << number(point.hi) << (crosses ? number(volume.value) : QString())
                  << number(volume.lo) << number(volume.hi)
                  << (machine ? number(machine->capacity_a_month.value) : QString());
            lines << (cells + QStringList(change_columns)).join(QLatin1Char(','));
        }
    }
}

void add_changes(QStringList& lines, const QStringList& start, const run_what_if& asked) {
    for (const auto& one : asked.report.cases) {
        QStringList cells = start + QStringList(worker_columns + cost_columns);
        cells << quoted(change_in_words(asked, one)) << QString::number(one.workers) << number(one.time_s)
              << number(one.saving_s) << number(one.critical_path_s);
        lines << cells.join(QLatin1Char(','));
    }
}

}  // namespace

QString advice_csv(const run_record& run, const advice_sheet& sheet, const rate_safety& shown,
                   const economics_report& costs) {
    QStringList lines{QStringLiteral(
        "host,run,simulated,objective,advised_workers,row,workers,predicted_before_measuring,predicted_s,predicted_lo_s,"
        "predicted_hi_s,measured_s,error_percent,inside,looked_at,requests_a_minute_mean,requests_a_minute_worst,"
        "requests_a_minute_extrapolated,requests_percent_of_limit,tokens_a_minute_mean,tokens_a_minute_worst,"
        "tokens_a_minute_extrapolated,tokens_percent_of_limit,verdict,not_worth_because,"
        "costs_of,currency,jobs_a_month,cost_a_month,cost_a_month_lo,cost_a_month_hi,break_even_jobs_a_month,"
        "break_even_lo,break_even_hi,capacity_jobs_a_month,change,change_workers,change_s,saving_s,critical_path_s")};
    const auto predictions = view_of_predictions(sheet);
    const auto& advice = sheet.advice;
    std::set<int> counts;
    for (const auto& one : predictions.rows) counts.insert(one.workers);
    for (const auto& one : shown.points) counts.insert(one.workers);
    for (const auto& one : advice.not_worth) counts.insert(one.workers);
    for (const auto& one : sheet.analysis->curve.points) counts.insert(one.workers);
    const auto find = [](const auto& rows, int workers) {
        const auto at = std::ranges::find_if(rows, [&](const auto& one) { return one.workers == workers; });
        return at == rows.end() ? nullptr : &*at;
    };
    for (const int workers : counts) {
        const auto* made = find(predictions.rows, workers);
        const auto* rates = find(shown.points, workers);
        const auto* dismissed = find(advice.not_worth, workers);
        QStringList cells = about(run, advice, "workers");
        cells << QString::number(workers)
              << (!made                ? QString()
                  : predictions.stored ? QStringLiteral("yes")
                                       : QStringLiteral("no"));
        add_prediction(cells, made);
        add_load(cells, rates ? std::optional(rates->requests) : std::nullopt);
        add_load(cells, rates ? rates->tokens : std::nullopt);
        cells << (rates && rates->verdict ? to_qt(to_text(*rates->verdict)) : QString())
              << (dismissed ? quoted(dismissed->why) : QString());
        lines << (cells + QStringList(cost_columns + change_columns)).join(QLatin1Char(','));
    }
    add_costs(lines, about(run, advice, "cost"), costs);
    if (sheet.what_if) add_changes(lines, about(run, advice, "what_if"), *sheet.what_if);
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace sweeplab
