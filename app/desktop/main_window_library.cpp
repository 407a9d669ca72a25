// The main window and the saved runs: opening a library, ticking, importing, exporting.
#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QMessageBox>
#include <QSettings>
#include <QStatusBar>
#include <QTabWidget>
#include <algorithm>

#include "app/desktop/main_window.h"
#include "engine/foundation/hash.h"
#include "widgets/dialogs/audit_dialog.h"
#include "widgets/dialogs/export_dialog.h"
#include "widgets/models/words.h"
#include "widgets/panels/live_panel.h"
#include "widgets/panels/result_page.h"
#include "widgets/panels/run_list_panel.h"
#include "widgets/panels/sweep_bar.h"

namespace sweeplab {
namespace {

bool can_be_resumed(const run_summary& run) {
    const bool ended_early =
        run.state == run_state::interrupted || run.state == run_state::cancelled || run.state == run_state::failed;
    return run.origin == run_origin::measured && ended_early;
}

}  // namespace

// --- opening ------------------------------------------------------------------------------------------------

void main_window::open_library(const std::filesystem::path& database) {
    opening_ = true;
    bridge_.close();
    database_ = database.empty() ? default_database_path() : database;
    library_name_->setText(tr("Opening %1…").arg(to_qt(database_.string())));
    refresh_actions();
    opener_.open(database_);
}

void main_window::attach(std::unique_ptr<engine_session> session) {
    opening_ = false;
    database_ = session->store().file();
    ticked_at_start_ = false;
    bridge_.attach(std::move(session));
    library_opened();
}

void main_window::library_opened() {
    library_name_->setText(to_qt(database_.string()));
    library_name_->setToolTip(tr("The library of saved runs"));
    read_hosts();
    if (!draft_.has_plan()) choose_first_plan();
    open_files(std::exchange(waiting_files_, {}));
    refresh_actions();
}

void main_window::library_refused(const std::filesystem::path& database, const error& why) {
    opening_ = false;
    library_name_->setText(tr("No library is open"));
    Q_EMIT library_failed(why);
    if (!asks_) return;
    std::filesystem::path another;
    switch (ask_about_database(this, database, why, another)) {
        case database_choice::another: return open_library(another);
        case database_choice::again: return open_library(database);
        case database_choice::quit: close(); return;
    }
}

void main_window::choose_library() {
    if (!may_close()) return;
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Library of runs"), to_qt(database_.parent_path().string()),
                                     tr("Libraries (*.db);;All files (*)"), nullptr, QFileDialog::DontConfirmOverwrite);
    if (!file.isEmpty()) open_library(to_std(file));
}

void main_window::read_hosts() {
    bridge_.ask(
        this, [](engine_session& session) { return session.hosts(); },
        [this](result<std::vector<host_profile>> hosts) {
            if (!hosts) return show_failure(tr("The host profiles could not be read"), hosts.error());
            for (auto* page : page_list_)
                if (page) page->set_hosts(*hosts);
            bar_->set_hosts(std::move(*hosts));
        });
}

// --- which runs are seen ------------------------------------------------------------------------------------

// What was ticked when the window was closed; at the very first start the examples, or else the newest run.
void main_window::tick_at_start() {
    ticked_at_start_ = true;
    const QVariant kept = QSettings().value(QStringLiteral("ticks/") + to_qt(digest_hex(database_.string())));
    std::set<run_id> ticks;
    if (kept.isValid()) {
        for (const QString& id : kept.toStringList())
            if (library_.find({id.toLongLong()})) ticks.insert({id.toLongLong()});
    } else {
        for (const run_summary& run : library_.runs())
            if (run.origin == run_origin::example) ticks.insert(run.id);
        if (ticks.empty() && !library_.runs().empty()) ticks.insert(library_.runs().front().id);
    }
    library_.set_ticked_only(std::move(ticks));
}

void main_window::open_on_run(run_id run) {
    wanted_run_ = run;
    follow_list();
}

void main_window::follow_list() {
    if (!library_.listed_once()) return;
    if (!ticked_at_start_) tick_at_start();
    if (wanted_run_) {
        const run_id run = std::exchange(wanted_run_, {});
        if (library_.find(run)) {
            library_.set_ticked_only({run});
            runs_->select(run);
        } else {
            statusBar()->showMessage(tr("There is no run %1 in this library.").arg(run.value));
        }
    }
    if (run_to_tick_ && library_.find(*run_to_tick_)) {
        const run_id run = *std::exchange(run_to_tick_, std::nullopt);
        const run_summary* begun = library_.find(run);
        // Times of unlike work on one axis compare nothing, so they make room.
        std::set<run_id> ticks{run};
        for (const run_id other : library_.ticked())
            if (library_.find(other)->workload == begun->workload) ticks.insert(other);
        library_.set_ticked_only(std::move(ticks));
        runs_->select(run);
    }
    if (!in_turn_to_tick_.empty()) {
        const auto both = std::exchange(in_turn_to_tick_, {});
        library_.set_ticked_only(both);
        runs_->select_all_of({both.begin(), both.end()});  // so that Resume is of both
    }
    if (!imported_.empty()) {
        std::set<run_id> ticks = std::exchange(imported_, {});
        for (const run_id run : library_.ticked()) ticks.insert(run);
        library_.set_ticked_only(std::move(ticks));
    }
    refresh_actions();
}

