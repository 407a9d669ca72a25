// A layout of equally wide cards beside each other, and below each other where there is no room. GUI thread.
#pragma once

#include <QLayout>
#include <QList>

namespace sweeplab {

class card_row final : public QLayout {
public:
    card_row(QWidget* parent, int least_width, int spacing);
    ~card_row() override;

    void addItem(QLayoutItem* item) override { items_ << item; }
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem* itemAt(int index) const override { return items_.value(index); }
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
    QSize sizeHint() const override;
    QSize minimumSize() const override { return {0, 0}; }
    void setGeometry(const QRect& rect) override;

private:
    int arrange(const QRect& rect, bool apply) const;  // the height

    QList<QLayoutItem*> items_;
    int least_width_;
};

}  // namespace sweeplab
