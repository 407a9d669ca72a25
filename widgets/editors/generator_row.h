// A machine's calibration in the form of its profile: the figures, and for this machine the button that measures them.
// GUI thread.
#pragma once

#include <QWidget>
#include <optional>

#include "engine/model/generator_limits.h"
#include "widgets/bridge/session_bridge.h"

class QPushButton;

namespace sweeplab {

class styled_label;

class generator_row final : public QWidget {
    Q_OBJECT

public:
    explicit generator_row(session_bridge& bridge, QWidget* parent = nullptr);
    void show_limits(const std::optional<generator_limits>& limits, bool this_machine);

Q_SIGNALS:
    void measured(const sweeplab::generator_limits& limits);  // and kept in the library

private:
    void calibrate();

    session_bridge& bridge_;
    std::optional<generator_limits> limits_;
    styled_label* figures_;
    QPushButton* button_;
};

}  // namespace sweeplab
