// The window's top: host, workload, worker counts, repeats, what it will take, and Run. Shows and changes the
// sweep draft; starting is the window's business. GUI thread.
#pragma once

#include <QFrame>
#include <QTimer>
#include <vector>

#include "widgets/bridge/sweep_control.h"
#include "widgets/models/sweep_draft.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace sweeplab {

class plan_chooser;
class styled_label;

class sweep_bar final : public QFrame {
    Q_OBJECT

public:
    sweep_bar(sweep_draft& draft, session_bridge& bridge, sweep_control& control, QWidget* parent = nullptr);

    plan_chooser& plans() { return *plans_; }
    // The first one is this machine.
    void set_hosts(std::vector<host_profile> hosts);
    const std::vector<host_profile>& hosts() const { return hosts_; }
    void choose_host(const std::string& id);
    // The outlook is not said yet.
    bool estimating() const { return estimate_delay_.isActive(); }
    // The Run and Stop actions of the menu; the button follows them.
    void set_actions(QAction* run, QAction* stop);

Q_SIGNALS:
    void edit_plan_wanted();
    void edit_hosts_wanted();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void create_host_chooser();
    void create_plan_chooser();
    void create_worker_field();
    void create_predict_switch();
    void create_repeats_field();
    void create_run_button();
    void place_predict_switch();
    void add_column(int column, const QString& caption, QWidget* buddy, QWidget* field, int stretch);
    void fill_presets();
    void take_host(int index);
    void show_draft();
    void show_predict();
    void show_state();
    void ask_estimate();
    void show_estimate(const result<plan_estimate>& estimate);
    void say(const QString& text, bool fault);

    sweep_draft& draft_;
    session_bridge& bridge_;
    sweep_control& control_;
    std::vector<host_profile> hosts_;
    std::string wanted_host_;

    QGridLayout* grid_;
    QComboBox* host_ = nullptr;
    plan_chooser* plans_ = nullptr;
    QToolButton* edit_plan_ = nullptr;
    QLineEdit* workers_ = nullptr;
    QPushButton* presets_ = nullptr;
    QCheckBox* predict_ = nullptr;
    bool predict_below_ = false;  // of the fields
    QSpinBox* repeats_ = nullptr;
    QPushButton* run_ = nullptr;
    styled_label* outlook_ = nullptr;
    QAction* run_action_ = nullptr;
    QAction* stop_action_ = nullptr;
    QTimer estimate_delay_;
    int estimate_serial_ = 0;
};

// "12 trials · 144 jobs · about 3 min 5 s · USD 0.042 (from run 12 on this host)". Pure.
QString estimate_in_words(const plan_estimate& estimate);

}  // namespace sweeplab
