// Above the advice: which run, for which objective, and what the objective needs to know. GUI thread.
#pragma once

#include <QWidget>
#include <map>

#include "engine/advice/run_analysis.h"
#include "widgets/bridge/run_library.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace sweeplab {

class advice_controls final : public QWidget {
    Q_OBJECT

public:
    explicit advice_controls(QWidget* parent = nullptr);

    // The run chosen stays chosen while it is among them.
    void set_runs(const std::vector<loaded_run_ptr>& runs);
    loaded_run_ptr run() const;
    analysis_request request() const;
    void set_request(const analysis_request& request);  // but for the items; emits nothing
    // The run does not say how many items each trial did.
    void ask_for_items(bool wanted);
    void add_control(QWidget* control);

Q_SIGNALS:
    void asked();  // the person wants another answer

private:
    QWidget* with_label(const QString& text, QWidget* field);
    void show_fields();
    void show_items();
    void note_items(int items);

    std::vector<loaded_run_ptr> runs_;
    std::map<run_id, int> items_given_;  // of each run by itself
    QComboBox* run_;
    QComboBox* objective_;
    QDoubleSpinBox* deadline_;
    QDoubleSpinBox* latency_;
    QSpinBox* items_;
    QWidget* run_row_;
    QWidget* deadline_row_;
    QWidget* latency_row_;
    QWidget* items_row_;
};

}  // namespace sweeplab
