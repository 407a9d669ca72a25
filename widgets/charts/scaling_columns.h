// A scaling chart's numbers as rows and columns: what the table shows and the CSV writes. Pure; any thread.
#pragma once

#include <QString>
#include <functional>
#include <vector>

#include "widgets/charts/scaling_chart_data.h"

namespace sweeplab {

struct scaling_row {
    const scaling_curve* curve = nullptr;
    const scaling_point* point = nullptr;
    bool counted = true;  // false: a worker count without one counted trial; it has no values
};
// In the order of the curves, by worker count. The pointers are into `curves`. Counts that are merely still to
// come have no row.
std::vector<scaling_row> scaling_rows(const std::vector<scaling_curve>& curves);

// A cell is a number, a text, or missing; missing is empty, never 0.
struct scaling_cell {
    std::optional<double> number;
    QString text;
    bool empty() const { return !number && text.isEmpty(); }
};

struct scaling_column {
    const char* key;  // of the CSV
    QString title;    // of the table; empty: in the CSV only
    int significant;  // digits of a number in the table; 0: a whole number; -1: as few as it needs
    bool is_text;
    scaling_cell (*cell)(const scaling_row& row);
    double needless = -1;  // a table whose rows all have this number (or nothing) leaves the column out
};
const std::vector<scaling_column>& scaling_columns();

QString table_text(const scaling_column& column, const scaling_row& row);

}  // namespace sweeplab
