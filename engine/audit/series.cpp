#include "engine/audit/series.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

// A row that names another of these is another sweep, whatever its worker count.
constexpr std::array always_apart = {"host", "machine", "model", "gpu", "dataset", "workload"};
// Numbers that are settings.
constexpr std::array settings = {"batch", "size", "context", "length", "prompt", "depth", "node",
                                 "core",  "item", "chunk",   "job",    "gpus",   "limit"};
constexpr std::array of_repeats = {"repeat", "trial", "iteration", "attempt", "round", "rep", "seed", "sample", "line"};

constexpr std::array surely_repeats = {"repeat", "trial", "iteration", "attempt"};

bool names_one_of(const std::string& column, const auto& words) {
    const auto plain = to_lower(column);
    return std::ranges::any_of(words, [&](std::string_view word) { return plain.find(word) != plain.npos; });
}

double count_of(const published_table& table, const table_row& row) {
    return table.number_at(row, column_role::workers)->number->value();
}

class series_finder {
public:
    explicit series_finder(const published_table& table) : table_(table) {
        for (const auto& row : table.rows)
            if (table.number_at(row, column_role::workers)) rows_.push_back(&row);
    }

    series_split find() {
        series_split split;
        if (rows_.empty()) return split;
        for (std::size_t i = 0; i < table_.columns.size(); ++i)
            if (is_text(i) && names_one_of(table_.columns[i].name, always_apart)) keys_.push_back(i);
        for (std::size_t i = 0; i < table_.columns.size(); ++i)
            if (is_text(i) && !names_one_of(table_.columns[i].name, surely_repeats) && tells_apart(i)) keys_.push_back(i);
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            if (!is_setting(i) || !tells_apart(i)) continue;
            if (names_one_of(table_.columns[i].name, settings)) keys_.push_back(i);
            else if (!split.unclear) split.unclear = i;
        }
        std::map<std::string, std::size_t> places;
        for (const auto* row : rows_) {
            auto name = name_of(*row, keys_);
            const auto [at, is_new] = places.try_emplace(name, split.series.size());
            if (is_new) split.series.push_back({std::move(name), {}});
            split.series[at->second].rows.push_back(row);
        }
        if (split.series.size() == 1) split.series.front().name.clear();
        return split;
    }

private:
    std::string name_of(const table_row& row, const std::vector<std::size_t>& columns) const {
        std::vector<std::string> parts;
        for (const auto i : columns)
            parts.push_back(row.cells[i].number ? table_.columns[i].name + " " + row.cells[i].text : row.cells[i].text);
        return join(parts, ", ");
    }

    bool is_free(std::size_t column) const {
        const auto role = table_.columns[column].role;
        return role == column_role::other || role == column_role::label || role == column_role::count;
    }

    bool is_text(std::size_t column) const {
        return is_free(column) && std::ranges::all_of(rows_, [&](const auto* row) {
                   return !row->cells[column].number && !row->cells[column].text.empty();
               });
    }

    bool is_setting(std::size_t column) const {
        return is_free(column) && !names_one_of(table_.columns[column].name, of_repeats) &&
               std::ranges::all_of(rows_, [&](const auto* row) {
                   const auto& number = row->cells[column].number;
                   return number && number->value() == std::floor(number->value());
               });
    }

    std::size_t repeats_with(const std::vector<std::size_t>& columns) const {
        std::set<std::pair<std::string, double>> distinct;
        for (const auto* row : rows_) distinct.emplace(name_of(*row, columns), count_of(table_, *row));
        return rows_.size() - distinct.size();
    }

    // It explains why worker counts are there several times, and each of its values is there at several worker counts.
    bool tells_apart(std::size_t column) const {
        if (std::ranges::find(keys_, column) != keys_.end()) return false;
        auto with = keys_;
        with.push_back(column);
        if (repeats_with(with) == repeats_with(keys_)) return false;
        std::map<std::string, std::set<double>> counts;
        for (const auto* row : rows_) counts[row->cells[column].text].insert(count_of(table_, *row));
        return std::ranges::all_of(counts, [](const auto& one) { return one.second.size() > 1; });
    }

    const published_table& table_;
    std::vector<const table_row*> rows_;
    std::vector<std::size_t> keys_;
};

}  // namespace

series_split series_of(const published_table& table) { return series_finder(table).find(); }

}  // namespace sweeplab
