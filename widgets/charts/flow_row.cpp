#include "widgets/charts/flow_row.h"

#include <QWidget>
#include <algorithm>

namespace sweeplab {

flow_row::flow_row(QWidget* parent, int spacing) : QLayout(parent) {
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

flow_row::~flow_row() { qDeleteAll(items_); }

QLayoutItem* flow_row::takeAt(int index) { return index >= 0 && index < items_.size() ? items_.takeAt(index) : nullptr; }

QSize flow_row::sizeHint() const {
    QSize size;
    for (const auto* item : items_) {
        if (item->isEmpty()) continue;
        size.rwidth() += item->sizeHint().width() + (size.width() > 0 ? spacing() : 0);
        size.setHeight(std::max(size.height(), item->sizeHint().height()));
    }
    return size;
}

QSize flow_row::minimumSize() const {
    QSize size;
    for (const auto* item : items_) {
        if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
    }
    return size;
}

void flow_row::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int flow_row::arrange(const QRect& rect, bool apply) const {
    int x = rect.x(), y = rect.y(), row_height = 0;
    for (auto* item : items_) {
        if (item->isEmpty()) continue;
        QSize size = item->sizeHint();
        size.setWidth(std::min(size.width(), std::max(rect.width(), item->minimumSize().width())));
        if (x > rect.x() && x + size.width() > rect.right() + 1) {
            x = rect.x();
            y += row_height + spacing();
            row_height = 0;
        }
        if (apply) item->setGeometry(QRect(QPoint(x, y), size));
        x += size.width() + spacing();
        row_height = std::max(row_height, size.height());
    }
    return y + row_height - rect.y();
}

}  // namespace sweeplab
