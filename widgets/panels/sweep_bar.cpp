#include "widgets/panels/sweep_bar.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <thread>

#include "widgets/models/words.h"
#include "widgets/panels/plan_chooser.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

QWidget* side_by_side(QWidget* wide, QWidget* narrow, QWidget* parent) {
    auto* box = new QWidget(parent);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(wide, 1);
    row->addWidget(narrow);
    return box;
}

QString counts_up_to(int most) {
    QStringList counts;
    for (int count = 1; count <= most; count *= 2) counts << QString::number(count);
    return counts.join(QStringLiteral(", "));
}

}  // namespace

QString estimate_in_words(const plan_estimate& estimate) {
    QStringList parts{counted(estimate.trials, "trial", "trials"), counted(estimate.jobs, "job", "jobs")};
    if (estimate.seconds) parts << sweep_bar::tr("about %1").arg(duration_in_words(*estimate.seconds));
    if (estimate.cost) parts << money_in_words(*estimate.cost, estimate.currency);
    const QString basis = to_qt(estimate.basis);
    if (estimate.at_most) {
        parts.front() = sweep_bar::tr("at most %1").arg(parts.front());
        return QStringLiteral("%1 (%2)").arg(parts.join(QStringLiteral(" · ")), basis);
    }
    if (!estimate.seconds && !estimate.cost) parts << sweep_bar::tr("time %1").arg(basis);
    const QString text = parts.join(QStringLiteral(" · "));
    return (estimate.seconds || estimate.cost) && !basis.isEmpty() ? QStringLiteral("%1 (%2)").arg(text, basis) : text;
}

sweep_bar::sweep_bar(sweep_draft& draft, session_bridge& bridge, sweep_control& control, QWidget* parent)
    : QFrame(parent), draft_(draft), bridge_(bridge), control_(control), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(10, 6, 10, 8);
    grid_->setHorizontalSpacing(12);
    grid_->setVerticalSpacing(2);
    create_host_chooser();
    create_plan_chooser();
    create_worker_field();
    create_predict_switch();
    create_repeats_field();
    create_run_button();
    outlook_ = new styled_label(label_part::note, {}, this);
    grid_->addWidget(outlook_, 3, 0, 1, 5);

    estimate_delay_.setSingleShot(true);
    estimate_delay_.setInterval(200);
    connect(&estimate_delay_, &QTimer::timeout, this, &sweep_bar::ask_estimate);
    connect(&draft_, &sweep_draft::changed, this, &sweep_bar::show_draft);
    connect(&control_, &sweep_control::busy_changed, this, &sweep_bar::show_state);
    connect(&control_.live(), &live_run::changed, this, &sweep_bar::show_state);
    connect(&control_.live(), &live_run::run_ended, &estimate_delay_, qOverload<>(&QTimer::start));  // more is known now
    show_draft();
}

void sweep_bar::add_column(int column, const QString& caption, QWidget* buddy, QWidget* field, int stretch) {
    auto* label = new QLabel(caption, this);
    label->setBuddy(buddy);
    grid_->addWidget(label, 0, column);
    grid_->addWidget(field, 1, column);
    grid_->setColumnStretch(column, stretch);
}

void sweep_bar::create_host_chooser() {
    host_ = new QComboBox(this);
    host_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    host_->setMinimumContentsLength(6);
    host_->setAccessibleName(tr("Host"));
    auto* edit = new QToolButton(this);
    edit->setText(tr("Edit…"));
    edit->setAccessibleName(tr("Edit host profiles"));
    edit->setToolTip(tr("Host profiles: hardware, expectations, prices"));
    connect(host_, &QComboBox::activated, this, &sweep_bar::take_host);
    connect(edit, &QToolButton::clicked, this, &sweep_bar::edit_hosts_wanted);
    add_column(0, tr("H&ost"), host_, side_by_side(host_, edit, this), 3);
}

void sweep_bar::create_plan_chooser() {
    plans_ = new plan_chooser(this);
    edit_plan_ = new QToolButton(this);
    edit_plan_->setText(tr("Edit…"));
    edit_plan_->setAccessibleName(tr("Edit the workload and its sweep"));
    edit_plan_->setToolTip(tr("Workload, sweep, limits and prices"));
    connect(edit_plan_, &QToolButton::clicked, this, &sweep_bar::edit_plan_wanted);
    add_column(1, tr("Wor&kload"), plans_, side_by_side(plans_, edit_plan_, this), 4);
}

