#include "engine/exchange/items_from_rate.h"

#include <algorithm>
#include <cmath>

#include "engine/exchange/csv_cells.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double most_items = 1e9;

// Half of the last place that is written: what rounding may have taken away or added.
double rounding_of(std::string_view cell) {
    const auto text = trim(cell);
    if (text.find_first_of("eE") != std::string_view::npos) return 0;
    const auto point = text.find_last_of(".,");
    const auto decimals = point == std::string_view::npos ? std::size_t{0} : text.size() - point - 1;
    return 0.5 * std::pow(10.0, -static_cast<double>(decimals));
}

bool is_rate_of_items(std::string_view name) {
    auto plain = to_lower(name);
    std::replace(plain.begin(), plain.end(), ' ', '_');
    for (const auto* other : {"token", "byte", "result"})
        if (plain.find(other) != std::string::npos) return false;
    return (plain.starts_with("throughput") || plain.starts_with("items") || plain.starts_with("jobs")) &&
           plain.ends_with("_per_s");
}

}  // namespace

std::optional<std::size_t> find_rate_column(const tidy_header& header) {
    for (std::size_t i = 0; i < header.names.size(); ++i)
        if (header.columns[i] == tidy_column::other && is_rate_of_items(header.names[i])) return i;
    return std::nullopt;
}

void items_from_rate::add(std::string_view rate_cell, bool decimal_comma, const trial& row) {
    const auto rate = number_from_cell(rate_cell, decimal_comma);
    if (!rate || !(*rate > 0) || !row.counts()) return;
    const double seconds = to_seconds(duration(*row.time_ns));
    const double open = rounding_of(rate_cell);
    at_least_ = std::max(at_least_, (*rate - open) * seconds);
    at_most_ = std::min(at_most_, (*rate + open) * seconds);
    if (first_workers_ == 0) first_workers_ = row.workers;
    several_counts_ |= row.workers != first_workers_;
}

std::optional<int> items_from_rate::items() const {
    const double lowest = std::ceil(at_least_);
    if (!several_counts_ || lowest < 1 || at_most_ > most_items) return std::nullopt;
    if (lowest != std::floor(at_most_)) return std::nullopt;
    return static_cast<int>(lowest);
}

}  // namespace sweeplab
