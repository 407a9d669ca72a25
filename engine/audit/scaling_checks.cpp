#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/audit/checks.h"
#include "engine/audit/items.h"
#include "engine/audit/units.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double far_above_one = 1.05;  // an efficiency that needs an explanation

// A row with a worker count, and with a time, a claimed speedup, or both.
struct scaling_row {
    const table_row* row;
    const table_cell* workers;
    const table_cell* time;     // null: none that can be used
    const table_cell* claimed;  // as above
    number_span seconds;
    double count() const { return workers->number->value(); }
};

number_span claimed_speedup(const scaling_row& one) {
    return scaled(one.claimed->number->span(), one.claimed->number->unit == "%" ? 0.01 : 1);
}

class scaling_checker {
public:
    scaling_checker(const published_table& table, const published_document& document, const row_series& series,
                    finding_list& found)
        : table_(table), document_(document), series_(series), found_(found) {
        for (const auto* row : series.rows) {
            const auto* time = table.number_at(*row, column_role::time);
            const auto* claimed = table.number_at(*row, column_role::speedup);
            const auto seconds = time ? seconds_of(table, *row, *time) : std::nullopt;
            if (!seconds || seconds->lo <= 0) time = nullptr;
            const scaling_row one{row, table.number_at(*row, column_role::workers), time, claimed,
                                  seconds.value_or(number_span{})};
            if ((time || claimed) && one.count() >= 1) rows_.push_back(one);
        }
    }

    void check() {
        if (rows_.empty()) return;
        find_base();
        check_speedup();
        check_superlinear();
        check_efficiency();
        items_ = count_items(table_, document_, series_, found_);
        if (items_.items) check_ceiling();
    }

private:
    // What the speedups are speedups over: the fewest workers with a time; of claims without times the row of 1.0.
    void find_base() {
        const scaling_row* base = nullptr;
        for (const auto& one : rows_)
            if (one.time && (!base || one.count() < base->count())) base = &one;
        timed_ = base != nullptr;
        for (const auto& one : rows_)
            if (!timed_ && claimed_speedup(one).meets({1, 1}) && (!base || one.count() < base->count())) base = &one;
        base_count_ = base ? base->count() : 1;
        base_text_ = base && base_count_ != 1 ? base->workers->text : "1";
        over_count_ = base_count_;
        over_text_ = base_text_;
        find_hidden_base(base);
    }

    // Speedups over a time that is not in the table: that of one worker, or of the row that claims 1.0.
    void find_hidden_base(const scaling_row* base) {
        if (!timed_ || !base->claimed || base_count_ == 1 || claimed_speedup(*base).meets({1, 1})) return;
        hidden_ = true;
        base_speedup_ = claimed_speedup(*base);
        over_count_ = 1;
        over_text_ = "1";
        for (const auto& one : rows_)
            if (!one.time && claimed_speedup(one).meets({1, 1})) {
                over_count_ = one.count();
                over_text_ = one.workers->text;
            }
    }

    std::vector<const scaling_row*> timed_at(double count) const {
        std::vector<const scaling_row*> rows;
        for (const auto& one : rows_)
            if (one.time && one.count() == count) rows.push_back(&one);
        return rows;
    }

    // All that its repeats leave open.
    number_span seconds_at(double count) const {
        number_span whole{1e300, 0};
        for (const auto* one : timed_at(count))
            whole = {std::min(whole.lo, one->seconds.lo), std::max(whole.hi, one->seconds.hi)};
        return whole;
    }

    bool has_repeats() const {
        return std::ranges::any_of(rows_, [&](const auto& one) { return timed_at(one.count()).size() > 1; });
    }

    number_span speedup_of(const scaling_row& one) const {
        if (!one.time) return claimed_speedup(one);
        const bool is_base = one.count() == base_count_;
        if (is_base && timed_at(base_count_).size() == 1) return base_speedup_;
        return times(base_speedup_, over(seconds_at(base_count_), seconds_at(one.count())));
    }