void sweep_bar::create_worker_field() {
    workers_ = new QLineEdit(this);
    workers_->setPlaceholderText(QStringLiteral("1, 2, 4, 8"));
    workers_->setAccessibleName(tr("Worker counts"));
    workers_->setMinimumWidth(workers_->fontMetrics().horizontalAdvance(workers_->placeholderText()) + 18);
    workers_->setToolTip(
        tr("Worker counts: 1, 2, 4, 8 or a range 1-8, doubling 1-16:*2, in steps 10-50:10; or auto (auto:50): the sweep "
           "chooses them itself, up to 50, until its recommendation stands or a budget is used up"));
    presets_ = new QPushButton(this);
    presets_->setText(tr("Presets"));
    presets_->setAccessibleName(tr("Presets of worker counts"));
    presets_->setMenu(new QMenu(presets_));
    connect(presets_->menu(), &QMenu::aboutToShow, this, &sweep_bar::fill_presets);
    connect(workers_, &QLineEdit::textEdited, &draft_, &sweep_draft::set_workers_text);
    add_column(2, tr("&Workers"), workers_, side_by_side(workers_, presets_, this), 3);
}

// Over the field of the counts it is about, at the caption's right: no width of its own. Where the field is too narrow for
// both, below it.
void sweep_bar::create_predict_switch() {
    predict_ = new QCheckBox(tr("Predi&ct first"), this);
    predict_->setAccessibleName(tr("Predict first"));
    predict_->setMaximumHeight(QLabel(tr("&Workers")).sizeHint().height());  // no height of its own, either
    connect(predict_, &QCheckBox::toggled, &draft_, &sweep_draft::set_predict);
    grid_->addWidget(predict_, 0, 2, Qt::AlignRight | Qt::AlignVCenter);
}

void sweep_bar::place_predict_switch() {
    constexpr int least_gap = 10;
    const auto* caption = grid_->itemAtPosition(0, 2)->widget();
    const int room = grid_->cellRect(1, 2).width();
    const bool below = room < caption->sizeHint().width() + least_gap + predict_->sizeHint().width();
    if (below == predict_below_) return;
    predict_below_ = below;
    grid_->removeWidget(predict_);
    if (below) grid_->addWidget(predict_, 2, 2, 1, 3, Qt::AlignLeft | Qt::AlignVCenter);
    else grid_->addWidget(predict_, 0, 2, Qt::AlignRight | Qt::AlignVCenter);
    grid_->activate();
}

void sweep_bar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    place_predict_switch();
}

void sweep_bar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() != QEvent::FontChange || !predict_) return;
    grid_->activate();
    place_predict_switch();
}

void sweep_bar::create_repeats_field() {
    repeats_ = new QSpinBox(this);
    repeats_->setRange(1, 1000);
    repeats_->setAccessibleName(tr("Repeats"));
    connect(repeats_, &QSpinBox::valueChanged, &draft_, &sweep_draft::set_repeats);
    add_column(3, tr("R&epeats"), repeats_, repeats_, 0);
}

void sweep_bar::create_run_button() {
    run_ = new QPushButton(this);
    run_->setMinimumWidth(96);
    run_->setMinimumHeight(34);
    QFont bold = run_->font();
    bold.setBold(true);
    run_->setFont(bold);
    grid_->addWidget(run_, 0, 4, 2, 1, Qt::AlignVCenter);
    connect(run_, &QPushButton::clicked, this, [this] {
        QAction* action = control_.busy() ? stop_action_ : run_action_;
        if (action) action->trigger();
    });
}

void sweep_bar::set_actions(QAction* run, QAction* stop) {
    run_action_ = run;
    stop_action_ = stop;
    connect(run, &QAction::changed, this, &sweep_bar::show_state);
    connect(stop, &QAction::changed, this, &sweep_bar::show_state);
    show_state();
}

void sweep_bar::set_hosts(std::vector<host_profile> hosts) {
    const std::string chosen = wanted_host_.empty() && draft_.host() ? draft_.host()->id : wanted_host_;
    hosts_ = std::move(hosts);
    const QSignalBlocker quiet(host_);
    host_->clear();
    for (const host_profile& host : hosts_) {
        host_->addItem(&host == &hosts_.front() ? tr("%1 (this machine)").arg(to_qt(host.name)) : to_qt(host.name));
        host_->setItemData(host_->count() - 1, to_qt(host.summary()), Qt::ToolTipRole);
    }
    choose_host(chosen);
}

void sweep_bar::choose_host(const std::string& id) {
    wanted_host_ = id;
    if (hosts_.empty()) return;
    const auto found = std::ranges::find(hosts_, id, &host_profile::id);
    const auto index = found == hosts_.end() ? 0 : static_cast<int>(found - hosts_.begin());
    host_->setCurrentIndex(index);
    take_host(index);
    wanted_host_ = id;  // one that was entered just now is in the next list
}

void sweep_bar::take_host(int index) {
    if (index < 0 || index >= static_cast<int>(hosts_.size())) return;
    const host_profile& host = hosts_[static_cast<std::size_t>(index)];
    wanted_host_ = host.id;
    host_->setToolTip(to_qt(host.summary()));
    draft_.set_host(host, index == 0);
}

