#include "widgets/dialogs/try_job_dialog.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QVBoxLayout>

#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

QString seconds(std::int64_t ns) {
    const double value = static_cast<double>(ns) * 1e-9;
    return value < 1 ? try_job_dialog::tr("%1 ms").arg(value * 1e3, 0, 'f', value < 0.01 ? 1 : 0) : duration_in_words(value);
}

QString section(const QString& title, const kept_text& kept) {
    if (kept.text.empty()) return {};
    const QString cut = kept.truncated ? try_job_dialog::tr("\n… (more was written than is kept)") : QString();
    return QStringLiteral("── %1 ──\n%2%3\n\n").arg(title, to_qt(kept.text), cut);
}

}  // namespace

QString job_facts(const attempt& span) {
    QStringList parts{seconds(span.end_ns - span.start_ns)};
    const auto get = [&](measure which) { return span.measured.get(which); };
    if (const auto first = get(measure::first_content_at))
        parts << try_job_dialog::tr("first token after %1")
                     .arg(seconds(*first - get(measure::sent_at).value_or(span.start_ns)));
    if (const auto in = get(measure::input_tokens)) parts << try_job_dialog::tr("%1 tokens in").arg(*in);
    if (const auto out = get(measure::output_tokens))
        parts << try_job_dialog::tr("%1%2 tokens out").arg(get(measure::tokens_estimated) == 1 ? "~" : "").arg(*out);
    if (const auto count = get(measure::result_count)) parts << try_job_dialog::tr("result count %1").arg(*count);
    if (const auto cost = get(measure::cost_nano))
        parts << try_job_dialog::tr("cost %1").arg(static_cast<double>(*cost) * 1e-9);
    if (const auto status = get(measure::http_status)) parts << try_job_dialog::tr("HTTP %1").arg(*status);
    if (const auto code = get(measure::exit_code)) parts << try_job_dialog::tr("exit code %1").arg(*code);
    if (const auto memory = get(measure::peak_memory_bytes))
        parts << try_job_dialog::tr("%1 MB of memory").arg(static_cast<double>(*memory) / 1e6, 0, 'f', 0);
    return parts.join(QStringLiteral(" · "));
}

try_job_dialog::try_job_dialog(session_bridge& bridge, plan work, std::filesystem::path base, QWidget* parent)
    : QDialog(parent),
      headline_(new styled_label(label_part::title, tr("Running one job…"), this)),
      facts_(new styled_label(label_part::note, tr("Nothing of it is stored."), this)),
      busy_(new QProgressBar(this)),
      text_(new QPlainTextEdit(this)) {
    setWindowTitle(tr("Try one job"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(headline_);
    column->addWidget(facts_);
    column->addWidget(busy_);
    column->addWidget(text_, 1);
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setAccessibleName(tr("The job is running"));
    text_->setReadOnly(true);
    text_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text_->setAccessibleName(tr("Input and output of the job"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(640, 460);
    start(bridge, std::move(work), std::move(base));
}

void try_job_dialog::start(session_bridge& bridge, plan work, std::filesystem::path base) {
    // The engine calls back on a thread of its own; closing the dialog meanwhile just drops the answer.
    auto done = [&bridge, self = QPointer<QObject>(this)](sweeplab::result<trial_job_result> answer) {
        bridge.post(self,
                    [self, answer = std::move(answer)] { static_cast<try_job_dialog*>(self.data())->show_answer(answer); });
    };
    bridge.ask(
        this,
        [work = std::move(work), base = std::move(base), done = std::move(done)](engine_session& session) {
            session.try_one_job(work, base, done);
            return true;
        },
        [](bool) {});
}

void try_job_dialog::show_answer(const sweeplab::result<trial_job_result>& answer) {
    busy_->hide();
    if (!answer) {
        headline_->set_part(label_part::fault);
        headline_->setText(tr("The job could not be run"));
        facts_->setText({});
        text_->setPlainText(error_in_words(answer.error()));
        return;
    }
    const attempt& span = answer->span;
    headline_->setText(answer->succeeded ? tr("The job succeeded") : tr("The job failed"));
    headline_->set_part(answer->succeeded ? label_part::title : label_part::fault);
    facts_->setText(job_facts(span));
    QString text;
    if (!span.message.empty()) text += to_qt(span.message) + QStringLiteral("\n\n");
    text += section(tr("item"), {answer->item_text, false});
    text += section(tr("answer"), span.output);
    text += section(tr("standard error"), span.error_output);
    text_->setPlainText(text.trimmed());
}

}  // namespace sweeplab
