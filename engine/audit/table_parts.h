// The readers of table.h. For .cpp files of this folder.
#pragma once

#include <string>
#include <string_view>

#include "engine/audit/table.h"
#include "engine/foundation/json_reader.h"

namespace sweeplab {

table_cell make_cell(std::string text, std::string place);
table_column make_column(std::string name);  // role and unit from the name
// A first text column without another role tells what the rows are about.
void find_label(published_table& table);
// "12 chunks" in a line of text.
void add_facts_of(std::string_view text, const std::string& place, published_document& document);

result<published_document> read_csv_tables(std::string_view text, const std::string& file_name);
result<published_document> read_markdown_tables(std::string_view text, const std::string& file_name);
published_document read_json_tables(const json& document);

}  // namespace sweeplab
