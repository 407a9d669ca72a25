// The panels of the Figures view: each a chart of its own. A worker count that is hovered in one is marked in all.
// GUI thread.
#pragma once

#include <optional>

#include "widgets/charts/figure_chart_data.h"
#include "widgets/charts/panel_area.h"

namespace sweeplab {

class load_panel;
class scaling_panel;
class soak_panel;

class figure_grid final : public panel_area {
    Q_OBJECT

public:
    explicit figure_grid(QWidget* parent = nullptr);
    void set_data(const figure_chart_data& data);
    const std::vector<scaling_panel*>& panels() const { return panels_; }
    const std::vector<load_panel*>& loads() const { return loads_; }
    const std::vector<soak_panel*>& soaks() const { return soaks_; }

Q_SIGNALS:
    // The person wants to leave a repeat at this worker count out, or take it in again.
    void repeats_wanted(qint64 run, int workers);

private:
    scaling_panel* add_panel();
    load_panel* add_load();
    soak_panel* add_soak();

    std::vector<scaling_panel*> panels_;
    std::vector<load_panel*> loads_;
    std::vector<soak_panel*> soaks_;
};

}  // namespace sweeplab
