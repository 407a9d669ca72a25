#include "engine/prediction/items_csv.h"

#include <algorithm>
#include <istream>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/exchange/csv_cells.h"
#include "engine/exchange/csv_records.h"
#include "engine/exchange/csv_separator.h"
#include "engine/foundation/clock.h"
#include "engine/foundation/text.h"
#include "engine/prediction/item_graph.h"

namespace sweeplab {
namespace {

constexpr std::string_view header_advice = "The first line must name the columns: item,service_s and perhaps depends_on.";
constexpr double longest_service_s = 1e9;
constexpr std::size_t most_names_shown = 20;

std::string shown(std::string_view text) { return "\"" + shorten(to_valid_utf8(text), 80) + "\""; }

class items_reader {
public:
    items_reader(std::istream& input, const std::string& file_name) : records_(input, file_name), file_name_(file_name) {}

    result<timed_items> read() {
        if (auto header = read_header(); !header) return tl::unexpected(header.error());
        while (true) {
            const auto record = records_.next();
            if (!record) return tl::unexpected(record.error());
            if (!*record) break;
            records_.split(**record, cells_);
            if (auto row = read_row(); !row) return tl::unexpected(row.error());
        }
        if (read_.items.empty()) return refuse("the file has a header and no items", file_name_);
        if (auto resolved = resolve_dependencies(); !resolved) return tl::unexpected(resolved.error());
        if (auto checked = check_cycle(); !checked) return tl::unexpected(checked.error());
        return std::move(read_);
    }

private:
    struct dependency {
        int item;
        std::string needs;
        std::string place;
    };

    tl::unexpected<error> refuse(std::string message, std::string where, std::string_view advice = {}) const {
        return fail(error_kind::bad_input, std::move(message), std::move(where), std::string(advice));
    }

    // --- the header --------------------------------------------------------------------------------
    result<void> read_header() {
        auto line = records_.next();
        std::optional<char> told;
        if (line && *line && (told = separator_line(**line))) line = records_.next();
        if (!line) return tl::unexpected(line.error());
        if (!*line) return refuse("the file is empty", file_name_, header_advice);
        const char separator = told.value_or(find_separator(**line));
        decimal_comma_ = separator != ',';
        records_.set_separator(separator);
        records_.split(**line, cells_);
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            if (auto taken = take_column(i); !taken) return taken;
        }
        for (const auto& [column, name] : {std::pair{item_column_, "item"}, {service_column_, "service_s"}}) {
            if (!column)
                return refuse(fmt::format("the header has no column \"{}\"", name), records_.place(), header_advice);
        }
        return {};
    }

    result<void> take_column(std::size_t index) {
        const auto name = to_lower(trim(cells_[index]));
        auto* const column = name == "item"         ? &item_column_
                             : name == "service_s"  ? &service_column_
                             : name == "depends_on" ? &needs_column_
                                                    : nullptr;
        if (column && *column)
            return refuse(fmt::format("the column \"{}\" is there twice", name), records_.place(index + 1));
        if (column) *column = index;
        else if (!name.empty()) read_.other_columns.push_back(shorten(to_valid_utf8(trim(cells_[index])), 80));
        return {};
    }

    // --- the rows ----------------------------------------------------------------------------------
    std::string_view cell(std::optional<std::size_t> column) const {
        return column && *column < cells_.size() ? trim(text_from_cell(cells_[*column])) : std::string_view{};
    }

    result<void> read_row() {
        const std::string name(cell(item_column_));
        const auto name_place = records_.place(*item_column_ + 1, "item");
        if (name.empty()) return refuse("the item has no name", name_place);
        const int index = static_cast<int>(read_.items.size());
        const auto [known, is_new] = by_name_.emplace(name, item_place{index, records_.line()});
        if (!is_new) {
            return refuse(fmt::format("the item {} is there twice", shown(name)), name_place,
                          fmt::format("Line {} names it already; every item needs a name of its own.", known->second.line));
        }
        const auto service = read_service();
        if (!service) return tl::unexpected(service.error());
        read_.names.push_back(name);
        read_.items.push_back({*service, 0, std::nullopt, {}});
        note_dependencies(index);
        return {};
    }

    result<std::int64_t> read_service() const {
        const auto text = cell(service_column_);
        const auto place = records_.place(*service_column_ + 1, "service_s");
        const auto seconds = number_from_cell(text, decimal_comma_);
        constexpr std::string_view advice = "Write how long the item takes alone, in seconds, as in 12.5.";
        if (text.empty()) return refuse("the time is missing", place, advice);
        if (!seconds) return refuse(shown(text) + " is no number of seconds", place, advice);
        if (*seconds < 0) return refuse(fmt::format("a time cannot be negative, as {} is", text), place, advice);
        if (*seconds > longest_service_s) return refuse(fmt::format("{} s is more than 30 years", text), place, advice);
        return from_seconds(*seconds).count();
    }

    void note_dependencies(int item) {
        for (const auto part : split(cell(needs_column_), ';')) {
            const auto name = trim(part);
            if (!name.empty())
                dependencies_.push_back({item, std::string(name), records_.place(*needs_column_ + 1, "depends_on")});
        }
    }

    // --- afterwards: an item may need one that stands below it -----------------------------------------
    result<void> resolve_dependencies() {
        for (const auto& one : dependencies_) {
            const auto found = by_name_.find(one.needs);
            if (found == by_name_.end()) {
                return refuse(
                    fmt::format("{} depends on {}, which is no item", shown(read_.names[one.item]), shown(one.needs)),
                    one.place, "Names are separated by ; and must be written as in the column item.");
            }
            auto& needs = read_.items[one.item].depends_on;
            if (std::find(needs.begin(), needs.end(), found->second.index) == needs.end())
                needs.push_back(found->second.index);
        }
        return {};
    }

    result<void> check_cycle() const {
        const auto cycle = find_cycle(read_.items);
        if (cycle.empty()) return {};
        std::string names;
        for (std::size_t i = 0; i < std::min(cycle.size(), most_names_shown); ++i)
            names += shorten(to_valid_utf8(read_.names[cycle[i]]), 80) + " → ";
        if (cycle.size() > most_names_shown) names += fmt::format("… ({} items) → ", cycle.size());
        return refuse("items depend on each other in a cycle: " + names + read_.names[cycle.front()], file_name_,
                      "None of them could ever start; take one of the dependencies out.");
    }

    struct item_place {
        int index;
        std::int64_t line;
    };

    csv_records records_;
    std::string file_name_;
    std::vector<std::string_view> cells_;
    std::optional<std::size_t> item_column_, service_column_, needs_column_;
    bool decimal_comma_ = false;
    timed_items read_;
    std::unordered_map<std::string, item_place> by_name_;
    std::vector<dependency> dependencies_;
};

}  // namespace

result<timed_items> read_items_csv(std::istream& input, const std::string& file_name) {
    return items_reader(input, file_name).read();
}

}  // namespace sweeplab
