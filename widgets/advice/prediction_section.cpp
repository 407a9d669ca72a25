#include "widgets/advice/prediction_section.h"

#include <QHBoxLayout>
#include <QPushButton>

#include "widgets/advice/advice_tables.h"
#include "widgets/advice/text_lines.h"
#include "widgets/advice/text_table.h"

namespace sweeplab {

prediction_section::prediction_section(QWidget* parent)
    : advice_section(tr("Predictions"), parent),
      words_(wrapped_label(label_part::plain, this)),
      table_(new text_table(tr("Predicted against measured, by worker count"), this)),
      history_(new QWidget(this)),
      history_words_(wrapped_label(label_part::note, history_)) {
    add(words_);
    add_narrow(table_);
    auto* row = new QHBoxLayout(history_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto* open = new QPushButton(tr("Past predictions…"), history_);
    open->setAutoDefault(false);
    row->addWidget(history_words_, 1);
    row->addWidget(open, 0, Qt::AlignTop);
    add(history_);
    history_->hide();
    connect(open, &QPushButton::clicked, this, &prediction_section::history_wanted);
}

void prediction_section::set_history(const QString& words) {
    history_words_->setText(words);
    history_words_->setAccessibleName(words);
    history_->setVisible(!words.isEmpty());
}

void prediction_section::set_sheet(const advice_sheet& sheet) {
    const auto view = view_of_predictions(sheet);
    words_->setText(view.words);
    words_->setAccessibleName(view.words);
    table_->setAccessibleDescription(view.words);
    table_->set_rows(rows_of(view.rows));
}

}  // namespace sweeplab
