// A table of aligned columns for a terminal. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sweeplab::cli {

class text_table {
public:
    enum class align { left, right };

    // Columns are added whole, so that one without any value can be left out.
    void add_column(std::string title, std::vector<std::string> cells, align side = align::left);
    // Left out when every cell is empty.
    void add_column_if_any(std::string title, std::vector<std::string> cells, align side = align::left);

    std::string text() const;  // ends with a newline; the last column is not padded

private:
    struct column {
        std::string title;
        std::vector<std::string> cells;
        align side;
    };
    std::vector<column> columns_;
};

// Characters on a terminal, for text in UTF-8 without wide characters.
std::size_t display_width(std::string_view text);
// At most `width` characters, "…" at the end when something was cut.
std::string cut_to_width(std::string_view text, std::size_t width);

// Numbers of one column with the same decimals, enough that the smallest shows three digits that count
// (at most 6 decimals). Absent ones become "".
std::vector<std::string> number_cells(const std::vector<std::optional<double>>& values);

}  // namespace sweeplab::cli
