#include "widgets/dialogs/in_turn_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/model/plan_folder.h"
#include "engine/session/interleaved_job.h"
#include "widgets/models/words.h"
#include "widgets/panels/screen_fit.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

constexpr int usual_repeats = 5;
constexpr int most_repeats = 1000;

void add_paths(QStringList& paths, const json& a, const json& b) {
    for (const auto& step : json::diff(a, b)) {
        const QString path = to_qt(step["path"].get<std::string>());
        if (path != QLatin1String("/name") && !paths.contains(path)) paths << path;
    }
}

}  // namespace

QStringList what_differs(const run_request& a, const run_request& b) {
    QStringList differences;
    if (a.host.id != b.host.id) differences << in_turn_dialog::tr("host");
    add_paths(differences, to_json(a.work), to_json(b.work));
    if (a.base != b.base && depends_on_folder(to_json(a.work)))
        differences << in_turn_dialog::tr("folder (%1 and %2)").arg(to_qt(a.base.string()), to_qt(b.base.string()));
    return differences;
}

in_turn_dialog::in_turn_dialog(const sweep_draft& current, const std::vector<plan_entry>& plans,
                               const std::vector<host_profile>& hosts, QWidget* parent)
    : QDialog(parent),
      workers_(new QLineEdit(current.workers_text(), this)),
      repeats_(new QSpinBox(this)),
      a_(new in_turn_side(QStringLiteral("A"), current.source(), plans, hosts, this)),
      b_(new in_turn_side(QStringLiteral("B"), current.source(), plans, hosts, this)),
      note_(new styled_label(label_part::note, {}, this)) {
    setWindowTitle(tr("Two in turn"));
    auto* column = new QVBoxLayout(this);
    auto* what =
        new styled_label(label_part::note,
                         tr("Two builds, plans or hosts, a round of each at a time in the order A B B A: what drifts "
                            "meanwhile (heat, other programs) falls on both alike. Then they are compared."),
                         this);
    what->setWordWrap(true);
    column->addWidget(what);
    auto* sides = new QHBoxLayout;
    sides->addWidget(a_, 1);
    sides->addWidget(b_, 1);
    column->addLayout(sides);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    workers_->setAccessibleName(tr("Worker counts"));
    repeats_->setRange(1, most_repeats);
    repeats_->setValue(std::max(current.repeats(), usual_repeats));
    repeats_->setAccessibleName(tr("Rounds"));
    auto* counts = new QHBoxLayout;
    auto* rounds = new QLabel(tr("R&ounds"), this);
    rounds->setBuddy(repeats_);
    counts->addWidget(workers_, 1);
    counts->addSpacing(12);
    counts->addWidget(rounds);
    counts->addWidget(repeats_);
    auto* workers = new QLabel(tr("&Workers"), this);
    workers->setBuddy(workers_);
    form->addRow(workers, counts);
    column->addLayout(form);
    note_->setWordWrap(true);
    note_->setAccessibleName(tr("What will be measured"));
    note_->setMinimumHeight(2 * fontMetrics().lineSpacing());
    note_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    column->addWidget(note_);
    column->addStretch(1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    run_ = buttons->addButton(tr("&Run both"), QDialogButtonBox::AcceptRole);
    run_->setDefault(true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const auto take_sweep = [this] {
        for (in_turn_side* side : {a_, b_}) side->set_sweep(workers_->text().trimmed(), repeats_->value());
    };
    connect(workers_, &QLineEdit::textChanged, this, take_sweep);
    connect(repeats_, &QSpinBox::valueChanged, this, take_sweep);
    connect(a_, &in_turn_side::changed, this, &in_turn_dialog::follow_choice);
    connect(b_, &in_turn_side::changed, this, &in_turn_dialog::follow_choice);
    if (current.host())
        for (in_turn_side* side : {a_, b_}) side->choose_host(current.host()->id);
    take_sweep();
    // The line for what is wrong can be two lines long.
    resize(fitting_size(this, {760, sizeHint().height()}));
    setTabOrder(a_, b_);
    setTabOrder(b_, workers_);
    setTabOrder(workers_, repeats_);
    b_->focus_changes();
}

void in_turn_dialog::follow_choice() {
    const auto refuse = [this](const QString& why) {
        note_->set_part(label_part::fault);
        note_->setText(why);
        run_->setEnabled(false);
    };
    for (in_turn_side* side : {a_, b_})
        if (const QString fault = side->fault(); !fault.isEmpty())
            return refuse(QStringLiteral("%1: %2").arg(side->title(), fault));
    const auto first = a_->request(), second = b_->request();
    if (const auto fits = check_interleaved(first.work.sweep, second.work.sweep); !fits)
        return refuse(error_in_words(fits.error()));
    const QStringList differences = what_differs(first, second);
    const auto& sweep = first.work.sweep;
    const auto trials = 2LL * static_cast<long long>(sweep.workers.size()) * sweep.repeats;
    note_->set_part(label_part::note);
    note_->setText(differences.isEmpty()
                       ? tr("%1. A and B are the same: what differs then is what this machine's measurements scatter by.")
                             .arg(counted(trials, "trial", "trials"))
                       : tr("%1. What differs: %2").arg(counted(trials, "trial", "trials"), differences.join(tr(", "))));
    run_->setEnabled(true);
}

}  // namespace sweeplab
