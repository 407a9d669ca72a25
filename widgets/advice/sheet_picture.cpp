#include "widgets/advice/sheet_picture.h"

#include <QHeaderView>
#include <QScrollArea>

#include "widgets/advice/text_table.h"

namespace sweeplab {

void take_scroll_bars_off(QScrollArea& sheet) {
    sheet.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (auto* table : sheet.findChildren<text_table*>()) table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

int width_of_whole_tables(const QWidget& view) {
    int missing = 0;
    for (const auto* table : view.findChildren<text_table*>())
        if (table->isVisible())
            missing = std::max(missing, table->horizontalHeader()->length() - table->viewport()->width());
    return view.width() + missing;
}

}  // namespace sweeplab
