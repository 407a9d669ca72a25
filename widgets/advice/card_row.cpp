#include "widgets/advice/card_row.h"

#include <algorithm>

namespace sweeplab {

card_row::card_row(QWidget* parent, int least_width, int spacing) : QLayout(parent), least_width_(least_width) {
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

card_row::~card_row() { qDeleteAll(items_); }

QLayoutItem* card_row::takeAt(int index) { return index >= 0 && index < items_.size() ? items_.takeAt(index) : nullptr; }

QSize card_row::sizeHint() const {
    const int width = count() * least_width_ + std::max(0, count() - 1) * spacing();
    return {width, heightForWidth(width)};
}

void card_row::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int card_row::arrange(const QRect& rect, bool apply) const {
    if (items_.isEmpty()) return 0;
    // All in one row or each in its own: two and a straggler would look as if they belonged apart.
    const int in_row = rect.width() >= count() * least_width_ + (count() - 1) * spacing() ? count() : 1;
    const int width = (rect.width() - (in_row - 1) * spacing()) / in_row;
    int y = rect.y();
    for (int first = 0; first < count(); first += in_row) {
        int height = 0;
        for (int i = first; i < first + in_row; ++i) {
            const auto* item = items_[i];
            height = std::max(height, item->hasHeightForWidth() ? item->heightForWidth(width) : item->sizeHint().height());
        }
        for (int i = first; apply && i < first + in_row; ++i)
            items_[i]->setGeometry(QRect(rect.x() + (i - first) * (width + spacing()), y, width, height));
        y += height + spacing();
    }
    return y - spacing() - rect.y();
}

}  // namespace sweeplab
