// All panels of the Latency view. A place that is hovered in one panel is marked in all. GUI thread.
#pragma once

#include <memory>
#include <vector>

#include "widgets/charts/latency_chart_data.h"
#include "widgets/charts/panel_area.h"

namespace sweeplab {

class latency_panel;

class latency_grid final : public panel_area {
    Q_OBJECT

public:
    explicit latency_grid(QWidget* parent = nullptr);
    void set_data(std::shared_ptr<const latency_chart_data> data);
    const std::vector<latency_panel*>& panels() const { return panels_; }

private:
    latency_panel* add_panel();

    std::vector<latency_panel*> panels_;
};

}  // namespace sweeplab