void main_window::follow_run(run_id run) {
    const auto& in_turn = control_.state().in_turn;
    if (in_turn.size() == 2)
        for (const auto& [one, name] : in_turn) in_turn_to_tick_.insert(one);
    else run_to_tick_ = run;
    library_.refresh();
}

bool main_window::settled() const {
    return !opening_ && bridge_.attached() && bridge_.pending() == 0 && !imports_.under_way() && library_.listed_once() &&
           !wanted_run_ && !bar_->estimating();
}

// --- files --------------------------------------------------------------------------------------------------

void main_window::take_import(const std::vector<run_id>& runs, const QString& words, const QStringList& notices) {
    for (const QString& notice : notices) live_->messages().add(run_message::level::warning, notice);
    imported_.insert(runs.begin(), runs.end());
    const QString done = notices.isEmpty() ? words : tr("%1; what was left out is under Messages").arg(words);
    live_->messages().add(run_message::level::note, done);
    statusBar()->showMessage(done, 15'000);
    if (!notices.isEmpty()) live_->show_log(true);
    library_.refresh();
}

void main_window::audit_table() {
    auto* dialog = new audit_dialog(bridge_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void main_window::export_view() {
    exportable* page = current_page() ? current_page()->exports() : nullptr;
    if (!page || !page->has_something()) return;
    export_dialog dialog(*page, this);
    if (dialog.exec() != QDialog::Accepted) return;
    const QString done = tr("Saved %1").arg(dialog.file());
    live_->messages().add(run_message::level::note, done);
    statusBar()->showMessage(done, 15'000);
}

// --- what can be done now -----------------------------------------------------------------------------------

void main_window::refresh_actions() {
    const auto chosen = runs_->selected();
    const run_summary* one = chosen.size() == 1 ? library_.find(chosen.front()) : nullptr;
    const bool open = bridge_.attached();
    const bool busy = control_.busy();
    actions_->run->setEnabled(open && !busy && draft_.ready());
    actions_->stop->setEnabled(busy && control_.state().now != live_state::phase::stopping);
    actions_->in_turn->setEnabled(open && !busy && draft_.has_plan());
    actions_->demo->setEnabled(open && !busy);
    for (QAction* with_library : {actions_->import, actions_->paste_runs, actions_->audit}) with_library->setEnabled(open);
    actions_->new_plan->setEnabled(open);
    actions_->open_plan->setEnabled(open);
    actions_->save_plan->setEnabled(draft_.has_plan());
    actions_->edit_plan->setEnabled(open && draft_.has_plan());
    actions_->edit_hosts->setEnabled(open);
    actions_->calibrate->setEnabled(open);
    actions_->open_library->setEnabled(!opening_);
    exportable* page = current_page() ? current_page()->exports() : nullptr;
    actions_->export_view->setEnabled(page && page->has_something());
    const bool can_resume = std::ranges::all_of(chosen, [this](run_id run) {
        const run_summary* known = library_.find(run);
        return known && can_be_resumed(*known);
    });
    actions_->resume->setEnabled(!busy && can_resume && (chosen.size() == 1 || chosen.size() == 2));
    actions_->resume->setText(chosen.size() == 2 ? tr("&Resume both in turn") : tr("&Resume"));
    actions_->show_only->setEnabled(!chosen.empty());
    actions_->rename->setEnabled(one);
    actions_->details->setEnabled(one);
    actions_->star->setEnabled(one);
    actions_->star->setText(one && one->starred ? tr("No &baseline any more") : tr("Mark as &baseline"));
    actions_->use_plan->setEnabled(one && one->origin == run_origin::measured);
    actions_->leave_out->setEnabled(one);
    actions_->merge->setEnabled(chosen.size() > 1);
    actions_->remove->setEnabled(!chosen.empty());
    actions_->untick_all->setEnabled(!library_.ticked().empty());
}

void main_window::show_failure(const QString& doing, const error& why) {
    const QString text = error_in_words(why);
    live_->messages().add(run_message::level::failure,
                          doing + QStringLiteral(": ") + QString(text).replace(QLatin1Char('\n'), QLatin1Char(' ')));
    auto* box = new QMessageBox(QMessageBox::Warning, doing, doing + QLatin1Char('.'), QMessageBox::Ok, this);
    box->setInformativeText(text);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

}  // namespace sweeplab
