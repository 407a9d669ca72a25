// What is to be measured in turn: two sides, each a workload with changes to it and a host, at the same worker counts. GUI
// thread.
#pragma once

#include <QDialog>

#include "widgets/dialogs/in_turn_side.h"

class QLineEdit;
class QPushButton;
class QSpinBox;

namespace sweeplab {

class styled_label;

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
