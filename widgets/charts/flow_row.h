// A layout that sets widgets in a row and goes on in a further row where the width ends. GUI thread.
#pragma once

#include <QLayout>
#include <QList>

namespace sweeplab {

class flow_row final : public QLayout {
public:
    explicit flow_row(QWidget* parent, int spacing);
    ~flow_row() override;

    void addItem(QLayoutItem* item) override { items_ << item; }
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem* itemAt(int index) const override { return items_.value(index); }
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    // Returns the height; moves the items only when `apply`.
    int arrange(const QRect& rect, bool apply) const;

    QList<QLayoutItem*> items_;
};

}  // namespace sweeplab
