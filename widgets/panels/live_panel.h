// The window's bottom: the sweep under way with progress, time left and counts, and the log of messages, which
// can be folded away. GUI thread.
#pragma once

#include <QLabel>
#include <QWidget>

#include "widgets/bridge/sweep_control.h"
#include "widgets/models/message_model.h"

class QListView;
class QProgressBar;
class QToolButton;

namespace sweeplab {

class styled_label;

class live_panel final : public QWidget {
    Q_OBJECT

public:
    explicit live_panel(sweep_control& control, QWidget* parent = nullptr);

    message_model& messages() { return *messages_; }
    bool log_shown() const;
    void show_log(bool on);

Q_SIGNALS:
    void log_toggled(bool on);

private:
    QWidget* make_status_row();
    QWidget* make_figures();
    QWidget* make_log();
    QLabel* add_figure(QWidget* row, const QString& caption, const QString& widest);
    void show_state();
    void show_figures(const live_state& state);
    void take_message(const run_message& message);
    void count_messages();

    sweep_control& control_;
    message_model* messages_;
    int alerts_ = 0;  // warnings and failures not looked at yet

    styled_label* headline_ = nullptr;
    QProgressBar* progress_ = nullptr;
    styled_label* time_left_ = nullptr;
    QToolButton* log_button_ = nullptr;
    QWidget* figures_ = nullptr;
    QLabel* trial_ = nullptr;
    QLabel* workers_ = nullptr;
    QLabel* running_ = nullptr;
    QLabel* done_ = nullptr;
    QLabel* failed_ = nullptr;
    QLabel* tokens_ = nullptr;
    QListView* log_ = nullptr;
};

// "Running “demo” (simulated)", "“demo” is complete: 20 trials". Pure.
QString headline_of(const live_state& state, bool starting);

}  // namespace sweeplab
