#include "widgets/charts/figure_grid.h"

#include "widgets/charts/panel_geometry.h"
#include "widgets/charts/scaling_panel.h"

namespace sweeplab {

figure_grid::figure_grid(QWidget* parent) : panel_area(least_panel_size, parent) {}

void figure_grid::set_data(const figure_chart_data& chart) {
    set_panel_count(panels_, chart.panels.size(), [this] { return add_panel(); });
    for (std::size_t i = 0; i < panels_.size(); ++i) panels_[i]->set_data(chart.panels[i].chart, 0);
    set_cells({panels_.begin(), panels_.end()});
}

scaling_panel* figure_grid::add_panel() {
    auto* panel = new scaling_panel(widget());
    connect(panel, &scaling_panel::repeats_wanted, this, &figure_grid::repeats_wanted);
    connect(panel, &scaling_panel::workers_hovered, this, [this, panel](std::optional<int> workers) {
        for (auto* other : panels_) other->set_linked_workers(other == panel ? std::nullopt : workers);
    });
    return panel;
}

}  // namespace sweeplab
