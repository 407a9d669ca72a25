// Published tables as they were read from a file, each cell with its place. Pure; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/audit/published_number.h"
#include "engine/foundation/error.h"

namespace sweeplab {

struct table_cell {
    std::string text;
    std::optional<published_number> number;
    std::string place;  // "line 4" or a JSON pointer
};

// What a column is, as its name says.
enum class column_role {
    other,
    label,  // what the row is about
    workers,
    time,
    sequential_time,
    parallel_time,
    before,
    after,
    speedup,
    efficiency,
    throughput,
    latency,
    latency_of_a_tail,  // a percentile, the longest
    saved,              // how much less, as a share
    count,              // items or results
    cost,
    share_of_limit,
    value,
    unit,
    target,
    target_unit,
    claim
};

struct table_column {
    std::string name;
    column_role role = column_role::other;
    std::string unit;  // "s", "%", "USD", "chunks/s"; empty: none is named
};

struct table_row {
    std::vector<table_cell> cells;  // as many as there are columns; missing ones are empty
};

struct published_table {
    std::string name;  // of a JSON list its pointer, of a Markdown table the heading above; may be empty
    std::vector<table_column> columns;
    std::vector<table_row> rows;
    bool decimal_comma = false;  // its numbers are written 36,94

    std::optional<std::size_t> column(column_role role) const;  // the first of them
    // The cell when the table has such a column and the cell a number.
    const table_cell* number_at(const table_row& row, column_role role) const;
    // The label column's text, with the worker count where there is one; else the first cell with its column's name.
    std::string label_of(const table_row& row) const;
};

// Numbers that stand beside the tables: comments, and members of a JSON document.
struct published_fact {
    std::string name;  // "core_s"; of a comment the word after the number: "chunks"
    table_cell cell;
};

// Steps with their times: {"financial": 26, "risk": 26}.
struct published_steps {
    std::string name;
    std::vector<published_fact> steps;
};

struct published_document {
    std::vector<published_table> tables;
    std::vector<published_fact> facts;
    std::vector<published_steps> steps;
};

inline constexpr std::uintmax_t largest_published = 16u << 20;

// CSV, Markdown or JSON, by content.
result<published_document> read_published(const std::filesystem::path& file);
result<published_document> read_published_text(std::string_view text, const std::string& file_name);

}  // namespace sweeplab
