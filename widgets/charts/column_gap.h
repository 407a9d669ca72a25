// A gap between a column of numbers, set flush right, and the words of the column after it, in cells and titles alike. What
// the cells hold stays as it is. GUI thread.
#pragma once

class QTableView;

namespace sweeplab {

// Before the model is set. The view owns what it gets.
void put_gaps_between_numbers_and_words(QTableView& view);

}  // namespace sweeplab
