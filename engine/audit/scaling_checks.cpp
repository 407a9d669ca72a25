#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/audit/checks.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr double far_above_one = 1.05;  // an efficiency that needs an explanation

// A row with a worker count and a time.
struct timed_row {
    const table_row* row;
    const table_cell* workers;
    const table_cell* time;
    double count() const { return workers->number->value(); }
};

class scaling_checker {
public:
    scaling_checker(const published_table& table, const published_document& document, finding_list& found)
        : table_(table), document_(document), found_(found) {
        for (const auto& row : table.rows) {
            const auto* workers = table.number_at(row, column_role::workers);
            const auto* time = table.number_at(row, column_role::time);
            if (workers && time && workers->number->value() >= 1 && time->number->span().lo > 0)
                rows_.push_back({&row, workers, time});
        }
    }

    void check() {
        if (rows_.empty()) return;
        base_ = &*std::min_element(rows_.begin(), rows_.end(),
                                   [](const auto& a, const auto& b) { return a.count() < b.count(); });
        check_speedup();
        check_efficiency();
        const auto by_rate = items_by_rate();
        find_items(by_rate);
        if (items_) check_ceiling();
    }

private:
    number_span speedup_of(const timed_row& one) const {
        if (one.row == base_->row) return {1, 1};
        return over(base_->time->number->span(), one.time->number->span());
    }

    std::string base_in_words() const {
        return base_->count() == 1 ? "T(1) / T(N)" : fmt::format("T({}) / T(N)", base_->workers->text);
    }

    void check_speedup() {
        std::vector<done_again> again;
        for (const auto& one : rows_)
            if (const auto* claimed = table_.number_at(*one.row, column_role::speedup))
                again.push_back({one.row, claimed, *claimed->number, speedup_of(one), {base_->time, one.time}});
        report_done_again(table_, "speedup", "Speedup is " + base_in_words(), again, found_);
        for (const auto& one : rows_) {
            const double ideal = one.count() / base_->count();
            if (speedup_of(one).lo <= far_above_one * ideal) continue;
            found_.add(audit_severity::doubt, "superlinear",
                       fmt::format("{} workers are {} times as fast as {}: more than the workers can explain",
                                   one.workers->text, shown(speedup_of(one)), base_->workers->text),
                       {cite(table_, *one.row, *one.workers), cite(table_, *one.row, *one.time),
                        cite(table_, *base_->row, *base_->time)});
        }
    }

    void check_efficiency() {
        std::vector<done_again> again;
        const auto at = table_.column(column_role::efficiency);
        if (!at) return;
        for (const auto& one : rows_)
            if (const auto* claimed = table_.number_at(*one.row, column_role::efficiency))
                again.push_back({one.row,
                                 claimed,
                                 *claimed->number,
                                 scaled(speedup_of(one), base_->count() / one.count()),
                                 {base_->time, one.time, one.workers}});
        const bool percent = table_.columns[*at].unit == "%" || std::any_of(again.begin(), again.end(), [](const auto& one) {
                                 return one.claimed.unit == "%" || one.claimed.value() > 2;
                             });
        report_done_again(table_, "efficiency", "Efficiency is speedup / workers", again, found_, percent ? 100 : 1);
    }

    // What throughput × time leaves open, for all rows together.
    std::optional<number_span> items_by_rate() {
        const auto at = table_.column(column_role::throughput);
        const auto time_at = table_.column(column_role::time);
        if (!at || !time_at) return std::nullopt;
        const auto& rate_unit = table_.columns[*at].unit;
        double rate_seconds = 1;
        if (const auto slash = rate_unit.find('/'); slash != std::string::npos)
            rate_seconds = seconds_in(rate_unit.substr(slash + 1));
        const auto& time_unit = table_.columns[*time_at].unit;
        const double factor = (time_unit.empty() ? 1 : seconds_in(time_unit)) / (rate_seconds > 0 ? rate_seconds : 1);
        if (factor <= 0) return std::nullopt;
        number_span open{0, 1e300};
        std::vector<cited_cell> cells;
        std::vector<std::string> products;
        for (const auto& one : rows_) {
            const auto* rate = table_.number_at(*one.row, column_role::throughput);
            if (!rate) continue;
            const auto product = scaled(times(rate->number->span(), one.time->number->span()), factor);
            open = {std::max(open.lo, product.lo), std::min(open.hi, product.hi)};
            cells.push_back(cite(table_, *one.row, *rate));
            cells.push_back(cite(table_, *one.row, *one.time));
            products.push_back(shown(scaled(times({rate->number->value(), rate->number->value()},
                                                  {one.time->number->value(), one.time->number->value()}),
                                            factor)));
        }
        if (products.size() < 2) return std::nullopt;
        const auto list = join(products, ", ");
        if (open.lo > open.hi) {
            found_.add(audit_severity::contradiction, "throughput",
                       fmt::format("Throughput × time gives unlike numbers of items: {}", list), std::move(cells));
            return std::nullopt;
        }
        const bool whole = std::floor(open.hi) >= std::ceil(open.lo) && std::floor(open.hi) < std::ceil(open.lo) + 1;
        found_.add(audit_severity::confirmed, "throughput",
                   whole ? fmt::format("Throughput × time is {} items in every row, the only whole number that all allow",
                                       std::floor(open.hi))
                         : fmt::format("Throughput × time is the same number of items in every row: {}", shown(open)),
                   std::move(cells));
        if (whole) rate_cells_ = found_cells(*at);
        return open;
    }

