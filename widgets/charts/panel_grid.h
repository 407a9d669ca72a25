// All panels of a scaling chart. A worker count that is hovered in one panel is marked in all. GUI thread.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "widgets/charts/panel_area.h"
#include "widgets/charts/scaling_chart_data.h"

namespace sweeplab {

class scaling_panel;

class panel_grid final : public panel_area {
    Q_OBJECT

public:
    explicit panel_grid(QWidget* parent = nullptr);

    void set_data(std::shared_ptr<const scaling_chart_data> data);
    const std::vector<scaling_panel*>& panels() const { return panels_; }

Q_SIGNALS:
    void point_activated(qint64 run, int workers);
    void repeats_wanted(qint64 run, int workers);

private:
    scaling_panel* add_panel();
    void link_workers(const scaling_panel* from, std::optional<int> workers);

    std::vector<scaling_panel*> panels_;
};

}  // namespace sweeplab
