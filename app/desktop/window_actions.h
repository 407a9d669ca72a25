// Every action of the window with its words, icon and shortcut; what they do is connected by the window. GUI thread.
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QList>

class QMenuBar;

namespace sweeplab {

class window_actions final : public QObject {
    Q_OBJECT

public:
    explicit window_actions(QWidget* window);

    void fill(QMenuBar* bar) const;
    // What the right-button menu over a saved run offers; null makes a line.
    QList<QAction*> of_a_run() const;

    // File
    QAction* new_plan;
    QAction* open_plan;
    QAction* save_plan;
    QAction* import;
    QAction* paste_runs;
    QAction* audit;
    QAction* export_view;
    QAction* open_library;
    QAction* quit;
    // Sweep
    QAction* run;
    QAction* stop;
    QAction* in_turn;
    QAction* demo;
    QAction* edit_plan;
    QAction* edit_hosts;
    QAction* calibrate;
    // Runs
    QAction* resume;
    QAction* show_only;
    QAction* rename;
    QAction* details;
    QAction* star;
    QAction* use_plan;
    QAction* leave_out;
    QAction* merge;
    QAction* remove;
    QAction* find;
    QAction* untick_all;
    // View
    QAction* show_runs;
    QAction* show_messages;
    QAction* look_system;
    QAction* look_light;
    QAction* look_dark;
    // Help
    QAction* about;

private:
    QAction* make(const QString& text, const QString& icon, const QKeySequence& keys, const QString& tip);

    QWidget* window_;
};

}  // namespace sweeplab
