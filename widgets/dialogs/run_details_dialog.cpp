#include "widgets/dialogs/run_details_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <algorithm>

#include "engine/model/plan.h"
#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

void add_fact(QFormLayout* form, const QString& what, const QString& value) {
    if (value.isEmpty()) return;
    auto* label = new styled_label(label_part::plain, value);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    form->addRow(what, label);
}

QString state_of(const run_summary& run) {
    QStringList parts{state_in_words(run.state)};
    if (const QString trials = trials_in_words(run); !trials.isEmpty()) parts << trials;
    if (run.simulated) parts << run_details_dialog::tr("simulated");
    if (run.origin != run_origin::measured) parts << to_qt(to_text(run.origin));
    return parts.join(QStringLiteral(", "));
}

}  // namespace

run_details_dialog::run_details_dialog(const run_summary& run, QWidget* parent)
    : QDialog(parent),
      name_(new QLineEdit(to_qt(run.name), this)),
      tags_(new QLineEdit(this)),
      notes_(new QPlainTextEdit(this)) {
    setWindowTitle(tr("Run %1").arg(run.id.value));
    auto* form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    name_->setAccessibleName(tr("Name"));
    QStringList words;
    for (const std::string& tag : run.tags) words << to_qt(tag);
    tags_->setText(words.join(QStringLiteral(", ")));
    tags_->setPlaceholderText(tr("separated by commas"));
    tags_->setAccessibleName(tr("Tags"));
    notes_->setPlainText(to_qt(run.notes));
    notes_->setTabChangesFocus(true);
    notes_->setAccessibleName(tr("Notes"));
    form->addRow(tr("&Name"), name_);
    form->addRow(tr("&Tags"), tags_);
    form->addRow(tr("N&otes"), notes_);
    add_fact(form, tr("Host"), to_qt(run.host_name));
    add_fact(form, tr("Workload"), to_qt(run.workload));
    add_fact(form, tr("Workers"), to_qt(worker_counts_to_text(run.workers)));
    add_fact(form, tr("State"), state_of(run));
    add_fact(form, tr("Started"), run.started_at > 0 ? full_time(run.started_at) : QString());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(480, 400);
}

std::string run_details_dialog::name() const { return to_std(name_->text().trimmed()); }

std::vector<std::string> run_details_dialog::tags() const {
    std::vector<std::string> tags;
    static const QRegularExpression separators(QStringLiteral("[,;]"));
    for (QString word : tags_->text().split(separators, Qt::SkipEmptyParts)) {
        word = word.trimmed();
        while (word.startsWith(QLatin1Char('#'))) word.remove(0, 1);
        if (!word.isEmpty() && std::ranges::find(tags, to_std(word)) == tags.end()) tags.push_back(to_std(word));
    }
    return tags;
}

std::string run_details_dialog::notes() const { return to_std(notes_->toPlainText()); }

}  // namespace sweeplab
