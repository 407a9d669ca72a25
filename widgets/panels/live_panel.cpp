#include "widgets/panels/live_panel.h"

#include <QHBoxLayout>
#include <QListView>
#include <QProgressBar>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <cmath>

#include "widgets/models/words.h"
#include "widgets/panels/styled_label.h"

namespace sweeplab {
namespace {

// Colours warnings and failures of the log.
class message_delegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto severity = static_cast<run_message::level>(index.data(message_model::severity_role).toInt());
        if (severity == run_message::level::note) return;
        const auto part = severity == run_message::level::failure ? label_part::fault : label_part::warning;
        option->palette.setColor(QPalette::Text, colour_of(part, option->palette));
    }
};

QString end_of_both(const live_state& state, const QString& trials, const QString& missing) {
    QString how;
    switch (state.outcome->state) {
        case run_state::complete: how = live_panel::tr("complete, %1").arg(trials); break;
        case run_state::cancelled: how = live_panel::tr("stopped after %1; they can be resumed").arg(missing); break;
        case run_state::failed: how = live_panel::tr("failed after %1").arg(missing); break;
        case run_state::running:
        case run_state::interrupted: how = live_panel::tr("interrupted after %1; they can be resumed").arg(missing); break;
    }
    return live_panel::tr("“%1” and “%2” in turn: %3")
        .arg(to_qt(state.in_turn.begin()->second), to_qt(state.in_turn.rbegin()->second), how);
}

QString end_in_words(const live_state& state) {
    const QString name = to_qt(state.name);
    const QString trials = counted(state.trials_done, "trial", "trials");
    const QString missing =
        live_panel::tr("%1 of %2").arg(state.trials_done).arg(counted(state.progress.trials_total, "trial", "trials"));
    const run_finished& outcome = *state.outcome;
    QString text;
    if (state.in_turn.size() == 2) text = end_of_both(state, trials, missing);
    else switch (outcome.state) {
            case run_state::complete: text = live_panel::tr("“%1” is complete: %2").arg(name, trials); break;
            case run_state::cancelled:
                text = live_panel::tr("“%1” was stopped after %2; it can be resumed").arg(name, missing);
                break;
            case run_state::failed: text = live_panel::tr("“%1” failed after %2").arg(name, missing); break;
            case run_state::running:
            case run_state::interrupted:
                text = live_panel::tr("“%1” was interrupted after %2; it can be resumed").arg(name, missing);
                break;
        }
    if (outcome.trials_failed > 0) text += live_panel::tr(", %1 with failures").arg(outcome.trials_failed);
    if (!outcome.message.empty()) text += QStringLiteral(": ") + to_qt(outcome.message);
    return text;
}

}  // namespace

QString headline_of(const live_state& state, bool starting) {
    if (starting) return live_panel::tr("Checking the workload…");
    const QString simulated = state.simulated ? live_panel::tr(" (simulated)") : QString();
    switch (state.now) {
        case live_state::phase::none: return live_panel::tr("No sweep is running");
        case live_state::phase::running:
            return (state.in_turn.empty() ? live_panel::tr("Running “%1”%2") : live_panel::tr("In turn, now “%1”%2"))
                .arg(to_qt(state.name), simulated);
        case live_state::phase::stopping: return live_panel::tr("Stopping “%1”%2").arg(to_qt(state.name), simulated);
        case live_state::phase::finished: return end_in_words(state);
    }
    return {};
}

live_panel::live_panel(sweep_control& control, QWidget* parent)
    : QWidget(parent), control_(control), messages_(new message_model(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 6, 10, 6);
    column->setSpacing(6);
    column->addWidget(make_status_row());
    column->addWidget(make_figures());
    column->addWidget(make_log(), 1);
    connect(&control_, &sweep_control::busy_changed, this, &live_panel::show_state);
    connect(&control_.live(), &live_run::changed, this, &live_panel::show_state);
    connect(&control_.live(), &live_run::message, this, &live_panel::take_message);
    connect(messages_, &QAbstractItemModel::rowsInserted, this, &live_panel::count_messages);
    show_log(false);
    show_state();
}

QWidget* live_panel::make_status_row() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    headline_ = new styled_label(label_part::plain, {}, box);
    progress_ = new QProgressBar(box);
    progress_->setRange(0, 1000);
    progress_->setFormat(tr("%p %"));
    progress_->setFixedWidth(220);
    progress_->setAccessibleName(tr("Progress of the sweep"));
    time_left_ = new styled_label(label_part::note, {}, box);
    time_left_->setWordWrap(false);
    time_left_->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("about 59 min 59 s left")));
    log_button_ = new QToolButton(box);
    log_button_->setCheckable(true);
    log_button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row->addWidget(headline_, 1);
    row->addWidget(progress_);
    row->addWidget(time_left_);
    row->addWidget(log_button_);
    connect(log_button_, &QToolButton::toggled, this, &live_panel::show_log);
    return box;
}

