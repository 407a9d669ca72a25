#include "engine/audit/speedups.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/audit/units.h"

namespace sweeplab {

number_span claimed_speedup(const speedup_row& one) {
    return scaled(one.claimed->number->span(), one.claimed->number->unit == "%" ? 0.01 : 1);
}

published_speedups::published_speedups(const published_table& table, const row_series& series) {
    for (const auto* row : series.rows) {
        const auto* time = table.number_at(*row, column_role::time);
        const auto* claimed = table.number_at(*row, column_role::speedup);
        const auto seconds = time ? seconds_of(table, *row, *time) : std::nullopt;
        if (!seconds || seconds->lo <= 0) time = nullptr;
        const speedup_row one{row, table.number_at(*row, column_role::workers), time, claimed,
                              seconds.value_or(number_span{})};
        if ((time || claimed) && one.count() >= 1) rows_.push_back(one);
    }
    for (const auto& one : rows_) {
        if (!one.time) continue;
        const auto [at, is_new] = timed_.try_emplace(one.count(), repeats{&one, &one});
        if (is_new) continue;
        auto& known = at->second;
        known.several = true;
        if (one.seconds.lo < known.shortest->seconds.lo) known.shortest = &one;
        if (one.seconds.hi > known.longest->seconds.hi) known.longest = &one;
    }
    find_base();
}

// The fewest workers with a time; of claims without times the row of 1.0.
void published_speedups::find_base() {
    const speedup_row* base = timed_.empty() ? nullptr : timed_.begin()->second.shortest;
    if (!base)
        for (const auto& one : rows_)
            if (claimed_speedup(one).meets({1, 1}) && (!base || one.count() < base->count())) base = &one;
    if (!base) return;
    base_count_ = over_count_ = base->count();
    if (base_count_ != 1) base_text_ = over_text_ = base->workers->text;
    if (!timed_.empty()) find_hidden_base(*base);
}

// Speedups over a time that is not in the table: that of one worker, or of the row that claims 1.0.
void published_speedups::find_hidden_base(const speedup_row& base) {
    if (!base.claimed || base_count_ == 1 || claimed_speedup(base).meets({1, 1})) return;
    hidden_ = &base;
    base_speedup_ = claimed_speedup(base);
    over_count_ = 1;
    over_text_ = "1";
    for (const auto& one : rows_)
        if (!one.time && claimed_speedup(one).meets({1, 1})) {
            over_count_ = one.count();
            over_text_ = one.workers->text;
        }
}

number_span published_speedups::seconds_at(double count) const {
    const auto& all = timed_.at(count);
    return {all.shortest->seconds.lo, all.longest->seconds.hi};
}

number_span published_speedups::of(const speedup_row& one) const {
    if (!one.time) return claimed_speedup(one);
    if (one.count() == base_count_ && !timed_.at(base_count_).several) return base_speedup_;
    return times(base_speedup_, over(seconds_at(base_count_), seconds_at(one.count())));
}

void published_speedups::add_cells_at(double count, std::vector<used_cell>& cells) const {
    const auto& all = timed_.at(count);
    cells.push_back({all.shortest->row, all.shortest->time});
    if (all.longest != all.shortest) cells.push_back({all.longest->row, all.longest->time});
}

std::vector<used_cell> published_speedups::cells_of(const speedup_row& one) const {
    if (!one.time) return {{one.row, one.claimed}};
    std::vector<used_cell> cells;
    add_cells_at(base_count_, cells);
    if (hidden_) cells.push_back({hidden_->row, hidden_->claimed});
    if (one.count() != base_count_) add_cells_at(one.count(), cells);
    return cells;
}

bool published_speedups::can_be_done_again(const speedup_row& one) const {
    return one.claimed && one.time && !(hidden_ && one.count() == base_count_);
}

std::string published_speedups::rule() const {
    const bool several = std::ranges::any_of(timed_, [](const auto& one) { return one.second.several; });
    const auto* spread = several ? " within the spread of the repeats" : "";
    if (hidden_) return fmt::format("Speedup is that at {0} × T({0}) / T(N){1}", base_text_, spread);
    return fmt::format("Speedup is T({}) / T(N){}", base_text_, spread);
}

}  // namespace sweeplab
