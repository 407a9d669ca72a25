#include "widgets/targets/target_controls.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QUrl>
#include <algorithm>

#include "widgets/charts/flow_row.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_opened = 6;

QComboBox* make_box(const QString& name, const QString& tip, int letters, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setToolTip(tip);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(letters);
    return box;
}

run_id run_of(const QComboBox& box) { return {box.currentData().toLongLong()}; }

void choose_run(QComboBox& box, run_id run) {
    box.setCurrentIndex(std::max(0, box.findData(static_cast<qlonglong>(run.value))));
    box.setToolTip(box.currentText());
}

}  // namespace

target_controls::target_controls(QWidget* parent)
    : QWidget(parent),
      file_(make_box(tr("Targets"), tr("The file of targets"), 18, this)),
      run_(make_box(tr("Run"), tr("The run that is held against the targets"), 20, this)),
      baseline_(make_box(tr("Baseline"), tr("The run that improvements are measured from"), 20, this)) {
    auto* row = new flow_row(this, 12);
    row->addWidget(with_label(tr("&Targets:"), file_));
    auto* open = new QPushButton(tr("O&pen file…"), this);
    open->setToolTip(tr("Another file of targets, as sweeplab-cli check --targets takes it"));
    auto* folder = new QPushButton(tr("Open fo&lder"), this);
    folder->setToolTip(tr("Shows the folder of the file, to edit or copy it; what is saved there is read at once"));
    row->addWidget(open);
    row->addWidget(folder);
    run_row_ = with_label(tr("Ru&n:"), run_);
    row->addWidget(run_row_);
    row->addWidget(with_label(tr("&Baseline:"), baseline_));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(file_, &QComboBox::activated, this, &target_controls::asked);
    connect(run_, &QComboBox::activated, this, [this] {
        chosen_run_ = run();
        Q_EMIT asked();
    });
    connect(baseline_, &QComboBox::activated, this, [this] {
        chosen_baseline_ = baseline();
        Q_EMIT asked();
    });
    connect(open, &QPushButton::clicked, this, &target_controls::open_file);
    connect(folder, &QPushButton::clicked, this, &target_controls::open_folder);
}

QWidget* target_controls::with_label(const QString& text, QWidget* field) {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(text, box);
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field, 1);
    return box;
}

void target_controls::set_runs(const std::vector<run_choice>& runs, run_id usual) {
    const QSignalBlocker quiet(run_);
    run_->clear();
    for (const auto& one : runs) run_->addItem(one.name, static_cast<qlonglong>(one.run.value));
    const bool there = std::ranges::find(runs, chosen_run_, &run_choice::run) != runs.end();
    if (!there) chosen_run_ = {};
    choose_run(*run_, there ? chosen_run_ : usual);
    if (runs.empty()) run_->setCurrentIndex(-1);
    run_row_->setVisible(runs.size() > 1);
}

void target_controls::set_baselines(const std::vector<run_choice>& baselines, run_id usual) {
    const QSignalBlocker quiet(baseline_);
    baseline_->clear();
    baseline_->addItem(tr("none"), qlonglong{0});
    for (const auto& one : baselines) baseline_->addItem(one.name, static_cast<qlonglong>(one.run.value));
    const bool there = chosen_baseline_ && baseline_->findData(static_cast<qlonglong>(chosen_baseline_->value)) >= 0;
    if (!there) chosen_baseline_.reset();
    choose_run(*baseline_, chosen_baseline_.value_or(usual));
}

run_id target_controls::run() const { return run_of(*run_); }
run_id target_controls::baseline() const { return run_of(*baseline_); }

void target_controls::set_files(std::vector<std::filesystem::path> shipped, std::vector<std::filesystem::path> opened) {
    shipped_ = std::move(shipped);
    opened_ = std::move(opened);
    list_files();
}

void target_controls::list_files() {
    const QSignalBlocker quiet(file_);
    const QString before = file_->currentData().toString();
    file_->clear();
    for (const auto& file : shipped_)
        file_->addItem(tr("%1 (shipped)").arg(to_qt(file.stem().string())), to_qt(file.string()));
    for (const auto& file : opened_) {
        file_->addItem(to_qt(file.filename().string()), to_qt(file.string()));
        file_->setItemData(file_->count() - 1, to_qt(file.string()), Qt::ToolTipRole);
    }
    file_->setCurrentIndex(std::max(0, file_->findData(before)));
}

void target_controls::choose_file(const std::filesystem::path& file) {
    if (std::ranges::find(shipped_, file) == shipped_.end()) {
        std::erase(opened_, file);
        opened_.insert(opened_.begin(), file);
        if (opened_.size() > most_opened) opened_.resize(most_opened);
        list_files();
    }
    const QSignalBlocker quiet(file_);
    file_->setCurrentIndex(file_->findData(to_qt(file.string())));
    file_->setToolTip(to_qt(file.string()));
}

std::filesystem::path target_controls::file() const { return to_std(file_->currentData().toString()); }

void target_controls::open_file() {
    const QString near = to_qt(file().parent_path().string());
    const QString chosen =
        QFileDialog::getOpenFileName(this, tr("Open a file of targets"), near, tr("Targets (*.json);;All files (*)"));
    if (chosen.isEmpty()) return;
    choose_file(to_std(chosen));
    Q_EMIT asked();
}

void target_controls::open_folder() {
    const QString folder = to_qt(file().parent_path().string());
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
        QMessageBox::information(this, tr("Folder of the targets"),
                                 tr("The desktop has nothing to show folders with. The file lies in\n%1").arg(folder));
}

void target_controls::add_control(QWidget* control) { layout()->addWidget(control); }

}  // namespace sweeplab
