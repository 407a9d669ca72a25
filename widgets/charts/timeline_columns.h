// What is seen of a lane where a pixel is wider than many spans: the state that took most of each column's time, and
// whether anything failed in it. Cost: the columns, not the spans. Pure; any thread.
#pragma once

#include <vector>

#include "widgets/charts/timeline_index.h"
#include "widgets/charts/timeline_zoom.h"

namespace sweeplab {

// Joined pixel columns that look alike.
struct timeline_piece {
    int first = 0;  // column
    int count = 1;
    span_kind kind = span_kind::idle;  // of most of the time
    bool failed = false;               // an attempt that failed touches each of these columns
    bool cancelled = false;
    int span = -1;  // it alone fills them; -1: several do, or one does in part
    bool operator==(const timeline_piece&) const = default;
};

// Equal columns over a window, from left to right. Their starts are worked out once for all lanes of a picture.
class time_columns {
public:
    time_columns(const time_window& window, int count);

    const time_window& window() const { return window_; }
    int count() const { return count_; }
    // Where column `column` begins; `count()` is allowed, and where the last one ends.
    std::int64_t start(int column) const { return starts_[static_cast<std::size_t>(column)]; }

private:
    time_window window_;
    int count_;  // 0 for a window without extent
    std::vector<std::int64_t> starts_;
};

// Columns in which the worker is in no known state are left out. Replaces what is in `pieces`.
void find_pieces(const timeline_lane& lane, const time_columns& columns, std::vector<timeline_piece>& pieces);

}  // namespace sweeplab
