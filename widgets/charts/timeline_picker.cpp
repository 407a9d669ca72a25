#include "widgets/charts/timeline_picker.h"

#include <QComboBox>
#include <QLabel>
#include <algorithm>
#include <set>

#include "widgets/charts/flow_row.h"
#include "widgets/charts/timeline_words.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

QComboBox* make_box(const QString& label, const QString& name, int letters, QWidget* parent) {
    auto* pair = new QWidget(parent);
    auto* row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    auto* box = new QComboBox(pair);
    box->setAccessibleName(name);
    box->setSizeAdjustPolicy(letters > 0 ? QComboBox::AdjustToMinimumContentsLengthWithIcon : QComboBox::AdjustToContents);
    if (letters > 0) box->setMinimumContentsLength(letters);
    auto* title = new QLabel(label, pair);
    title->setBuddy(box);
    row->addWidget(title);
    row->addWidget(box);
    parent->layout()->addWidget(pair);
    return box;
}

QString run_text(const run_record& run) {
    QString text = to_qt(run.summary.name);
    if (!run.summary.host_name.empty()) text += QStringLiteral(" · ") + to_qt(run.summary.host_name);
    if (run.summary.simulated) text += QStringLiteral(" · simulated");
    return text;
}

}  // namespace

bool has_spans(const run_record& run) {
    return std::ranges::any_of(run.trials, [](const trial& one) { return has_spans(one); });
}

timeline_picker::timeline_picker(QWidget* parent) : QWidget(parent) {
    new flow_row(this, 12);
    run_box_ = make_box(QStringLiteral("Run"), QStringLiteral("Run of the timeline"), 16, this);
    workers_box_ = make_box(QStringLiteral("Workers"), QStringLiteral("Worker count of the timeline"), 0, this);
    trial_box_ = make_box(QStringLiteral("Repeat"), QStringLiteral("Repeat of the timeline"), 14, this);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(run_box_, &QComboBox::activated, this, [this](int index) {
        pick_run(runs_[static_cast<std::size_t>(index)]);
        fill();
        Q_EMIT picked_changed();
    });
    connect(workers_box_, &QComboBox::activated, this, [this](int index) {
        pick_workers(workers_box_->itemData(index).toInt());
        fill();
        Q_EMIT picked_changed();
    });
    connect(trial_box_, &QComboBox::activated, this, [this](int index) {
        trial_ = {trial_box_->itemData(index).toLongLong()};
        Q_EMIT picked_changed();
    });
}

const trial* timeline_picker::picked() const {
    if (!run_) return nullptr;
    const auto found = std::ranges::find(run_->trials, trial_, &trial::id);
    return found == run_->trials.end() ? nullptr : &*found;
}

void timeline_picker::set_runs(std::vector<shown_run> runs, std::size_t first_choice) {
    runs_ = std::move(runs);
    const auto same =
        std::ranges::find_if(runs_, [this](const shown_run& each) { return run_ && each->summary.id == run_->summary.id; });
    if (runs_.empty()) {
        run_.reset();
    } else if (same == runs_.end()) {
        pick_run(runs_[std::min(first_choice, runs_.size() - 1)]);
    } else {
        run_ = *same;
        const trial* kept = picked();
        if (!kept || !has_spans(*kept)) pick_run(run_);
    }
    fill();
}

void timeline_picker::pick(run_id run, trial_id trial_wanted) {
    const auto found = std::ranges::find_if(runs_, [&](const shown_run& each) { return each->summary.id == run; });
    if (found == runs_.end()) return;
    run_ = *found;
    trial_ = trial_wanted;
    const trial* one = picked();
    if (one) workers_ = one->workers;
    else pick_run(run_);
    fill();
}

// The same worker count as before when this run has it: so two machines are compared by changing the run alone.
void timeline_picker::pick_run(const shown_run& run) {
    run_ = run;
    if (trials_of(workers_).empty()) {
        workers_ = 0;
        for (const trial& one : run_->trials)
            if (has_spans(one)) workers_ = std::max(workers_, one.workers);
    }
    pick_workers(workers_);
}

void timeline_picker::pick_workers(int workers) {
    workers_ = workers;
    const auto trials = trials_of(workers);
    const auto counted =
        std::ranges::find_if(trials, [](const trial* one) { return one->state == trial_state::complete && !one->warm_up; });
    trial_ = trials.empty() ? trial_id{} : counted == trials.end() ? trials.front()->id : (*counted)->id;
}

std::vector<const trial*> timeline_picker::trials_of(int workers) const {
    std::vector<const trial*> trials;
    if (!run_) return trials;
    for (const trial& one : run_->trials)
        if (one.workers == workers && has_spans(one)) trials.push_back(&one);
    std::ranges::stable_sort(trials, [](const trial* a, const trial* b) {
        return std::pair(a->warm_up, a->repeat) < std::pair(b->warm_up, b->repeat);
    });
    return trials;
}

void timeline_picker::fill() {
    for (QComboBox* box : {run_box_, workers_box_, trial_box_}) box->clear();
    if (!run_) return;
    for (const shown_run& each : runs_) run_box_->addItem(run_text(*each));
    run_box_->setCurrentIndex(static_cast<int>(std::ranges::find(runs_, run_) - runs_.begin()));
    run_box_->setToolTip(run_box_->currentText());
    std::set<int> counts;
    for (const trial& one : run_->trials)
        if (has_spans(one)) counts.insert(one.workers);
    for (const int count : counts) workers_box_->addItem(QString::number(count), count);
    workers_box_->setCurrentIndex(workers_box_->findData(workers_));
    for (const trial* one : trials_of(workers_))
        trial_box_->addItem(trial_in_words(*run_, *one), static_cast<qlonglong>(one->id.value));
    trial_box_->setCurrentIndex(trial_box_->findData(static_cast<qlonglong>(trial_.value)));
    workers_box_->setEnabled(workers_box_->count() > 1);
    trial_box_->setEnabled(trial_box_->count() > 1);
    run_box_->setEnabled(run_box_->count() > 1);
}

}  // namespace sweeplab
