// What is to be measured in turn: two sides, each a workload with changes to it and a host, at the same worker counts. GUI
// thread.
#pragma once

#include <QDialog>
#include <QGroupBox>

#include "engine/session/engine_session.h"
#include "widgets/models/plan_shelf.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace sweeplab {

class styled_label;

// One of the two.
class in_turn_side final : public QGroupBox {
    Q_OBJECT

public:
    in_turn_side(const QString& title, const plan_document& current, const std::vector<plan_entry>& plans,
                 const std::vector<host_profile>& hosts, QWidget* parent);

    void set_sweep(const QString& workers, int repeats);
    // An id that is not known is this machine.
    void choose_host(const std::string& id);
    // One a line: /json/pointer=value.
    void set_changes(const QString& lines);
    void focus_changes();
    // What is wrong with this side; empty when it can run.
    QString fault() const;
    run_request request() const;  // when there is no fault

Q_SIGNALS:
    void changed();

private:
    void take_plan();
    void take_host();

    plan_document current_;
    std::vector<host_profile> hosts_;
    plan_document chosen_;  // as read, before the changes
    QString reading_fault_;
    sweep_draft draft_;
    QString workers_;
    int repeats_ = 1;
    QComboBox* plan_;
    QComboBox* host_;
    QPlainTextEdit* changes_;
};

class in_turn_dialog final : public QDialog {
    Q_OBJECT

public:
    // `hosts`: this machine first.
    in_turn_dialog(const sweep_draft& current, const std::vector<plan_entry>& plans, const std::vector<host_profile>& hosts,
                   QWidget* parent = nullptr);

    in_turn_side& a() { return *a_; }
    in_turn_side& b() { return *b_; }

private:
    void follow_choice();

    QLineEdit* workers_;
    QSpinBox* repeats_;
    in_turn_side* a_;
    in_turn_side* b_;
    styled_label* note_;
    QPushButton* run_;
};

// Where the two plans differ, as JSON pointers, and "host"; empty: nowhere.
QStringList what_differs(const run_request& a, const run_request& b);

}  // namespace sweeplab