QWidget* live_panel::make_figures() {
    figures_ = new QWidget(this);
    auto* row = new QHBoxLayout(figures_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(18);
    trial_ = add_figure(figures_, tr("Trial"), QStringLiteral("100 of 100"));
    workers_ = add_figure(figures_, tr("Workers"), QStringLiteral("1000, warm-up 1"));
    running_ = add_figure(figures_, tr("Running"), QStringLiteral("1000"));
    done_ = add_figure(figures_, tr("Done"), QStringLiteral("1000 of 1000"));
    failed_ = add_figure(figures_, tr("Failed"), QStringLiteral("1000"));
    tokens_ = add_figure(figures_, tr("Tokens/s"), QStringLiteral("1000.0 k"));
    row->addStretch(1);
    return figures_;
}

QLabel* live_panel::add_figure(QWidget* row, const QString& caption, const QString& widest) {
    auto* value = new QLabel(row);
    QFont bold = value->font();
    bold.setBold(true);
    value->setFont(bold);
    value->setMinimumWidth(QFontMetrics(bold).horizontalAdvance(widest));
    auto* pair = new QHBoxLayout;
    pair->setSpacing(6);
    auto* name = new styled_label(label_part::note, caption, row);
    name->setWordWrap(false);
    pair->addWidget(name);
    pair->addWidget(value);
    static_cast<QHBoxLayout*>(row->layout())->addLayout(pair);
    return value;
}

QWidget* live_panel::make_log() {
    log_ = new QListView(this);
    log_->setModel(messages_);
    log_->setItemDelegate(new message_delegate(log_));
    log_->setAccessibleName(tr("Messages"));
    log_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    log_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    log_->setMinimumHeight(44);
    return log_;
}

bool live_panel::log_shown() const { return log_button_->isChecked(); }

void live_panel::show_log(bool on) {
    if (log_button_->isChecked() != on) return log_button_->setChecked(on);  // comes back here
    log_->setVisible(on);
    setSizePolicy(QSizePolicy::Preferred, on ? QSizePolicy::Preferred : QSizePolicy::Fixed);
    if (on) {
        alerts_ = 0;
        log_->scrollToBottom();
    }
    count_messages();
    Q_EMIT log_toggled(on);
}

void live_panel::take_message(const run_message& message) {
    const bool at_end = log_->verticalScrollBar()->value() == log_->verticalScrollBar()->maximum();
    if (message.severity != run_message::level::note && !log_shown()) ++alerts_;
    messages_->add(message.severity, to_qt(message.text));
    if (at_end) log_->scrollToBottom();
}

void live_panel::count_messages() {
    log_button_->setArrowType(log_shown() ? Qt::DownArrow : Qt::UpArrow);
    log_button_->setText(alerts_ > 0 ? tr("Messages (%1 new)").arg(alerts_) : tr("Messages"));
    log_button_->setAccessibleName(log_button_->text());
    log_button_->setToolTip(log_shown() ? tr("Hide the messages") : tr("Show the messages"));
}

void live_panel::show_state() {
    const live_state& state = control_.state();
    const bool busy = control_.busy();
    headline_->setText(headline_of(state, control_.starting()));
    const bool failed = state.now == live_state::phase::finished && state.outcome->state == run_state::failed && !busy;
    headline_->set_part(failed ? label_part::fault : label_part::plain);
    progress_->setVisible(busy);
    time_left_->setVisible(busy);
    figures_->setVisible(state.busy());
    if (control_.starting()) {
        progress_->setRange(0, 0);
    } else {
        progress_->setRange(0, 1000);
        progress_->setValue(static_cast<int>(1000 * share_done(state)));
    }
    const auto left = state.progress.eta_s;
    time_left_->setText(left ? tr("about %1 left").arg(duration_in_words(std::max(10.0, *left))) : QString());
    if (left && *left < 9.5) time_left_->setText(tr("about %1 s left").arg(std::max(1L, std::lround(*left))));
    if (left && state.progress.more_may_follow) time_left_->setText(tr("%1 of this trial").arg(time_left_->text()));
    show_figures(state);
}

void live_panel::show_figures(const live_state& state) {
    const run_progress& progress = state.progress;
    const int at = state.trials_done + (state.current_trial ? 1 : 0);
    trial_->setText(progress.more_may_follow ? QString::number(at) : tr("%1 of %2").arg(at).arg(progress.trials_total));
    if (state.current_trial)
        workers_->setText(state.current_trial->warm_up ? tr("%1, warm-up").arg(state.current_trial->workers)
                                                       : QString::number(state.current_trial->workers));
    else workers_->setText(QStringLiteral("–"));
    running_->setText(QString::number(progress.jobs_running));
    done_->setText(tr("%1 of %2").arg(progress.jobs_done).arg(progress.jobs_total));
    failed_->setText(QString::number(state.jobs_failed_in_run));
    tokens_->setText(progress.tokens_per_s ? rate_in_words(*progress.tokens_per_s) : QStringLiteral("–"));
}

}  // namespace sweeplab
