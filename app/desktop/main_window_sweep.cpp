// The main window and the sweep: plans, hosts, starting, closing.
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStatusBar>
#include <algorithm>

#include "app/desktop/main_window.h"
#include "widgets/dialogs/calibration_dialog.h"
#include "widgets/dialogs/in_turn_dialog.h"
#include "widgets/editors/host_editor.h"
#include "widgets/editors/plan_editor.h"
#include "widgets/models/dropped_files.h"
#include "widgets/models/words.h"
#include "widgets/panels/compare_page.h"
#include "widgets/panels/drop_hint.h"
#include "widgets/panels/live_panel.h"
#include "widgets/panels/run_list_panel.h"
#include "widgets/panels/sweep_bar.h"

namespace sweeplab {
// --- plans --------------------------------------------------------------------------------------------------

// What was in the bar when the window was closed; at the very first start the demo.
void main_window::choose_first_plan() {
    const plan_document copy = shelf_.working_copy();
    if (!copy.document.is_null()) return draft_.set_plan(copy);
    const std::filesystem::path last = to_std(QSettings().value(QStringLiteral("plans/last")).toString());
    for (const auto& file : {last, shelf_.folders().examples / "demo.json"}) {
        if (file.empty()) continue;
        if (auto plan = read_plan_document(file)) return draft_.set_plan(std::move(*plan));
    }
}

void main_window::open_plan_file(const std::filesystem::path& file) {
    auto plan = read_plan_document(file);
    if (!plan) return show_failure(tr("The plan cannot be opened"), plan.error());
    draft_.set_plan(std::move(*plan));
    shelf_.note_recent(file);
}

void main_window::choose_plan_file() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Open plan"), to_qt(draft_.source().base.string()),
                                                      tr("Plans (*.json);;All files (*)"));
    if (!file.isEmpty()) open_plan_file(to_std(file));
}

void main_window::edit_plan(plan_document plan) {
    if (plan.document.is_null()) plan = plan_editor::blank_plan("llm");
    plan_editor editor(bridge_, std::move(plan), this);
    connect(&editor, &plan_editor::saved, &shelf_, &plan_shelf::note_recent);
    if (editor.exec() == QDialog::Accepted) draft_.set_plan(editor.edited_plan());
}

void main_window::save_plan() {
    plan_editor editor(bridge_, draft_.source(), this);
    connect(&editor, &plan_editor::saved, &shelf_, &plan_shelf::note_recent);
    editor.save_file();
    if (!editor.edited_plan().edited) draft_.set_plan(editor.edited_plan());
}

void main_window::use_plan_of(run_id run) {
    bridge_.ask(
        this, [run](engine_session& session) { return session.store().load_run(run, load_detail::summary); },
        [this](result<run_record> record) {
            if (!record) return show_failure(tr("The run could not be read"), record.error());
            if (!record->plan.is_object()) return;
            draft_.set_plan({record->plan, record->base_folder, {}, true});
        });
}

void main_window::edit_hosts() {
    host_editor editor(bridge_, bar_->hosts(), draft_.host() ? draft_.host()->id : std::string(), this);
    if (editor.exec() != QDialog::Accepted) return;
    bar_->choose_host(editor.chosen_id());
    read_hosts();
}

void main_window::calibrate() {
    if (bar_->hosts().empty()) return;  // still being read
    calibration_dialog dialog(bridge_, bar_->hosts().front().generator, this);
    dialog.exec();
    if (dialog.measured()) read_hosts();
}

// --- running ------------------------------------------------------------------------------------------------

void main_window::start_sweep() {
    if (!draft_.ready() || control_.busy()) return;
    run_request request;
    request.work = *draft_.checked();
    request.base = draft_.source().base;
    request.host = *draft_.host();
    control_.start(std::move(request));
}

void main_window::start_in_turn() {
    if (!draft_.has_plan() || bar_->hosts().empty() || control_.busy()) return;
    in_turn_dialog dialog(draft_, shelf_.entries(), bar_->hosts(), this);
    if (dialog.exec() == QDialog::Accepted) control_.start_in_turn(dialog.a().request(), dialog.b().request());
}

void main_window::resume_chosen() {
    auto chosen = runs_->selected();
    std::ranges::sort(chosen);
    if (chosen.size() == 1) control_.resume(chosen.front());
    if (chosen.size() == 2) control_.resume_in_turn(chosen.front(), chosen.back());
}

void main_window::compare_in_turn(const interleaved_outcome& outcome) {
    std::set<run_id> both;
    for (const run_id run : {outcome.a, outcome.b})
        if (run) both.insert(run);
    in_turn_to_tick_ = std::move(both);
    library_.refresh();
    if (outcome.state == run_state::complete) {
        show_page(compare_page::tr("Compare"));
        // Unlike is what they are meant to be.
        if (auto* page = qobject_cast<compare_page*>(current_page())) page->compare_anyway({outcome.a, outcome.b});
        return;
    }
    const QString kept = tr("What was measured is kept. To carry on, choose both in the list of runs and resume them.");
    const QString why = to_qt(outcome.message);
    live_->messages().add(run_message::level::warning, why.isEmpty() ? kept : why + QLatin1Char(' ') + kept);
    statusBar()->showMessage(kept, 15'000);
}

void main_window::start_demo() {
    auto plan = read_plan_document(shelf_.folders().examples / "demo.json");
    if (!plan) return show_failure(tr("The demo cannot be opened"), plan.error());
    draft_.set_plan(std::move(*plan));
    if (!bar_->hosts().empty()) bar_->choose_host(bar_->hosts().front().id);
    start_sweep();
}

// --- closing ------------------------------------------------------------------------------------------------

bool main_window::may_close() {
    if (!control_.busy()) return true;
    QMessageBox box(QMessageBox::Question, tr("A sweep is running"),
                    tr("“%1” is still running.").arg(to_qt(control_.state().name)), QMessageBox::NoButton, this);
    box.setInformativeText(tr("Its finished trials are kept. The rest can be resumed later from the list of saved runs."));
    auto* stop = box.addButton(tr("&Stop it and close"), QMessageBox::AcceptRole);
    auto* keep = box.addButton(tr("&Keep running"), QMessageBox::RejectRole);
    box.setDefaultButton(keep);
    box.setEscapeButton(keep);
    box.exec();
    return box.clickedButton() == stop;
}

// --- files from elsewhere -----------------------------------------------------------------------------------

void main_window::open_files(const QStringList& files) {
    if (!bridge_.attached()) {
        waiting_files_ << files;
        return;
    }
    imports_.open(files);
}

void main_window::dragEnterEvent(QDragEnterEvent* event) {
    if (!bridge_.attached() || files_of(event->mimeData()).isEmpty()) return;
    event->acceptProposedAction();
    drop_hint_->show_hint();
}

void main_window::dragLeaveEvent(QDragLeaveEvent*) { drop_hint_->hide(); }

void main_window::dropEvent(QDropEvent* event) {
    drop_hint_->hide();
    event->acceptProposedAction();
    open_files(files_of(event->mimeData()));
}

// Another Sweeplab may have added runs to the same library meanwhile.
void main_window::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) library_.refresh();
}

}  // namespace sweeplab
