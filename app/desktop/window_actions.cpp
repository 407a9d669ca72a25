#include "app/desktop/window_actions.h"

#include <QMenu>
#include <QMenuBar>

#include "widgets/theme/themed_icon.h"

namespace sweeplab {

window_actions::window_actions(QWidget* window) : QObject(window), window_(window) {
    const auto keys = [](const char* text) { return QKeySequence(QLatin1String(text)); };
    new_plan = make(tr("&New workload…"), "new", QKeySequence::New, tr("Describe new work to measure"));
    open_plan = make(tr("&Open plan…"), "folder", QKeySequence::Open, tr("Open a plan file"));
    save_plan = make(tr("&Save plan as…"), {}, QKeySequence::Save, tr("Save the chosen workload and sweep as a plan file"));
    import = make(tr("&Import runs…"), "import", keys("Ctrl+Shift+I"), tr("See what files of runs hold, and import it"));
    paste_runs = make(tr("&Paste runs…"), {}, keys("Ctrl+Shift+V"), tr("Import a table or JSON from the clipboard"));
    audit = make(tr("&Audit a published table…"), {}, {}, tr("Does a table that somebody published hold together?"));
    export_view = make(tr("&Export…"), "export", keys("Ctrl+Shift+E"), tr("Save what is seen as PNG, SVG, PDF or CSV"));
    open_library = make(tr("Open another &library…"), {}, {}, tr("Open another file of saved runs"));
    quit = make(tr("&Quit"), {}, QKeySequence::Quit, tr("Close the window"));
    quit->setMenuRole(QAction::QuitRole);

    run = make(tr("&Run"), "run", keys("Ctrl+R"), tr("Run the sweep (Ctrl+R)"));
    stop = make(tr("S&top"), "stop", keys("Ctrl+."), tr("Stop the sweep; what is finished is kept (Ctrl+.)"));
    in_turn = make(tr("T&wo in turn…"), "run", keys("Ctrl+Shift+T"),
                   tr("Measure two builds, plans or hosts round by round (ABBA), then compare them"));
    demo = make(tr("Run the &demo sweep"), "run", keys("Ctrl+Shift+D"), tr("Run a sweep against the simulated endpoint"));
    edit_plan = make(tr("&Workload and sweep…"), "workload", keys("Ctrl+Shift+W"),
                     tr("Edit the workload, sweep, limits and prices"));
    edit_hosts = make(tr("&Host profiles…"), "host", keys("Ctrl+Shift+H"), tr("Edit the host profiles"));
    calibrate = make(tr("&Calibrate this machine…"), {}, {}, tr("Measure what Sweeplab itself can drive on this machine"));

    resume = make(tr("&Resume"), "run", keys("Ctrl+Shift+R"), tr("Run what is missing of the selected run"));
    show_only = make(tr("&Show only this"), "chart", {}, tr("Tick the selected runs and no others"));
    rename = make(tr("Re&name"), {}, {}, tr("Rename the selected run (F2)"));
    details = make(tr("Tags and n&otes…"), "tag", keys("Ctrl+T"), tr("Name, tags and notes of the selected run"));
    star = make(tr("Mark as &baseline"), "star", keys("Ctrl+B"), tr("Mark or unmark the selected run as a baseline"));
    use_plan = make(tr("&Use its plan"), "workload", {}, tr("Put the run's workload and sweep into the bar above"));
    leave_out = make(tr("&Leave a repeat out…"), {}, keys("Ctrl+Shift+X"),
                     tr("Take a repeat of the selected run out of its figures, or in again"));
    merge =
        make(tr("&Merge repeats"), {}, {}, tr("Put the repeats of the selected runs, all of the same work, into a new run"));
    remove = make(tr("&Delete"), "delete", {}, tr("Delete the selected runs; they can be taken back"));
    find = make(tr("&Filter runs"), "filter", QKeySequence::Find, tr("Filter the saved runs"));
    untick_all = make(tr("&Untick all"), {}, keys("Ctrl+Shift+U"), tr("Show no run"));

    show_runs = make(tr("Saved &runs"), {}, keys("F9"), tr("Show or hide the saved runs"));
    show_messages = make(tr("&Messages"), {}, keys("Ctrl+M"), tr("Show or hide the messages"));
    look_system = make(tr("&System"), {}, {}, tr("Follow the desktop"));
    look_light = make(tr("&Light"), {}, {}, tr("Light colours"));
    look_dark = make(tr("&Dark"), {}, {}, tr("Dark colours"));
    auto* looks = new QActionGroup(this);
    for (QAction* look : {look_system, look_light, look_dark}) looks->addAction(look);
    for (QAction* toggle : {show_runs, show_messages, look_system, look_light, look_dark}) toggle->setCheckable(true);
    about = make(tr("&About Sweeplab"), {}, {}, tr("Version and licence"));
}

QAction* window_actions::make(const QString& text, const QString& icon, const QKeySequence& keys, const QString& tip) {
    auto* action = new QAction(text, window_);
    if (!icon.isEmpty()) action->setIcon(themed_icon(icon));
    action->setShortcut(keys);
    action->setToolTip(tip);
    action->setStatusTip({});
    window_->addAction(action);
    return action;
}

void window_actions::fill(QMenuBar* bar) const {
    const auto add = [](QMenu* menu, const QList<QAction*>& actions) {
        for (QAction* action : actions) {
            if (action) {
                menu->addAction(action);
            } else {
                menu->addSeparator();
            }
        }
    };
    add(bar->addMenu(tr("&File")), {new_plan, open_plan, save_plan, nullptr, import, paste_runs, audit, nullptr, export_view,
                                    nullptr, open_library, nullptr, quit});
    add(bar->addMenu(tr("&Sweep")), {run, stop, in_turn, nullptr, demo, nullptr, edit_plan, edit_hosts, calibrate});
    QMenu* runs = bar->addMenu(tr("&Runs"));
    add(runs, of_a_run());
    add(runs, {nullptr, find, untick_all});
    QMenu* view = bar->addMenu(tr("&View"));
    add(view, {show_runs, show_messages, nullptr});
    add(view->addMenu(tr("&Theme")), {look_system, look_light, look_dark});
    add(bar->addMenu(tr("&Help")), {about});
}

QList<QAction*> window_actions::of_a_run() const {
    return {resume, show_only, nullptr, rename, details, star, use_plan, leave_out, merge, nullptr, remove};
}

}  // namespace sweeplab
