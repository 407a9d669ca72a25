#include "widgets/charts/panel_grid.h"

#include <QResizeEvent>
#include <QScrollBar>
#include <algorithm>

#include "widgets/charts/grid_shape.h"
#include "widgets/charts/panel_geometry.h"
#include "widgets/charts/scaling_panel.h"

namespace sweeplab {
namespace {

constexpr int gap = 10;

}  // namespace

panel_grid::panel_grid(QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setFocusPolicy(Qt::NoFocus);  // the panels have it, and are scrolled into sight
    setWidget(new QWidget(this));
    setMinimumHeight(least_panel_size.height());
    viewport()->setAutoFillBackground(false);
    widget()->setAutoFillBackground(false);
}

void panel_grid::set_data(std::shared_ptr<const scaling_chart_data> chart_data) {
    set_panel_count(chart_data->panels.size());
    for (std::size_t i = 0; i < panels_.size(); ++i) panels_[i]->set_data(chart_data, static_cast<int>(i));
    arrange();
}

int panel_grid::whole_height(QSize space) const {
    return choose_grid(static_cast<int>(panels_.size()), space, least_panel_size, gap).whole_height;
}

void panel_grid::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

void panel_grid::set_panel_count(std::size_t count) {
    while (panels_.size() > count) {
        panels_.back()->deleteLater();  // it may be the sender of what led here
        panels_.back()->hide();
        panels_.pop_back();
    }
    while (panels_.size() < count) panels_.push_back(add_panel());
}

scaling_panel* panel_grid::add_panel() {
    auto* panel = new scaling_panel(widget());
    connect(panel, &scaling_panel::workers_hovered, this, [this, panel](auto workers) { link_workers(panel, workers); });
    connect(panel, &scaling_panel::point_activated, this, &panel_grid::point_activated);
    panel->show();
    return panel;
}

void panel_grid::link_workers(const scaling_panel* from, std::optional<int> workers) {
    for (auto* panel : panels_) panel->set_linked_workers(panel == from ? std::nullopt : workers);
}

void panel_grid::arrange() {
    const int count = static_cast<int>(panels_.size());
    QSize space = maximumViewportSize();
    auto shape = choose_grid(count, space, least_panel_size, gap);
    if (shape.whole_height > space.height()) {  // the scroll bar takes its part
        space.setWidth(space.width() - verticalScrollBar()->sizeHint().width());
        shape = choose_grid(count, space, least_panel_size, gap);
    }
    widget()->resize(std::max(space.width(), shape.cell.width()), std::max(shape.whole_height, 1));
    const auto cells = cells_of(shape, count, gap);
    for (std::size_t i = 0; i < panels_.size(); ++i) panels_[i]->setGeometry(cells[i]);
}

}  // namespace sweeplab
