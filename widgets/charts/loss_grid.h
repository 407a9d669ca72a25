// All panels of the Losses view. A part that is hovered in one panel is marked in all. GUI thread.
#pragma once

#include <memory>
#include <vector>

#include "widgets/charts/loss_chart_data.h"
#include "widgets/charts/panel_area.h"

namespace sweeplab {

class loss_panel;

class loss_grid final : public panel_area {
    Q_OBJECT

public:
    explicit loss_grid(QWidget* parent = nullptr);
    void set_data(std::shared_ptr<const loss_chart_data> data);
    const std::vector<loss_panel*>& panels() const { return panels_; }

private:
    loss_panel* add_panel();

    std::vector<loss_panel*> panels_;
};

}  // namespace sweeplab
