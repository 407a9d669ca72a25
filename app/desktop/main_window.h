// The main window: saved runs at the left, the sweep bar on top, the pages in the middle, the sweep under way at the
// bottom. It puts the parts together; what they show and do is theirs. GUI thread.
#pragma once

#include <QMainWindow>
#include <set>

#include "app/desktop/import_flow.h"
#include "app/desktop/session_opener.h"
#include "app/desktop/window_actions.h"
#include "widgets/bridge/keyring_reader.h"
#include "widgets/bridge/run_library.h"
#include "widgets/bridge/sweep_control.h"
#include "widgets/models/plan_shelf.h"
#include "widgets/models/sweep_draft.h"
#include "widgets/panels/result_page.h"
#include "widgets/theme/theme.h"

class QLabel;
class QSplitter;
class QTabWidget;

namespace sweeplab {

class drop_hint;
class live_panel;
class run_list_panel;
class sweep_bar;

class main_window final : public QMainWindow {
    Q_OBJECT

public:
    explicit main_window(theme& look);
    ~main_window() override;

    // Opens a library; what belonged to an earlier one is closed. Asks the person when it cannot be opened.
    void open_library(const std::filesystem::path& database);
    // For tests and pictures: a session that is open already.
    void attach(std::unique_ptr<engine_session> session);
    // Shows this run alone, as soon as the list is here.
    void open_on_run(run_id run);
    // Plans are opened, everything else is shown in the import's preview; waits for the library to be open.
    void open_files(const QStringList& files);
    void start_demo();

    // Off: a library that cannot be opened is only reported by library_failed(). On at first.
    // And what open_files() finds is imported without a preview.
    void ask_about_failures(bool on) {
        asks_ = on;
        imports_.set_asks(on);
    }

    // Nothing is being read or loaded: what is seen is complete.
    bool settled() const;
    session_bridge& bridge() { return bridge_; }
    run_library& library() { return library_; }
    sweep_control& control() { return control_; }
    sweep_draft& draft() { return draft_; }
    run_list_panel& runs() { return *runs_; }
    sweep_bar& bar() { return *bar_; }
    live_panel& live() { return *live_; }
    window_actions& actions() { return *actions_; }
    import_flow& imports() { return imports_; }

Q_SIGNALS:
    void library_failed(const sweeplab::error& why);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    // building (main_window.cpp)
    void create_panels();
    void create_pages();
    void make_current_page();
    void show_page(const QString& title);
    void connect_file_actions();
    void connect_sweep_actions();
    void connect_run_actions();
    void connect_view_actions();
    void connect_engine();
    void restore_state();
    void save_state();

    // the library (main_window_library.cpp) and its runs (main_window_runs.cpp)
    void library_opened();
    void library_refused(const std::filesystem::path& database, const error& why);
    void choose_library();
    void tick_at_start();
    void follow_list();
    void follow_run(run_id run);
    void read_hosts();
    void take_import(const std::vector<run_id>& runs, const QString& words, const QStringList& notices);
    void audit_table();
    void export_view();
    void refresh_actions();
    void remove_runs();
    void edit_details();
    void toggle_star();
    void use_plan_of(run_id run);
    void leave_out_repeat(run_id run, std::optional<int> workers);
    void ask_which_repeat(const run_record& run, std::optional<int> workers);
    void show_failure(const QString& doing, const error& why);

    // the sweep (main_window_sweep.cpp)
    void choose_first_plan();
    void start_sweep();
    void start_in_turn();
    void resume_chosen();
    void compare_in_turn(const interleaved_outcome& outcome);
    void open_plan_file(const std::filesystem::path& file);
    void choose_plan_file();
    void edit_plan(plan_document plan);
    void save_plan();
    void edit_hosts();
    void calibrate();
    bool may_close();
    result_page* current_page() const;

    session_bridge bridge_;
    keyring_reader keys_;
    run_library library_;
    sweep_control control_;
    sweep_draft draft_;
    plan_shelf shelf_;
    theme& look_;
    session_opener opener_;
    import_flow imports_;

    window_actions* actions_;
    sweep_bar* bar_ = nullptr;
    run_list_panel* runs_ = nullptr;
    live_panel* live_ = nullptr;
    QTabWidget* pages_ = nullptr;
    std::vector<result_page_kind> page_kinds_;
    std::vector<result_page*> page_list_;  // null until its tab was looked at
    QSplitter* columns_ = nullptr;
    QSplitter* rows_ = nullptr;
    QLabel* library_name_ = nullptr;
    drop_hint* drop_hint_ = nullptr;

    std::filesystem::path database_;
    bool opening_ = false;
    bool asks_ = true;
    QStringList waiting_files_;
    bool ticked_at_start_ = false;
    run_id wanted_run_;                  // to be shown alone once it is listed
    std::optional<run_id> run_to_tick_;  // to be ticked once it is listed
    std::set<run_id> imported_;          // to be ticked once they are listed
    std::set<run_id> in_turn_to_tick_;   // alone, once they are listed
};

}  // namespace sweeplab
