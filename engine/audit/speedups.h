// The speedups of one series, from its times or, where there is none, as claimed. For .cpp files of this folder.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/audit/checks.h"
#include "engine/audit/series.h"

namespace sweeplab {

// A row with a worker count, and with a time, a claimed speedup, or both.
struct speedup_row {
    const table_row* row;
    const table_cell* workers;
    const table_cell* time;     // null: none that can be used
    const table_cell* claimed;  // as above
    number_span seconds;
    double count() const { return workers->number->value(); }
};

number_span claimed_speedup(const speedup_row& one);

class published_speedups {
public:
    published_speedups(const published_table& table, const row_series& series);

    const std::vector<speedup_row>& rows() const { return rows_; }
    number_span of(const speedup_row& one) const;
    // The cells that of() takes; of repeats the shortest and the longest.
    std::vector<used_cell> cells_of(const speedup_row& one) const;
    // Whether the cells give a speedup other than the one that is claimed for the row.
    bool can_be_done_again(const speedup_row& one) const;
    std::string rule() const;  // "Speedup is T(1) / T(N)"

    // The worker count that the speedups are over.
    double over_count() const { return over_count_; }
    const std::string& over_text() const { return over_text_; }

private:
    // The times at one worker count.
    struct repeats {
        const speedup_row* shortest;
        const speedup_row* longest;
        bool several = false;
    };
    void find_base();
    void find_hidden_base(const speedup_row& base);
    number_span seconds_at(double count) const;
    void add_cells_at(double count, std::vector<used_cell>& cells) const;

    std::vector<speedup_row> rows_;
    std::map<double, repeats> timed_;
    double base_count_ = 1;  // of the times
    std::string base_text_ = "1";
    number_span base_speedup_{1, 1};
    const speedup_row* hidden_ = nullptr;  // the first row, when its speedup is over a time that is not there
    double over_count_ = 1;
    std::string over_text_ = "1";
};

}  // namespace sweeplab
