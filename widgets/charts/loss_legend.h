// Which colour is which part, in the order in which the bars are stacked. GUI thread.
#pragma once

#include <QWidget>
#include <vector>

#include "engine/analysis/loss_report.h"

namespace sweeplab {

class loss_legend final : public QWidget {
    Q_OBJECT

public:
    explicit loss_legend(QWidget* parent = nullptr);
    void set_parts(const std::vector<loss_part>& parts);  // from the bottom of the bars upwards

private:
    std::vector<loss_part> parts_;
};

}  // namespace sweeplab
