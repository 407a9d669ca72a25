// Above a comparison: which run the others are held against, which difference does not matter, and what is drawn.
// GUI thread.
#pragma once

#include <QWidget>

#include "widgets/bridge/run_library.h"

class QComboBox;
class QDoubleSpinBox;

namespace sweeplab {

class segmented_control;

class comparison_controls final : public QWidget {
    Q_OBJECT

public:
    explicit comparison_controls(QWidget* parent = nullptr);

    // `names` of the runs in their order. The run chosen by the person stays so while it is among them; else `usual`.
    void set_runs(const std::vector<loaded_run_ptr>& runs, const QStringList& names, run_id usual);
    run_id against() const;
    double threshold() const;              // 0.03: 3 %
    void set_threshold(double threshold);  // emits nothing
    segmented_control& charts() const { return *charts_; }
    void add_control(QWidget* control);

Q_SIGNALS:
    void asked();  // the person wants another comparison

private:
    QWidget* with_label(const QString& text, QWidget* field);

    QComboBox* against_;
    QDoubleSpinBox* threshold_;
    segmented_control* charts_;
    run_id chosen_;  // by the person
};

}  // namespace sweeplab
