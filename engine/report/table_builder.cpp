#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/report/report_parts.h"

namespace sweeplab {

std::vector<std::string> number_column(const std::vector<std::optional<double>>& values) {
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

std::string whole_percent(double share) { return fmt::format("{:.0f} %", share * 100); }

table_builder& table_builder::add(std::string title, std::vector<std::string> cells, bool number) {
    table_.columns.push_back({std::move(title), number});
    if (table_.rows.size() < cells.size()) table_.rows.resize(cells.size());
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
        table_.rows[i].resize(table_.columns.size() - 1);
        table_.rows[i].push_back(i < cells.size() ? std::move(cells[i]) : std::string{});
    }
    return *this;
}

table_builder& table_builder::add_if_any(std::string title, std::vector<std::string> cells, bool number) {
    if (std::ranges::all_of(cells, [](const auto& cell) { return cell.empty(); })) return *this;
    return add(std::move(title), std::move(cells), number);
}

}  // namespace sweeplab
