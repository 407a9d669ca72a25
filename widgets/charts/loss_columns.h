// The accounts as rows and columns, a row for each part of a bar: what the table shows and the CSV writes. Pure; any
// thread.
#pragma once

#include <vector>

#include "widgets/charts/loss_chart_data.h"
#include "widgets/charts/scaling_columns.h"

namespace sweeplab {

struct loss_row {
    const loss_run* run = nullptr;
    const loss_point* point = nullptr;
    loss_part part = loss_part::baseline;
};
// In the order of the runs, by worker count, in the order of the account; `parts` says which. The pointers are into
// `runs` and their reports.
std::vector<loss_row> loss_rows(const std::vector<loss_run>& runs, const std::vector<loss_part>& parts);

struct loss_column {
    const char* key;  // of the CSV
    QString title;    // of the table; empty: in the CSV only
    int decimals;     // of a number in the table
    bool is_text;
    scaling_cell (*cell)(const loss_row& row);
};
const std::vector<loss_column>& loss_columns();
QString table_text(const loss_column& column, const loss_row& row);

// Everything that is known, parts that are 0 too. Seconds throughout.
QString loss_csv(const std::vector<loss_run>& runs);

}  // namespace sweeplab
