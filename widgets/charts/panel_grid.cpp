#include "widgets/charts/panel_grid.h"

#include "widgets/charts/panel_geometry.h"
#include "widgets/charts/scaling_panel.h"

namespace sweeplab {

panel_grid::panel_grid(QWidget* parent) : panel_area(least_panel_size, parent) {}

void panel_grid::set_data(std::shared_ptr<const scaling_chart_data> chart_data) {
    set_panel_count(panels_, chart_data->panels.size(), [this] { return add_panel(); });
    for (std::size_t i = 0; i < panels_.size(); ++i) panels_[i]->set_data(chart_data, static_cast<int>(i));
    set_cells({panels_.begin(), panels_.end()});
}

scaling_panel* panel_grid::add_panel() {
    auto* panel = new scaling_panel(widget());
    connect(panel, &scaling_panel::workers_hovered, this, [this, panel](auto workers) { link_workers(panel, workers); });
    connect(panel, &scaling_panel::point_activated, this, &panel_grid::point_activated);
    connect(panel, &scaling_panel::repeats_wanted, this, &panel_grid::repeats_wanted);
    return panel;
}

void panel_grid::link_workers(const scaling_panel* from, std::optional<int> workers) {
    for (auto* panel : panels_) panel->set_linked_workers(panel == from ? std::nullopt : workers);
}

}  // namespace sweeplab
