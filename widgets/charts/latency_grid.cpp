#include "widgets/charts/latency_grid.h"

#include "widgets/charts/latency_panel.h"

namespace sweeplab {

latency_grid::latency_grid(QWidget* parent) : panel_area(least_latency_panel, parent) {}

void latency_grid::set_data(std::shared_ptr<const latency_chart_data> chart_data) {
    set_panel_count(panels_, chart_data->panels.size(), [this] { return add_panel(); });
    for (std::size_t i = 0; i < panels_.size(); ++i) panels_[i]->set_data(chart_data, static_cast<int>(i));
    set_cells({panels_.begin(), panels_.end()});
}

latency_panel* latency_grid::add_panel() {
    auto* panel = new latency_panel(widget());
    connect(panel, &latency_panel::place_hovered, this, [this, panel](auto place) {
        for (auto* other : panels_) other->set_linked(other == panel ? std::nullopt : place);
    });
    return panel;
}

}  // namespace sweeplab
