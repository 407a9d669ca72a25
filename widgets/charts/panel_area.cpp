#include "widgets/charts/panel_area.h"

#include <QResizeEvent>
#include <QScrollBar>
#include <algorithm>
#include <utility>

#include "widgets/charts/grid_shape.h"

namespace sweeplab {
namespace {

constexpr int gap = 10;

}  // namespace

panel_area::panel_area(QSize least_panel, QWidget* parent) : QScrollArea(parent), least_panel_(least_panel) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setFocusPolicy(Qt::NoFocus);  // the panels have it, and are scrolled into sight
    setWidget(new QWidget(this));
    setMinimumHeight(least_panel.height());
    viewport()->setAutoFillBackground(false);
    widget()->setAutoFillBackground(false);
}

int panel_area::whole_height(QSize space) const {
    return choose_grid(static_cast<int>(cells_.size()), space, least_panel_, gap).whole_height;
}

void panel_area::set_cells(std::vector<QWidget*> cells) {
    cells_ = std::move(cells);
    arrange();
}

void panel_area::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

void panel_area::arrange() {
    const int count = static_cast<int>(cells_.size());
    QSize space = maximumViewportSize();
    auto shape = choose_grid(count, space, least_panel_, gap);
    if (shape.whole_height > space.height()) {  // the scroll bar takes its part
        space.setWidth(space.width() - verticalScrollBar()->sizeHint().width());
        shape = choose_grid(count, space, least_panel_, gap);
    }
    widget()->resize(std::max(space.width(), shape.cell.width()), std::max(shape.whole_height, 1));
    const auto places = cells_of(shape, count, gap);
    for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i]->setGeometry(places[i]);
}

}  // namespace sweeplab
