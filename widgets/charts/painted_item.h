// A layer of a chart: an item as large as the chart that hands its painting to a function.
#pragma once

#include <QGraphicsItem>
#include <functional>

class QPainter;

namespace sweeplab {

class painted_item final : public QGraphicsItem {
public:
    using painter_function = std::function<void(QPainter&)>;
    painted_item(painter_function paint, double z, QGraphicsItem* parent) : QGraphicsItem(parent), paint_(std::move(paint)) {
        setZValue(z);
    }
    void set_size(QSizeF size) {
        prepareGeometryChange();
        size_ = size;
    }
    QRectF boundingRect() const override { return {QPointF(0, 0), size_}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override { paint_(*painter); }

private:
    painter_function paint_;
    QSizeF size_;
};

}  // namespace sweeplab