    std::vector<cited_cell> found_cells(std::size_t column) const {
        std::vector<cited_cell> cells;
        for (const auto& one : rows_) cells.push_back(cite(table_, *one.row, one.row->cells[column]));
        return cells;
    }

    // How many items there are: what throughput × time leaves, else a number that stands beside the table.
    void find_items(const std::optional<number_span>& by_rate) {
        if (by_rate && std::floor(by_rate->hi) == std::ceil(by_rate->lo)) {
            items_ = std::floor(by_rate->hi);
            items_cells_ = rate_cells_;
        }
        for (const auto& fact : document_.facts) {
            const double said = fact.cell.number->value();
            const bool a_count = said >= 1 && said == std::floor(said) && fact.cell.number->unit.empty();
            const auto& rate = table_.column(column_role::throughput);
            const auto thing = rate ? table_.columns[*rate].unit : std::string{};
            const bool of_items = fact.name == "items" || fact.name == "chunks" || fact.name == "jobs" ||
                                  fact.name == "tasks" || (!thing.empty() && thing.starts_with(fact.name));
            if (!a_count || !of_items) continue;
            if (!items_) items_ = said;
            if (*items_ == said) items_cells_.insert(items_cells_.begin(), {fact.cell.place, fact.name, {}, fact.cell.text});
            else
                found_.add(audit_severity::doubt, "items",
                           fmt::format("{} {} are named, throughput × time gives {}", fact.cell.text, fact.name, *items_),
                           {{fact.cell.place, fact.name, {}, fact.cell.text}});
        }
    }

    void check_ceiling() {
        std::vector<cited_cell> cells;
        std::vector<std::string> idle;
        for (const auto& one : rows_) {
            const auto speedup = speedup_of(one);
            if (base_->count() == 1 && speedup.lo > *items_)
                found_.add(audit_severity::contradiction, "items",
                           fmt::format("A speedup of {} is impossible: with {} items no more than {} workers have work",
                                       shown(speedup), *items_, *items_),
                           {cite(table_, *one.row, *one.workers), cite(table_, *one.row, *one.time)});
            if (one.count() <= *items_) continue;
            idle.push_back(one.workers->text);
            cells.push_back(cite(table_, *one.row, *one.workers));
            cells.push_back(cite(table_, *one.row, *one.time));
        }
        if (idle.empty()) return;
        cells.insert(cells.end(), items_cells_.begin(), items_cells_.end());
        found_.add(audit_severity::note, "items",
                   fmt::format("{0} items are a ceiling: beyond {0} workers none gets an item, so the rows at {1} workers "
                               "repeat the experiment of {0} workers, no speedup can be more than {0}, and efficiency there "
                               "falls for want of items",
                               *items_, join(idle, " and ")),
                   std::move(cells));
    }

    const published_table& table_;
    const published_document& document_;
    finding_list& found_;
    std::vector<timed_row> rows_;
    const timed_row* base_ = nullptr;
    std::optional<double> items_;
    std::vector<cited_cell> items_cells_;
    std::vector<cited_cell> rate_cells_;
};

}  // namespace

void check_scaling(const published_table& table, const published_document& document, finding_list& found) {
    scaling_checker(table, document, found).check();
}

}  // namespace sweeplab
