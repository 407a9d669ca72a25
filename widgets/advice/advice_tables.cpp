#include "widgets/advice/advice_tables.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

#include "engine/foundation/text.h"
#include "engine/prediction/stored_predictions.h"

namespace sweeplab {
namespace {

const QString unknown = QStringLiteral("–");

QString seconds(double value) { return to_qt(seconds_in_words(value)); }

QString amount(double value) {
    return value >= 99.5 ? QLocale(QLocale::English).toString(std::llround(value)) : QString::number(value, 'g', 3);
}

QString percent(const std::optional<double>& value) { return value ? to_qt(percent_in_words(*value / 100)) : unknown; }

// Without a zero that has a sign.
QString signed_percent(double value) {
    return std::abs(value) < 0.05 ? QStringLiteral("0.0") : QString::asprintf("%+.1f", value);
}

text_cell inside_cell(const prediction& made) {
    if (made.is_input)
        return {QStringLiteral("looked at"), QStringLiteral("The prediction was made from these trials: no test of it."),
                cell_mood::plain};
    if (!made.score || !made.score->inside) return {unknown, {}, cell_mood::plain};
    return *made.score->inside
               ? text_cell{QStringLiteral("✓ inside"), QStringLiteral("Measured within the interval."), cell_mood::good}
               : text_cell{QStringLiteral("✕ outside"), QStringLiteral("Measured outside the interval."),
                           cell_mood::warning};
}

text_cell verdict_cell(const rate_point& point) {
    const QString hint = to_qt(describe(point));
    if (!point.verdict) return {unknown, hint, cell_mood::plain};
    const QString word = to_qt(to_text(*point.verdict));
    switch (*point.verdict) {
        case rate_verdict::very_safe:
        case rate_verdict::safe: return {QStringLiteral("✓ ") + word, hint, cell_mood::good};
        case rate_verdict::caution: return {QStringLiteral("▲ ") + word, hint, cell_mood::warning};
        case rate_verdict::over: break;
    }
    return {QStringLiteral("✕ ") + word, hint, cell_mood::fault};
}

// A trial below a minute has no minute of its own: what it would have come to is said, and that it is no measured one.
void add_load(std::vector<text_cell>& row, const std::optional<minute_load>& load) {
    if (!load) {
        row.insert(row.end(), 3, text_cell{unknown, QStringLiteral("Not all tokens are known."), cell_mood::plain});
        return;
    }
    const QString hint = QStringLiteral("The trial took less than a minute: this is what a minute would have come to.");
    if (load->extrapolated) {
        const QString would = QStringLiteral("≈ ") + amount(*load->extrapolated);
        row.insert(row.end(), 2, text_cell{would, hint, cell_mood::plain});
    } else {
        row.push_back({amount(load->mean), {}, cell_mood::plain});
        row.push_back({amount(load->worst), {}, cell_mood::plain});
    }
    row.push_back({percent(load->highest_percent()), load->extrapolated ? hint : QString(), cell_mood::plain});
}

QString needs_of(objective which, const analysis_request& asked) {
    if (which == objective::cheapest_by_deadline && !asked.deadline_s)
        return QStringLiteral("Give a deadline above: seconds that a trial may take.");
    if (which == objective::throughput_within_latency && !asked.latency_target_s)
        return QStringLiteral("Give a latency above: milliseconds that an answer may take.");
    return {};
}

}  // namespace

QString capitalised(QString text) {
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return text;
}

QString answer_in_words(const objective_advice& advice) {
    if (!advice.workers) return QStringLiteral("No worker count");
    QString words = to_qt(workers_in_words(*advice.workers));
    if (advice.shown_by && *advice.shown_by > *advice.workers)
        words = QStringLiteral("%1 workers as measured, of which %2 do the same").arg(*advice.shown_by).arg(*advice.workers);
    QStringList remarks;
    if (advice.predicted) remarks << QStringLiteral("predicted");
    if (advice.range) remarks << QStringLiteral("noise leaves %1 to %2 open").arg(advice.range->from).arg(advice.range->to);
    if (!remarks.isEmpty()) words += QStringLiteral(" (%1)").arg(remarks.join(QStringLiteral("; ")));
    return words;
}

finding describe_sheet(const advice_sheet& sheet) {
    const auto& analysis = *sheet.analysis;
    const auto& chosen = sheet.advice.chosen;
    const QString needs = needs_of(chosen.which, sheet.asked);
    finding words;
    words.headline =
        to_std(needs.isEmpty() ? answer_in_words(chosen) + QStringLiteral(": ") + to_qt(meaning_of(chosen.which))
                               : capitalised(to_qt(meaning_of(chosen.which))));
    words.detail = needs.isEmpty() ? chosen.reason : to_std(needs);
    if (const auto candidates = candidates_in_words(sheet.advice); !candidates.empty()) words.detail += "\n" + candidates;
    words.warnings = sheet.advice.warnings;
    if (analysis.agreement.state == result_agreement::verdict::differ)
        words.warnings.insert(words.warnings.begin(), analysis.agreement.text);
    // Doubts about the measurement itself, and that nothing real was measured, as they stand over the other pages.
    for (const auto& doubt : describe_scaling(analysis.curve, analysis.agreement).warnings)
        if (std::ranges::find(words.warnings, doubt) == words.warnings.end()) words.warnings.push_back(doubt);
    return words;
}

prediction_view view_of_predictions(const advice_sheet& sheet) {
    const auto& analysis = *sheet.analysis;
    prediction_view view;
    view.stored = !analysis.predictions.empty();
    if (view.stored) {
        view.rows = analysis.predictions;
        const auto scores = describe_scores(view.rows);
        view.words = QStringLiteral(
                         "Made from the trials at 1 worker and a middle count, and kept, before these counts were "
                         "measured. ") +
                     (scores.empty() ? QStringLiteral("None of them was measured yet.") : to_qt(scores));
    } else if (!analysis.replay) {
        view.words = QStringLiteral("Nothing can be predicted from this run.");
    } else if (!analysis.replay->not_predictable.empty()) {
        view.words = QStringLiteral("Not predictable: %1.").arg(to_qt(analysis.replay->not_predictable));
    } else {
        std::ranges::copy_if(analysis.replay->points, std::back_inserter(view.rows),
                             [](const prediction& made) { return made.score.has_value(); });
        const auto scores = describe_scores(view.rows);
        view.words = QStringLiteral("Replayed now from this run's own trials at 1 worker, beside what was measured. ") +
                     (scores.empty() ? QStringLiteral("No other worker count can be compared.") : to_qt(scores));
    }
    std::ranges::stable_sort(view.rows, {}, &prediction::workers);
    return view;
}

QString interval_in_words(const prediction& made) {
    if (!made.lo || !made.hi) return {};
    const QString lo = seconds(*made.lo), hi = seconds(*made.hi);
    return lo == hi ? lo : lo + QStringLiteral(" – ") + hi;
}

text_rows rows_of(const std::vector<prediction>& predictions) {
    text_rows table{{QStringLiteral("Workers"), QStringLiteral("Predicted"), QStringLiteral("Interval (90 %)"),
                     QStringLiteral("Measured"), QStringLiteral("Error, %"), QStringLiteral("Inside?")},
                    {false, false, false, false, false, true},
                    {}};
    for (const auto& made : predictions) {
        std::vector<text_cell> row{{QString::number(made.workers), {}, {}}, {seconds(made.time_s), {}, {}}};
        row.push_back({made.lo && made.hi ? interval_in_words(made) : unknown,
                       made.lo && made.hi ? QString() : QStringLiteral("Too little is known for an interval."),
                       {}});
        row.push_back({made.score ? seconds(made.score->measured_s) : unknown,
                       made.score ? QString() : QStringLiteral("No counted trial at this worker count yet."),
                       {}});
        row.push_back({made.score ? signed_percent(made.score->error_percent) : unknown, {}, {}});
        row.push_back(inside_cell(made));
        table.rows.push_back(std::move(row));
    }
    return table;
}

text_rows rows_of(const rate_safety& safety) {
    text_rows table{{QStringLiteral("Workers"), QStringLiteral("Verdict"), QStringLiteral("Requests/min, mean"),
                     QStringLiteral("worst"), QStringLiteral("of the limit"), QStringLiteral("Tokens/min, mean"),
                     QStringLiteral("worst"), QStringLiteral("of the limit")},
                    {false, true, false, false, false, false, false, false},
                    {}};
    for (const auto& point : safety.points) {
        std::vector<text_cell> row{
            {QString::number(point.workers) + (point.replayed ? QStringLiteral(" (replayed)") : QString()), {}, {}},
            verdict_cell(point)};
        add_load(row, point.requests);
        add_load(row, point.tokens);
        table.rows.push_back(std::move(row));
    }
    return table;
}

QString words_of(const rate_safety& safety) {
    if (safety.points.empty()) return QStringLiteral("No counted trial has the times of its requests.");
    QString text;
    QStringList limits;
    if (safety.tier.requests_per_minute)
        limits << QStringLiteral("%1 requests a minute").arg(amount(*safety.tier.requests_per_minute));
    if (safety.tier.tokens_per_minute)
        limits << QStringLiteral("%1 tokens a minute").arg(amount(*safety.tier.tokens_per_minute));
    if (!limits.isEmpty()) text = QStringLiteral("The limit: %1. ").arg(limits.join(QStringLiteral(" and ")));
    if (safety.binds_at)
        text +=
            QStringLiteral("The limit on %1 binds at about %2 workers.")
                .arg(safety.tokens_bind ? QStringLiteral("tokens") : QStringLiteral("requests"), amount(*safety.binds_at));
    else if (limits.isEmpty()) text += QStringLiteral("No limit is given: rates only.");
    return text.trimmed();
}

}  // namespace sweeplab