    // The cells that speedup_of() takes.
    std::vector<used_cell> cells_of_speedup(const scaling_row& one) const {
        if (!one.time) return {{one.row, one.claimed}};
        std::vector<used_cell> cells;
        for (const auto* base : timed_at(base_count_)) {
            cells.push_back({base->row, base->time});
            if (hidden_ && base->claimed) cells.push_back({base->row, base->claimed});
        }
        if (one.count() == base_count_) return cells;
        for (const auto* same : timed_at(one.count())) cells.push_back({same->row, same->time});
        return cells;
    }

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
        for (const auto& one : rows_) {
            if (!one.claimed || !one.time || (hidden_ && one.count() == base_count_)) continue;
            const double unit = one.claimed->number->unit == "%" ? 100 : 1;
            again.push_back(
                {one.row, one.claimed, *one.claimed->number, scaled(speedup_of(one), unit), cells_of_speedup(one)});
        }
        const auto repeats = has_repeats() ? " within the spread of the repeats" : "";
        const auto rule = hidden_ ? fmt::format("Speedup is that at {} × T({}) / T(N){}", base_text_, base_text_, repeats)
                                  : fmt::format("Speedup is T({}) / T(N){}", base_text_, repeats);
        report_done_again(table_, "speedup", in_series(rule), again, found_);
    }

    void check_superlinear() {
        std::set<double> seen{over_count_};
        for (const auto& one : rows_) {
            if (!seen.insert(one.count()).second) continue;
            if (speedup_of(one).lo <= far_above_one * one.count() / over_count_) continue;
            auto cells = cells_of_speedup(one);
            cells.insert(cells.begin(), {one.row, one.workers});
            found_.add(audit_severity::doubt, "superlinear",
                       in_series(fmt::format("{} workers are {} times as fast as {}: more than the workers can explain",
                                             one.workers->text, shown(speedup_of(one)), over_text_)),
                       cited(cells));
        }
    }

    void check_efficiency() {
        const auto at = table_.column(column_role::efficiency);
        if (!at) return;
        bool percent = table_.columns[*at].unit == "%";
        for (const auto& one : rows_)
            if (const auto& printed = one.row->cells[*at].number)
                percent = percent || printed->unit == "%" || printed->value() > 2;
        std::vector<done_again> again;
        for (const auto& one : rows_) {
            const auto& printed = one.row->cells[*at];
            if (!printed.number) continue;
            auto from = cells_of_speedup(one);
            from.push_back({one.row, one.workers});
            again.push_back({one.row, &printed, *printed.number,
                             scaled(speedup_of(one), (percent ? 100 : 1) * over_count_ / one.count()), std::move(from)});
        }
        report_done_again(table_, "efficiency", in_series("Efficiency is speedup / workers"), again, found_);
    }

    void check_ceiling() {
        const double items = *items_.items;
        std::vector<cited_cell> cells;
        std::vector<std::string> idle;
        for (const auto& one : rows_) {
            check_possible(one, items);
            if (one.count() <= items) continue;
            if (std::ranges::find(idle, one.workers->text) == idle.end()) idle.push_back(one.workers->text);
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
    void check_possible(const scaling_row& one, double items) {
        const bool by_times = speedup_of(one).lo > items;
        const bool by_claim = one.claimed && claimed_speedup(one).lo > items;
        if (!by_times && !by_claim) return;
        std::vector<used_cell> used{{one.row, one.workers}};
        if (one.claimed) used.push_back({one.row, one.claimed});
        if (one.time)
            for (const auto& cell : cells_of_speedup(one)) used.push_back(cell);
        auto cells = cited(used);
        cells.insert(cells.end(), items_.cells.begin(), items_.cells.end());
        found_.add(audit_severity::contradiction, "items",
                   in_series(fmt::format("A speedup of {} is impossible: with {} items no more than {} workers have work",
                                         shown(by_times ? speedup_of(one) : claimed_speedup(one)), items, items)),
                   std::move(cells));
    }

    const published_table& table_;
    const published_document& document_;
    const row_series& series_;
    finding_list& found_;
    std::vector<scaling_row> rows_;
    bool timed_ = false;
    double base_count_ = 1;
    std::string base_text_;
    bool hidden_ = false;  // the speedups are over a time that is not there
    number_span base_speedup_{1, 1};
    double over_count_ = 1;  // the worker count that the speedups are over
    std::string over_text_;
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
