#include "widgets/advice/prediction_section.h"

#include "widgets/advice/advice_tables.h"
#include "widgets/advice/text_lines.h"
#include "widgets/advice/text_table.h"

namespace sweeplab {

prediction_section::prediction_section(QWidget* parent)
    : advice_section(tr("Predictions"), parent),
      words_(wrapped_label(label_part::plain, this)),
      table_(new text_table(tr("Predicted against measured, by worker count"), this)) {
    add(words_);
    add_narrow(table_);
}

void prediction_section::set_sheet(const advice_sheet& sheet) {
    const auto view = view_of_predictions(sheet);
    words_->setText(view.words);
    words_->setAccessibleName(view.words);
    table_->setAccessibleDescription(view.words);
    table_->set_rows(rows_of(view.rows));
}

}  // namespace sweeplab
