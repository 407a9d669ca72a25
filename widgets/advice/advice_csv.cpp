// The tables of the Advice page as a file.
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

}  // namespace

QString advice_csv(const run_record& run, const advice_sheet& sheet, const rate_safety& shown) {
    QStringList lines{QStringLiteral(
        "host,run,simulated,objective,advised_workers,workers,predicted_before_measuring,predicted_s,predicted_lo_s,"
        "predicted_hi_s,measured_s,error_percent,inside,looked_at,requests_a_minute_mean,requests_a_minute_worst,"
        "requests_a_minute_extrapolated,requests_percent_of_limit,tokens_a_minute_mean,tokens_a_minute_worst,"
        "tokens_a_minute_extrapolated,tokens_percent_of_limit,verdict,not_worth_because")};
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
        QStringList cells{quoted(run.host.name),
                          quoted(run.summary.name),
                          run.summary.simulated ? QStringLiteral("yes") : QStringLiteral("no"),
                          to_qt(key_of(advice.chosen.which)),
                          advice.chosen.workers ? QString::number(*advice.chosen.workers) : QString(),
                          QString::number(workers),
                          !made                ? QString()
                          : predictions.stored ? QStringLiteral("yes")
                                               : QStringLiteral("no")};
        add_prediction(cells, made);
        add_load(cells, rates ? std::optional(rates->requests) : std::nullopt);
        add_load(cells, rates ? rates->tokens : std::nullopt);
        cells << (rates && rates->verdict ? to_qt(to_text(*rates->verdict)) : QString())
              << (dismissed ? quoted(dismissed->why) : QString());
        lines << cells.join(QLatin1Char(','));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace sweeplab
