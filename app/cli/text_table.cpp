#include "app/cli/text_table.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace sweeplab::cli {
namespace {

bool is_character_start(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

std::string padded(const std::string& cell, std::size_t width, text_table::align side) {
    const auto own = display_width(cell);
    const std::string blanks(width > own ? width - own : 0, ' ');
    return side == text_table::align::left ? cell + blanks : blanks + cell;
}

}  // namespace

std::size_t display_width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_character_start));
}

std::string cut_to_width(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    std::size_t end = 0;
    for (std::size_t shown = 0; end < text.size(); ++end) {
        if (is_character_start(text[end]) && shown++ == (width > 0 ? width - 1 : 0)) break;
    }
    return std::string(text.substr(0, end)) + (width > 0 ? "…" : "");
}

void text_table::add_column(std::string title, std::vector<std::string> cells, align side) {
    // A line end in a name would break the row.
    for (auto& cell : cells)
        std::ranges::replace_if(
            cell, [](unsigned char c) { return c < ' ' || c == 0x7f; }, ' ');
    columns_.push_back({std::move(title), std::move(cells), side});
}

void text_table::add_column_if_any(std::string title, std::vector<std::string> cells, align side) {
    const bool any = std::any_of(cells.begin(), cells.end(), [](const std::string& cell) { return !cell.empty(); });
    if (any) add_column(std::move(title), std::move(cells), side);
}

std::string text_table::text() const {
    std::vector<std::size_t> widths;
    std::size_t rows = 0;
    for (const auto& one : columns_) {
        std::size_t width = display_width(one.title);
        for (const auto& cell : one.cells) width = std::max(width, display_width(cell));
        widths.push_back(width);
        rows = std::max(rows, one.cells.size());
    }
    std::string text;
    const auto add_line = [&](const auto& cell_of) {
        std::string line;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            line += (i > 0 ? "  " : "") + padded(cell_of(columns_[i]), widths[i], columns_[i].side);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    };
    add_line([](const column& one) { return one.title; });
    for (std::size_t row = 0; row < rows; ++row) {
        add_line([&](const column& one) { return row < one.cells.size() ? one.cells[row] : std::string{}; });
    }
    return text;
}

std::vector<std::string> number_cells(const std::vector<std::optional<double>>& values) {
    int decimals = 0;
    for (const auto& value : values) {
        if (!value || *value == 0 || !std::isfinite(*value)) continue;
        const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(*value))));
        decimals = std::max(decimals, std::clamp(2 - magnitude, 0, 9));
    }
    std::vector<std::string> cells;
    for (const auto& value : values) cells.push_back(value ? fmt::format("{:.{}f}", *value, decimals) : std::string{});
    return cells;
}

}  // namespace sweeplab::cli
