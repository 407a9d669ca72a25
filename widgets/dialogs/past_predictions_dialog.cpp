#include "widgets/dialogs/past_predictions_dialog.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QLocale>
#include <QVBoxLayout>
#include <cmath>

#include "engine/analysis/words.h"
#include "widgets/advice/advice_tables.h"
#include "widgets/advice/text_lines.h"
#include "widgets/advice/text_table.h"
#include "widgets/models/words.h"
#include "widgets/panels/screen_fit.h"

namespace sweeplab {
namespace {

const QString unknown = QStringLiteral("–");

text_cell plain(const QString& text, const QString& hint = {}) { return {text, hint, cell_mood::plain}; }
text_cell seconds(const std::optional<double>& value) { return plain(value ? to_qt(seconds_in_words(*value)) : unknown); }

// Without a zero that has a sign.
text_cell percent(const std::optional<double>& value, const QString& hint = {}) {
    if (!value) return plain(unknown);
    return plain(std::abs(*value) < 0.05 ? QStringLiteral("0.0") : QString::asprintf("%+.1f", *value), hint);
}

text_cell interval_cell(const prediction& made) {
    const QString text = interval_in_words(made);
    return plain(text.isEmpty() ? unknown : text);
}

text_cell inside_cell(const past_prediction& one) {
    if (!one.score().inside) return plain(unknown, past_predictions_dialog::tr("It had no interval."));
    return *one.score().inside ? text_cell{past_predictions_dialog::tr("✓ inside"), {}, cell_mood::good}
                               : text_cell{past_predictions_dialog::tr("✕ outside"), {}, cell_mood::warning};
}

QString date_of(unix_ms time) {
    return time > 0 ? QDateTime::fromMSecsSinceEpoch(time).toString(QStringLiteral("yyyy-MM-dd")) : unknown;
}

// All rows at hand, which scroll in the dialog.
class history_table final : public number_table {
public:
    history_table(const prediction_history& history, QWidget* parent) : number_table(parent) {
        auto* model = new text_table_model(this);
        model->set_rows(rows_of(history));
        setModel(model);
        fit_columns();
    }
};

}  // namespace

text_rows rows_of(const prediction_history& history) {
    using dialog = past_predictions_dialog;
    text_rows table{{dialog::tr("Run"), dialog::tr("Date"), dialog::tr("Name"), dialog::tr("Workers"),
                     dialog::tr("Predicted"), dialog::tr("Interval (90 %)"), dialog::tr("Measured"), dialog::tr("Error, %"),
                     dialog::tr("Inside?"), dialog::tr("Bound, %"), dialog::tr("Amdahl, %"), dialog::tr("Log-log, %")},
                    {false, true, true, false, false, false, false, false, true, false, false, false},
                    {}};
    const auto answer = [](double time_s) { return dialog::tr("It said %1.").arg(to_qt(seconds_in_words(time_s))); };
    for (const auto& one : history.predictions) {
        const auto& made = one.made;
        const auto& simple = made.baselines;
        QString name = to_qt(one.run_name);
        if (one.simulated) name += dialog::tr(" (simulated)");
        table.rows.push_back({plain(QString::number(one.run.value)), plain(date_of(one.started_at)),
                              plain(name, to_qt(one.workload)), plain(QString::number(made.workers)), seconds(made.time_s),
                              interval_cell(made), seconds(one.score().measured_s), percent(one.score().error_percent),
                              inside_cell(one), percent(one.bound_error_percent, answer(simple.bound_s)),
                              percent(one.amdahl_error_percent, simple.amdahl_s ? answer(*simple.amdahl_s) : QString()),
                              percent(one.log_log_error_percent, simple.log_log_s ? answer(*simple.log_log_s) : QString())});
    }
    return table;
}

past_predictions_dialog::past_predictions_dialog(const prediction_history& history, const QString& host, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Past predictions"));
    auto* column = new QVBoxLayout(this);
    auto* heading = wrapped_label(label_part::heading, this);
    heading->setText(tr("Predictions on %1 that were kept before they were measured").arg(host));
    column->addWidget(heading);
    auto* summary = wrapped_label(label_part::plain, this);
    summary->setText(to_qt(describe_history(history)));
    column->addWidget(summary);
    QStringList comparisons;
    for (const auto& words : describe_comparisons(history)) comparisons << to_qt(words);
    auto* lines = new text_lines({}, label_part::note, this);
    lines->set_lines(comparisons);
    column->addWidget(lines);

    auto* table = new history_table(history, this);
    table->setAccessibleName(tr("Past predictions, newest run first"));
    table->setAccessibleDescription(summary->text());
    column->addWidget(table, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    table->setFocus();
    resize(fitting_size(this, {1060, 520}));
}

}  // namespace sweeplab
