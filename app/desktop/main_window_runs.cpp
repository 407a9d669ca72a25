// The main window and the runs that are selected: deleting, naming, marking, leaving repeats out.
#include <QStatusBar>

#include "app/desktop/main_window.h"
#include "widgets/dialogs/repeats_dialog.h"
#include "widgets/dialogs/run_details_dialog.h"
#include "widgets/models/words.h"
#include "widgets/panels/live_panel.h"
#include "widgets/panels/run_list_panel.h"

namespace sweeplab {

void main_window::remove_runs() {
    std::vector<run_id> runs = runs_->selected();
    const run_id current = control_.busy() ? control_.state().run : run_id{};
    if (current && std::erase(runs, current) > 0) statusBar()->showMessage(tr("The run under way is not deleted."), 8'000);
    if (runs.empty()) return;
    const QString name = QStringLiteral("“%1”").arg(to_qt(library_.find(runs.front())->name));
    library_.remove(runs);
    runs_->offer_undo(runs, name);
}

void main_window::edit_details() {
    const run_summary* run = library_.find(runs_->only_selected());
    if (!run) return;
    const run_summary before = *run;
    run_details_dialog dialog(before, this, [this](run_id other) {
        const run_summary* known = library_.find(other);
        return known ? to_qt(known->name.empty() ? std::string("–") : known->name) : QString();
    });
    connect(&dialog, &run_details_dialog::run_wanted, this, [this](run_id other) {
        library_.set_ticked(other, true);
        runs_->select(other);
    });
    if (dialog.exec() != QDialog::Accepted) return;
    if (!dialog.name().empty() && dialog.name() != before.name) library_.rename(before.id, dialog.name());
    if (dialog.tags() != before.tags) library_.set_tags(before.id, dialog.tags());
    if (dialog.notes() != before.notes) library_.set_notes(before.id, dialog.notes());
}

// The trials are read anew, because the run need not be ticked.
void main_window::leave_out_repeat(run_id run, std::optional<int> workers) {
    bridge_.ask(
        this, [run](engine_session& session) { return session.store().load_run(run, load_detail::trials); },
        [this, workers](const result<run_record>& record) {
            if (!record) return show_failure(tr("The run could not be read"), record.error());
            ask_which_repeat(*record, workers);
        });
}

void main_window::ask_which_repeat(const run_record& run, std::optional<int> workers) {
    repeats_dialog dialog(run, workers, this);
    if (dialog.exec() != QDialog::Accepted || !dialog.chosen()) return;
    const bool back = dialog.takes_in();
    library_.exclude(run.summary.id, dialog.chosen()->id, back ? std::string() : dialog.reason());
    const QString which = tr("%1: repeat %2 at %3")
                              .arg(to_qt(run.summary.name))
                              .arg(dialog.chosen()->repeat)
                              .arg(counted(dialog.chosen()->workers, "worker", "workers"));
    const QString done =
        back ? tr("%1 counts again").arg(which) : tr("%1 is left out: %2").arg(which, to_qt(dialog.reason()));
    live_->messages().add(run_message::level::note, done);
    statusBar()->showMessage(done, 15'000);
}

void main_window::toggle_star() {
    if (const run_summary* run = library_.find(runs_->only_selected())) library_.set_starred(run->id, !run->starred);
}

}  // namespace sweeplab
