// Does a published table hold together? Its arithmetic is done again, with what rounding leaves open: speedup, efficiency,
// throughput × time, costs, Little's law; units beside unlike units, claims that the number of items or the longest step
// rules out, rows that contradict each other. Every finding cites its cells. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/audit/table.h"
#include "engine/foundation/json_reader.h"

namespace sweeplab {

enum class audit_severity {
    confirmed,     // was done again and fits
    note,          // worth knowing; nothing is wrong
    doubt,         // needs an explanation that the table does not give
    contradiction  // cannot be
};
std::string_view to_text(audit_severity severity);

struct cited_cell {
    std::string place;   // "line 5", "/claims/2/parallel_s"
    std::string row;     // what the row is about
    std::string column;  // empty for a number beside the tables
    std::string value;   // as printed
};

struct audit_finding {
    audit_severity severity = audit_severity::note;
    std::string check;  // "speedup", "units": JSON
    std::string words;
    std::vector<cited_cell> cells;
};

struct table_audit {
    std::vector<audit_finding> findings;  // the weightiest first
    std::size_t numbers = 0;              // that were read
    bool contradicted() const;
};

table_audit audit(const published_document& document);

// {contradicted, findings: [{severity, check, words, cells: [{place, row, column, value}]}]}
json to_json(const table_audit& value);

}  // namespace sweeplab
