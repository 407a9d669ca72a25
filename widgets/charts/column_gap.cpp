#include "widgets/charts/column_gap.h"

#include <QHeaderView>
#include <QRegularExpression>
#include <QStyledItemDelegate>
#include <QTableView>

namespace sweeplab {
namespace {

constexpr int gap = 10;

bool is_flush_right(const QAbstractItemModel& model, int column) {
    return (model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
}

// Whether words stand in the column, and numbers in the one that is seen before it.
bool follows_numbers(const QHeaderView& header, int column) {
    if (!header.model() || is_flush_right(*header.model(), column)) return false;
    for (int place = header.visualIndex(column) - 1; place >= 0; --place) {
        const int before = header.logicalIndex(place);
        if (!header.isSectionHidden(before)) return is_flush_right(*header.model(), before);
    }
    return false;
}

class gap_header final : public QHeaderView {
public:
    explicit gap_header(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
        setSectionsClickable(true);  // as a table's own header
    }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int column) const override {
        gap_now_ = follows_numbers(*this, column);
        QHeaderView::paintSection(painter, rect, column);
    }
    void initStyleOptionForIndex(QStyleOptionHeader* option, int column) const override {
        QHeaderView::initStyleOptionForIndex(option, column);
        if (!gap_now_) return;
        const int space = std::max(1, option->fontMetrics.horizontalAdvance(QLatin1Char(' ')));
        option->text.prepend(QString((gap + space - 1) / space, QLatin1Char(' ')));
    }
    QSize sectionSizeFromContents(int column) const override {
        gap_now_ = false;
        const QSize size = QHeaderView::sectionSizeFromContents(column);
        return follows_numbers(*this, column) ? size + QSize(gap, 0) : size;
    }

private:
    mutable bool gap_now_ = false;
};

class gap_delegate final : public QStyledItemDelegate {
public:
    explicit gap_delegate(QTableView& view) : QStyledItemDelegate(&view), view_(view) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        auto moved = option;
        if (follows_numbers(*view_.horizontalHeader(), index.column())) {
            // The ground and the selection reach to the column's edge.
            QStyleOptionViewItem ground = option;
            initStyleOption(&ground, index);
            ground.text.clear();
            ground.widget->style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, ground.widget);
            moved.rect.adjust(gap, 0, 0, 0);
        }
        QStyledItemDelegate::paint(painter, moved, index);
    }
    // What has no spaces goes on in a further line as well, a long word wherever the line ends.
    QString displayText(const QVariant& value, const QLocale& locale) const override {
        static const QRegularExpression joint(QStringLiteral("([,:_](?=\\S)|[^\\s,:_]{14}(?=[^\\s,:_]{6}))"));
        const QString text = QStyledItemDelegate::displayText(value, locale);
        return view_.wordWrap() ? QString(text).replace(joint, QStringLiteral("\\1\u200b")) : text;
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (!follows_numbers(*view_.horizontalHeader(), index.column())) return QStyledItemDelegate::sizeHint(option, index);
        auto moved = option;
        moved.rect.adjust(gap, 0, 0, 0);  // a text that wraps has less room
        return QStyledItemDelegate::sizeHint(moved, index) + QSize(gap, 0);
    }

private:
    QTableView& view_;
};

}  // namespace

void put_gaps_between_numbers_and_words(QTableView& view) {
    view.setHorizontalHeader(new gap_header(&view));
    view.setItemDelegate(new gap_delegate(view));
}

}  // namespace sweeplab
