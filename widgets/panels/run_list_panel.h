// The saved runs at the window's left: filter, list, and what can be done with the selected ones. GUI thread.
#pragma once

#include <QTimer>
#include <QWidget>
#include <vector>

#include "widgets/models/run_filter_model.h"
#include "widgets/models/run_list_model.h"

class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QListView;
class QMenu;
class QStackedLayout;

namespace sweeplab {

class empty_state;

class run_list_panel final : public QWidget {
    Q_OBJECT

public:
    explicit run_list_panel(run_library& library, QWidget* parent = nullptr);

    std::vector<run_id> selected() const;
    run_id only_selected() const;  // none when several are, or none; not the one that the keyboard is on
    void select(run_id run);
    void select_all_of(const std::vector<run_id>& runs);  // those that the filter lets through
    // What can be done with the selected runs (right-button menu and buttons below; null makes a line), and while
    // there is no run at all.
    void set_run_actions(const QList<QAction*>& of_a_run, const QList<QAction*>& when_empty);
    QListView* view() const { return view_; }
    void focus_filter();
    void rename_selected();
    // Says what was deleted, with a button that brings it back; for a while. What is deleted meanwhile comes back with it.
    void offer_undo(const std::vector<run_id>& deleted, const QString& name);

Q_SIGNALS:
    void selection_changed();
    void opened(sweeplab::run_id run);  // double-clicked or Return

private:
    QWidget* make_filter();
    QWidget* make_list();
    QWidget* make_undo_bar();
    void set_since_days(int days);
    void end_undo();
    void fill_buttons();
    void refresh_hosts();
    void refresh_empty_state();
    void show_menu(const QPoint& at);

    run_library& library_;
    run_list_model* model_;
    run_filter_model* filter_;
    QLineEdit* search_ = nullptr;
    QComboBox* host_ = nullptr;
    QComboBox* state_ = nullptr;
    QComboBox* when_ = nullptr;
    QComboBox* group_ = nullptr;
    QWidget* undo_bar_ = nullptr;
    QLabel* undo_text_ = nullptr;
    std::vector<run_id> deleted_;
    QTimer undo_time_;
    QListView* view_ = nullptr;
    empty_state* empty_ = nullptr;
    QStackedLayout* pages_ = nullptr;
    QHBoxLayout* buttons_ = nullptr;
    QList<QAction*> context_actions_;
    QList<QAction*> empty_actions_;
};

}  // namespace sweeplab
