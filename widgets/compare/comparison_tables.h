// The tables of the Compare page, and the same as a file. Pure; any thread.
#pragma once

#include "widgets/advice/text_rows.h"
#include "widgets/compare/comparison_sheet.h"

namespace sweeplab {

// What differs between the runs, by aspect; with `everything` also what they have in common.
text_rows difference_rows(const comparison_sheet& sheet, bool everything);
// How many rows more `everything` has, and how many differences were too many to list.
std::size_t common_count(const comparison_sheet& sheet);
std::size_t left_out_count(const comparison_sheet& sheet);
// Every common worker count with both times, ratio, interval and verdict, then all of them.
text_rows ratio_rows(const comparison_sheet& sheet);
// The same items in both, as a sentence for each worker count.
QStringList paired_lines(const comparison_sheet& sheet);
text_rows factor_rows(const comparison_sheet& sheet);

// One row a run and worker count, and one for all of them.
QString comparison_csv(const comparison_sheet& sheet);

}  // namespace sweeplab
