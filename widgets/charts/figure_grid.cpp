#include "widgets/charts/figure_grid.h"

#include "widgets/charts/load_panel.h"
#include "widgets/charts/panel_geometry.h"
#include "widgets/charts/scaling_panel.h"
#include "widgets/charts/soak_panel.h"

namespace sweeplab {

figure_grid::figure_grid(QWidget* parent) : panel_area(least_panel_size, parent) {}

void figure_grid::set_data(const figure_chart_data& chart) {
    set_panel_count(panels_, chart.panels.size(), [this] { return add_panel(); });
    for (std::size_t i = 0; i < panels_.size(); ++i) panels_[i]->set_data(chart.panels[i].chart, 0);
    set_panel_count(loads_, chart.loads.size(), [this] { return add_load(); });
    for (std::size_t i = 0; i < loads_.size(); ++i) loads_[i]->set_chart(chart.loads[i]);
    std::vector<QWidget*> cells(panels_.begin(), panels_.end());
    cells.insert(cells.end(), loads_.begin(), loads_.end());
    set_panel_count(soaks_, chart.soaks.size(), [this] { return add_soak(); });
    for (std::size_t i = 0; i < soaks_.size(); ++i) soaks_[i]->set_chart(chart.soaks[i]);
    cells.insert(cells.end(), soaks_.begin(), soaks_.end());
    QSize least = least_panel_size;
    if (!loads_.empty()) least = least.expandedTo(least_load_panel);
    if (!soaks_.empty()) least = least.expandedTo(least_soak_panel(chart.soaks));
    set_least_panel(least);
    set_cells(std::move(cells));
}

scaling_panel* figure_grid::add_panel() {
    auto* panel = new scaling_panel(widget());
    connect(panel, &scaling_panel::repeats_wanted, this, &figure_grid::repeats_wanted);
    connect(panel, &scaling_panel::workers_hovered, this, [this, panel](std::optional<int> workers) {
        for (auto* other : panels_) other->set_linked_workers(other == panel ? std::nullopt : workers);
    });
    return panel;
}

load_panel* figure_grid::add_load() {
    auto* panel = new load_panel(widget());
    connect(panel, &load_panel::time_hovered, this, [this, panel](std::optional<std::int64_t> ns) {
        for (auto* other : loads_) other->set_linked_time(other == panel ? std::nullopt : ns);
    });
    return panel;
}

soak_panel* figure_grid::add_soak() {
    auto* panel = new soak_panel(widget());
    connect(panel, &soak_panel::time_hovered, this, [this, panel](std::optional<std::int64_t> ns) {
        for (auto* other : soaks_) other->set_linked_time(other == panel ? std::nullopt : ns);
    });
    return panel;
}

}  // namespace sweeplab
