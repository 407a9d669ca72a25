// The readers of table.h. For .cpp files of this folder.
#pragma once

#include <string>
#include <string_view>

#include "engine/audit/table.h"
#include "engine/foundation/json_reader.h"

namespace sweeplab {

table_cell make_cell(std::string text, std::string place, bool decimal_comma = false);
table_column make_column(std::string name);  // role and unit from the name
// What the columns are beside each other: a first text column without another role tells what the rows are about, and a
// percentile of times is not the time where there is another.
void settle_roles(published_table& table);
// Reads the cells' numbers again with decimal commas, when the cells show that theirs are. `by_default`: what is so when no
// cell shows it.
void settle_commas(published_table& table, bool by_default);
// "12 chunks" in a line of text.
void add_facts_of(std::string_view text, const std::string& place, published_document& document);

result<published_document> read_csv_tables(std::string_view text, const std::string& file_name);
result<published_document> read_markdown_tables(std::string_view text, const std::string& file_name);
published_document read_json_tables(const json& document);

}  // namespace sweeplab
