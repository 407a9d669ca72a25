#include "widgets/charts/loss_grid.h"

#include "widgets/charts/loss_panel.h"

namespace sweeplab {

loss_grid::loss_grid(QWidget* parent) : panel_area(least_loss_panel, parent) {}

void loss_grid::set_data(std::shared_ptr<const loss_chart_data> chart_data) {
    set_panel_count(panels_, chart_data->panels.size(), [this] { return add_panel(); });
    for (std::size_t i = 0; i < panels_.size(); ++i) panels_[i]->set_data(chart_data, static_cast<int>(i));
    set_cells({panels_.begin(), panels_.end()});
}

loss_panel* loss_grid::add_panel() {
    auto* panel = new loss_panel(widget());
    connect(panel, &loss_panel::part_hovered, this, [this, panel](auto place) {
        for (auto* other : panels_) other->set_linked(other == panel ? std::nullopt : place);
    });
    return panel;
}

}  // namespace sweeplab
