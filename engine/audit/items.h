// How many items a sweep has, which is the most workers that can have work. For .cpp files of this folder.
#pragma once

#include "engine/audit/checks.h"
#include "engine/audit/series.h"

namespace sweeplab {

struct item_count {
    std::optional<double> items;
    std::vector<cited_cell> cells;  // that say so
};

// From throughput × time, which is the same in every row, else from a number that stands beside the table.
item_count count_items(const published_table& table, const published_document& document, const row_series& series,
                       finding_list& found);
// A number beside the tables that is one of items: "# 12 chunks".
const published_fact* items_beside(const published_document& document);

}  // namespace sweeplab
