#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/audit/checks.h"
#include "engine/audit/items.h"
#include "engine/audit/speedups.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double far_above_one = 1.05;  // an efficiency that needs an explanation

class scaling_checker {
public:
    scaling_checker(const published_table& table, const published_document& document, const row_series& series,
                    finding_list& found)
        : table_(table), document_(document), series_(series), found_(found), speedups_(table, series) {}

    void check() {
        if (speedups_.rows().empty()) return;
        check_speedup();
        check_superlinear();
        check_efficiency();
        items_ = count_items(table_, document_, series_, found_);
        if (items_.items) check_ceiling();
    }

private:
    std::string in_series(const std::string& words) const {
        return series_.name.empty() ? words : series_.name + ": " + words;
    }

    std::vector<cited_cell> cited(const std::vector<used_cell>& cells) const {
        std::vector<cited_cell> all;
        for (const auto& [row, cell] : cells) all.push_back(cite(table_, *row, *cell));
        return all;
    }

    void check_speedup() {
        std::vector<done_again> again;
        for (const auto& one : speedups_.rows()) {
            if (!speedups_.can_be_done_again(one)) continue;
            const double unit = one.claimed->number->unit == "%" ? 100 : 1;
            again.push_back(
                {one.row, one.claimed, *one.claimed->number, scaled(speedups_.of(one), unit), speedups_.cells_of(one)});
        }
        report_done_again(table_, "speedup", in_series(speedups_.rule()), again, found_);
    }

    void check_superlinear() {
        std::set<double> seen{speedups_.over_count()};
        for (const auto& one : speedups_.rows()) {
            if (!seen.insert(one.count()).second) continue;
            if (speedups_.of(one).lo <= far_above_one * one.count() / speedups_.over_count()) continue;
            auto cells = speedups_.cells_of(one);
            cells.insert(cells.begin(), {one.row, one.workers});
            found_.add(audit_severity::doubt, "superlinear",
                       in_series(fmt::format("{} workers are {} times as fast as {}: more than the workers can explain",
                                             one.workers->text, shown(speedups_.of(one)), speedups_.over_text())),
                       cited(cells));
        }
    }

    void check_efficiency() {
        const auto at = table_.column(column_role::efficiency);
        if (!at) return;
        bool percent = table_.columns[*at].unit == "%";
        for (const auto& one : speedups_.rows())
            if (const auto& printed = one.row->cells[*at].number)
                percent = percent || printed->unit == "%" || printed->value() > 2;
        std::vector<done_again> again;
        for (const auto& one : speedups_.rows()) {
            const auto& printed = one.row->cells[*at];
            if (!printed.number) continue;
            auto from = speedups_.cells_of(one);
            from.push_back({one.row, one.workers});
            again.push_back({one.row, &printed, *printed.number,
                             scaled(speedups_.of(one), (percent ? 100 : 1) * speedups_.over_count() / one.count()),
                             std::move(from)});
        }
        report_done_again(table_, "efficiency", in_series("Efficiency is speedup / workers"), again, found_);
    }

    void check_ceiling() {
        const double items = *items_.items;
        std::vector<cited_cell> cells;
        std::vector<std::string> idle;
        std::set<double> seen;
        for (const auto& one : speedups_.rows()) {
            check_possible(one, items);
            if (one.count() <= items) continue;
            if (seen.insert(one.count()).second) idle.push_back(one.workers->text);
            cells.push_back(cite(table_, *one.row, *one.workers));
            if (one.time) cells.push_back(cite(table_, *one.row, *one.time));
        }
        if (idle.empty()) return;
        cells.insert(cells.end(), items_.cells.begin(), items_.cells.end());
        found_.add(audit_severity::note, "items",
                   in_series(fmt::format(
                       "{0} items are a ceiling: beyond {0} workers none gets an item, so the rows at {1} workers "
                       "repeat the experiment of {0} workers, no speedup can be more than {0}, and efficiency "
                       "there falls for want of items",
                       items, join(idle, " and "))),
                   std::move(cells));
    }

    // Whatever the speedup is over: fewer items than it cannot be worked on at a time.
    void check_possible(const speedup_row& one, double items) {
        const bool by_times = speedups_.of(one).lo > items;
        const bool by_claim = one.claimed && claimed_speedup(one).lo > items;
        if (!by_times && !by_claim) return;
        std::vector<used_cell> used{{one.row, one.workers}};
        if (one.claimed) used.push_back({one.row, one.claimed});
        if (one.time)
            for (const auto& cell : speedups_.cells_of(one)) used.push_back(cell);
        auto cells = cited(used);
        cells.insert(cells.end(), items_.cells.begin(), items_.cells.end());
        found_.add(audit_severity::contradiction, "items",
                   in_series(fmt::format("A speedup of {} is impossible: with {} items no more than {} workers have work",
                                         shown(by_times ? speedups_.of(one) : claimed_speedup(one)), items, items)),
                   std::move(cells));
    }

    const published_table& table_;
    const published_document& document_;
    const row_series& series_;
    finding_list& found_;
    published_speedups speedups_;
    item_count items_;
};

bool has_derived_figures(const published_table& table) {
    return table.column(column_role::workers) && (table.column(column_role::time) || table.column(column_role::speedup));
}

}  // namespace

void check_scaling(const published_table& table, const published_document& document, finding_list& found) {
    if (!has_derived_figures(table)) return;
    const auto split = series_of(table);
    if (split.unclear) {
        std::vector<cited_cell> cells;
        for (const auto& row : table.rows) cells.push_back(cite(table, row, row.cells[*split.unclear]));
        return found.add(audit_severity::note, "series",
                         fmt::format("Worker counts are there several times, and \"{}\" may tell series apart or repeats: "
                                     "speedup and efficiency were not checked",
                                     table.columns[*split.unclear].name),
                         std::move(cells));
    }
    for (const auto& series : split.series) scaling_checker(table, document, series, found).check();
}

}  // namespace sweeplab