void sweep_bar::fill_presets() {
    QMenu* menu = presets_->menu();
    menu->clear();
    const auto add = [&](const QString& counts, const QString& what) {
        menu->addAction(what.isEmpty() ? counts : QStringLiteral("%1  (%2)").arg(counts, what), this,
                        [this, counts] { draft_.set_workers_text(counts); });
    };
    const auto& host = draft_.host();
    if (host && !host->default_sweep.empty()) {
        add(to_qt(worker_counts_to_text(host->default_sweep)), tr("of %1").arg(to_qt(host->name)));
        menu->addSeparator();
    }
    add(QStringLiteral("auto"), tr("chosen one after the other, until the recommendation stands"));
    menu->addSeparator();
    for (const int most : {4, 8, 16, 32, 64}) add(counts_up_to(most), {});
    menu->addSeparator();
    add(QStringLiteral("1-8"), tr("every count"));
    add(QStringLiteral("1, 4, 10, 20, 50"), tr("as in the published benchmark"));
    const int threads = host ? host->usable_threads.value_or(host->threads.value_or(0)) : 0;
    if (threads > 1) add(QStringLiteral("1-%1").arg(threads), tr("up to this host's threads"));
}

void sweep_bar::show_draft() {
    plans_->set_current(draft_.name().isEmpty() && draft_.has_plan() ? tr("Unnamed workload") : draft_.name(),
                        draft_.source().file, draft_.source().edited);
    if (workers_->text() != draft_.workers_text()) workers_->setText(draft_.workers_text());
    const QSignalBlocker quiet(repeats_);
    repeats_->setValue(draft_.repeats());
    show_predict();
    for (QWidget* field : {static_cast<QWidget*>(workers_), static_cast<QWidget*>(presets_), static_cast<QWidget*>(repeats_),
                           static_cast<QWidget*>(edit_plan_)})
        field->setEnabled(draft_.has_plan());
    repeats_->setEnabled(draft_.has_plan() && !draft_.automatic());
    repeats_->setToolTip(draft_.automatic() ? tr("The sweep decides itself what it repeats")
                                            : tr("Trials at each worker count; three or more give an interval"));
    ++estimate_serial_;
    if (!draft_.has_plan()) {
        say(tr("Choose a workload, or run the demo sweep."), false);
    } else if (!draft_.workers_fault().isEmpty()) {
        say(tr("Workers: %1").arg(draft_.workers_fault()), true);
    } else if (!draft_.checked()) {
        say(error_in_words(draft_.checked().error()), true);
    } else if (!draft_.host_fault().isEmpty()) {
        say(draft_.host_fault(), true);
    } else {
        say(tr("Estimating…"), false);
        estimate_delay_.start();
    }
    show_state();
}

void sweep_bar::show_predict() {
    const QSignalBlocker quiet(predict_);
    predict_->setChecked(draft_.predict());
    const QString fault = draft_.predict_fault();
    // What is on can be turned off, whatever the counts have become meanwhile.
    predict_->setEnabled(draft_.has_plan() && (fault.isEmpty() || draft_.predict()));
    const QString what =
        tr("Measure 1 worker and a middle count first, predict the other counts from them, and then "
           "measure those, too. The predictions are kept and stand beside what was measured.");
    const QString text = fault.isEmpty() ? what : what + QStringLiteral("\n\n") + fault;
    predict_->setToolTip(text);
    predict_->setAccessibleDescription(text);
}

void sweep_bar::show_state() {
    const bool busy = control_.busy();
    const bool stopping = control_.state().now == live_state::phase::stopping;
    run_->setText(!busy ? tr("Run") : control_.starting() ? tr("Starting…") : stopping ? tr("Stopping…") : tr("Stop"));
    // Never disabled between Run and Stop, or the keyboard's focus would be lost.
    const QAction* action = busy ? stop_action_ : run_action_;
    run_->setEnabled(busy ? !stopping : run_action_ && run_action_->isEnabled());
    run_->setAccessibleName(busy ? tr("Stop the sweep") : tr("Run the sweep"));
    if (action) run_->setToolTip(action->toolTip());
}

void sweep_bar::ask_estimate() {
    if (!draft_.ready() || !bridge_.attached()) return;
    const int serial = ++estimate_serial_;
    bridge_.ask(
        this,
        [work = *draft_.checked(), base = draft_.source().base, host = draft_.host()->id](engine_session& session) {
            return session.estimate(work, base, host);
        },
        [this, serial](result<plan_estimate> estimate) {
            if (serial == estimate_serial_) show_estimate(estimate);
        });
}

void sweep_bar::show_estimate(const result<plan_estimate>& estimate) {
    if (!estimate) return say(error_in_words(estimate.error()), true);
    const QString simulated = draft_.simulated() ? tr("Simulated endpoint · ") : QString();
    say(simulated + estimate_in_words(*estimate), false);
}

void sweep_bar::say(const QString& text, bool fault) {
    outlook_->set_part(fault ? label_part::fault : label_part::note);
    outlook_->setText(text);
}

}  // namespace sweeplab
