// Draws a saved run on two lines, below the heading of its group where one begins: tick box, name and a star to click; then
// state, age, host and worker counts. GUI thread.
#pragma once

#include <QStyledItemDelegate>

namespace sweeplab {

class run_row_delegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

    // Where the run itself stands: below the heading of its group, where one begins with it.
    static QStyleOptionViewItem body_of(const QStyleOptionViewItem& option, const QModelIndex& index);
    static QRect tick_rect(const QStyleOptionViewItem& option);
    static QRect star_rect(const QStyleOptionViewItem& option);
};

}  // namespace sweeplab
