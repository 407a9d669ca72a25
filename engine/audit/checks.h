// The checks of audit.h, each over one table with what stands beside it. For .cpp files of this folder.
#pragma once

#include "engine/audit/audit.h"

namespace sweeplab {

class finding_list {
public:
    void add(audit_severity severity, std::string check, std::string words, std::vector<cited_cell> cells) {
        list_.push_back({severity, std::move(check), std::move(words), std::move(cells)});
    }
    std::vector<audit_finding> take() { return std::move(list_); }

private:
    std::vector<audit_finding> list_;
};

// Worker counts with times: speedup, efficiency, throughput × time, how many items there can be.
void check_scaling(const published_table& table, const published_document& document, finding_list& found);
// Sequential and parallel, before and after: speedup and what was saved; steps that take longer than the whole.
void check_pairs(const published_table& table, const published_document& document, finding_list& found);
// Rates: shares of a limit, Little's law.
void check_rates(const published_table& table, const published_document& document, finding_list& found);
// Little's law for columns of workers, rate and latency; part of check_rates.
void check_little_by_row(const published_table& table, const published_document& document, finding_list& found);
// Values beside targets: units, factors that are claimed.
void check_claims(const published_table& table, const published_document& document, finding_list& found);
// Rows that say two things of one.
void check_rows(const published_table& table, const published_document& document, finding_list& found);
// What tokens at their prices cost, and whether the same items cost the same.
void check_costs(const published_table& table, const published_document& document, finding_list& found);
// Columns named A_per_B beside columns A and B, and costs.
void check_products(const published_table& table, const published_document& document, finding_list& found);

// What the others did not look at: cells that are no numbers, rows that cannot be.
void tell_left_out(const published_table& table, finding_list& found);

cited_cell cite(const published_table& table, const table_row& row, const table_cell& cell);
std::string shown(double number);            // three or four digits
std::string shown(const number_span& span);  // "2.92", "11.9 – 12.1"
double seconds_in(const std::string& unit);  // of one; 0 when it is no unit of time

struct used_cell {
    const table_row* row;
    const table_cell* cell;
};

// A derived figure done again, row by row.
struct done_again {
    const table_row* row;
    const table_cell* cell;    // where it is printed
    published_number claimed;  // of that cell, or of words in it
    number_span computed;      // in the unit that is printed
    std::vector<used_cell> from;
};
// Adds one confirmation for all rows that fit, and a finding for each that does not: "speedup is T(1) / T(N)".
void report_done_again(const published_table& table, const std::string& check, const std::string& rule,
                       const std::vector<done_again>& rows, finding_list& found);

}  // namespace sweeplab
