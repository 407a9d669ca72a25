#include "widgets/advice/lines_section.h"

namespace sweeplab {

lines_section::lines_section(const QString& heading, const QString& sign, QWidget* parent)
    : advice_section(heading, parent),
      lines_(new text_lines(sign, label_part::plain, this)),
      muted_(new text_lines({}, label_part::note, this)) {
    add(lines_);
    add(muted_);
}

void lines_section::set_lines(const QStringList& lines, const QStringList& muted) {
    lines_->set_lines(lines);
    muted_->set_lines(muted);
    setVisible(!lines.isEmpty() || !muted.isEmpty());
}

}  // namespace sweeplab
