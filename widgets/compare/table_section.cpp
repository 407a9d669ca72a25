#include "widgets/compare/table_section.h"

#include "widgets/advice/text_lines.h"
#include "widgets/advice/text_table.h"

namespace sweeplab {

table_section::table_section(const QString& heading, QWidget* parent)
    : advice_section(heading, parent), table_(new text_table(heading, this)), note_(wrapped_label(label_part::note, this)) {
    table_->set_wrapping(usual_widest_text);
    add_narrow(table_);
    add(note_);
    hide();
}

void table_section::set_rows(text_rows rows, const QString& note) {
    const bool any = !rows.rows.empty();
    table_->set_rows(std::move(rows));
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
    setVisible(any);
}

}  // namespace sweeplab
