#include "widgets/charts/latency_body.h"

#include <algorithm>

#include "widgets/charts/latency_geometry.h"
#include "widgets/charts/latency_grid.h"
#include "widgets/charts/latency_table.h"

namespace sweeplab {
namespace {

constexpr int gap = 10;
constexpr int least_rows = 3;            // fewer than that are no table to read
constexpr double most_for_table = 0.42;  // of the height
constexpr int comfortable_chart = 240;

}  // namespace

latency_body::latency_body(QWidget* parent)
    : QWidget(parent), grid_(new latency_grid(this)), table_(new latency_table(this)) {}

void latency_body::set_shape(shape wanted) {
    shape_ = wanted;
    arrange();
}

void latency_body::set_table_wanted(bool has_rows) {
    has_rows_ = has_rows;
    arrange();
}

QSize latency_body::minimumSizeHint() const { return {0, least_latency_panel.height()}; }

void latency_body::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void latency_body::arrange() {
    if (shape_ == shape::table) {
        table_->setGeometry(rect());
        grid_->hide();
        return table_->show();
    }
    const int row = table_->fontMetrics().height() + 10;
    const int wanted = std::min(table_->whole_height(), static_cast<int>(height() * most_for_table));
    const int least = std::min(table_->whole_height(), row * (least_rows + 1));
    const bool room = shape_ == shape::both && has_rows_ && height() - gap - std::max(wanted, least) >= comfortable_chart;
    const int below = room ? std::max(wanted, least) : 0;
    grid_->setGeometry(0, 0, width(), room ? height() - gap - below : height());
    if (room) table_->setGeometry(0, height() - below, width(), below);
    grid_->show();
    table_->setVisible(room);
}

}  // namespace sweeplab
