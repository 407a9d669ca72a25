// "Calibrate this machine": measures what Sweeplab itself can drive here, says how far it is, and shows what came out.
// GUI thread.
#pragma once

#include <QDialog>

#include "widgets/bridge/generator_calibration.h"

class QFormLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace sweeplab {

class styled_label;

class calibration_dialog final : public QDialog {
    Q_OBJECT

public:
    // `known`: what was measured before.
    calibration_dialog(session_bridge& bridge, const std::optional<generator_limits>& known, QWidget* parent = nullptr);
    calibration_dialog(session_bridge& bridge, const std::optional<generator_limits>& known,
                       generator_calibration::method how, QWidget* parent);

    // What this dialog measured, kept with the machine's profile already; absent: nothing.
    const std::optional<generator_limits>& measured() const { return measured_; }
    void reject() override;  // first ends the calibration

private:
    void create(const std::optional<generator_limits>& known);
    void show_facts(const std::optional<generator_limits>& limits);
    void show_state();
    void press();
    void take(const host_profile& here);
    void take_failure(const error& why);

    session_bridge& bridge_;
    generator_calibration calibration_;
    std::optional<generator_limits> measured_;
    std::vector<QLabel*> facts_;
    styled_label* state_ = nullptr;
    QProgressBar* busy_ = nullptr;
    QPushButton* act_ = nullptr;
    bool closing_ = false;
};

}  // namespace sweeplab
