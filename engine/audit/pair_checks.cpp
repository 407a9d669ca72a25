#include <algorithm>

#include <fmt/format.h>

#include "engine/audit/checks.h"
#include "engine/audit/units.h"
#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

// Two times of one thing, and what is said of them.
struct time_pair {
    const table_row* row;
    const table_cell* slow;
    const table_cell* fast;
    number_span slower;  // in seconds, or both in the unit of the slow one
    number_span faster;
};

std::string in_words(const table_cell& time) { return time.number->unit.empty() ? time.text + " s" : time.text; }

std::vector<time_pair> pairs_of(const published_table& table, column_role slow, column_role fast) {
    std::vector<time_pair> pairs;
    for (const auto& row : table.rows) {
        const auto* above = table.number_at(row, slow);
        const auto* below = table.number_at(row, fast);
        if (!above || !below || above->number->span().lo <= 0 || below->number->span().lo <= 0) continue;
        const auto unit = unit_of(table, row, *above), other = unit_of(table, row, *below);
        if (const auto factor = ratio_of(other, unit)) {
            const double seconds = seconds_in(unit) > 0 ? seconds_in(unit) : 1;
            pairs.push_back({&row, above, below, scaled(above->number->span(), seconds),
                             scaled(below->number->span(), *factor * seconds)});
        }
    }
    return pairs;
}

// "100 % improvement" of something twice as fast is said often.
bool is_rise_of_speed(const published_table& table, const time_pair& one, const table_cell& saved,
                      const number_span& share) {
    const auto& name = table.columns[*table.column(column_role::saved)].name;
    if (to_lower(name).find("improvement") == std::string::npos || saved.number->span().meets(share)) return false;
    const auto ratio = over(one.slower, one.faster);
    return saved.number->span().meets({(ratio.lo - 1) * 100, (ratio.hi - 1) * 100});
}

void check_ratios(const published_table& table, const std::vector<time_pair>& pairs, const std::string& names,
                  finding_list& found) {
    std::vector<done_again> speedups, savings;
    for (const auto& one : pairs) {
        const auto slow = one.slower, fast = one.faster;
        const std::vector<used_cell> from{{one.row, one.slow}, {one.row, one.fast}};
        if (const auto* claimed = table.number_at(*one.row, column_role::speedup))
            speedups.push_back({one.row, claimed, *claimed->number, over(slow, fast), from});
        const auto* saved = table.number_at(*one.row, column_role::saved);
        if (!saved) continue;
        const auto rest = over(fast, slow);
        const bool factor = saved->number->unit == "x" || saved->number->unit == "×";
        if (factor) speedups.push_back({one.row, saved, *saved->number, over(slow, fast), from});
        else if (const number_span share{(1 - rest.hi) * 100, (1 - rest.lo) * 100};
                 is_rise_of_speed(table, one, *saved, share))
            found.add(audit_severity::doubt, "saved",
                      fmt::format("{}: {} is how much faster it is, not what is saved: that is {} %",
                                  table.label_of(*one.row), saved->text, shown(share)),
                      {cite(table, *one.row, *saved), cite(table, *one.row, *one.slow), cite(table, *one.row, *one.fast)});
        else savings.push_back({one.row, saved, *saved->number, share, from});
    }
    report_done_again(table, "speedup", "Speedup is " + names, speedups, found);
    report_done_again(table, "saved", "What is saved is 1 − the inverse of " + names, savings, found);
}

number_span sum_of(const published_steps& steps) {
    number_span sum;
    for (const auto& one : steps.steps) {
        const auto span = one.cell.number->span();
        sum = {sum.lo + span.lo, sum.hi + span.hi};
    }
    return sum;
}

const published_fact& longest_of(const published_steps& steps) {
    return *std::max_element(steps.steps.begin(), steps.steps.end(),
                             [](const auto& a, const auto& b) { return a.cell.number->value() < b.cell.number->value(); });
}

// "core_s": what comes before all else, one after the other.
const published_fact* sequential_part(const published_document& document) {
    for (const auto& fact : document.facts) {
        const auto name = to_lower(fact.name);
        for (const auto* word : {"core", "serial", "sequential"})
            if (name.find(word) != std::string::npos && name.ends_with("_s")) return &fact;
    }
    return nullptr;
}

cited_cell cite(const published_fact& fact) { return {fact.cell.place, fact.name, {}, fact.cell.text}; }

// A whole whose sequential time holds all these steps cannot take less than the longest of them.
void check_longest(const published_table& table, const std::vector<time_pair>& pairs, const published_steps& steps,
                   const published_fact* core, finding_list& found) {
    const auto sum = sum_of(steps);
    const auto& longest = longest_of(steps);
    for (const auto& one : pairs) {
        const auto sequential = one.slower;
        if (sequential.hi < sum.lo) continue;  // not all steps are in it
        auto least = longest.cell.number->span().lo;
        const bool with_core = core && sequential.hi >= sum.lo + core->cell.number->span().lo;
        if (with_core) least += core->cell.number->span().lo;
        if (one.faster.hi >= least) continue;
        std::vector<cited_cell> cells{sweeplab::cite(table, *one.row, *one.fast), sweeplab::cite(table, *one.row, *one.slow),
                                      cite(longest)};
        if (with_core) cells.push_back(cite(*core));
        const auto exact = sum.meets(sequential);
        found.add(exact ? audit_severity::contradiction : audit_severity::doubt, "longest step",
                  fmt::format("{}: {} in parallel is less than {}{} ({}) take{}; its {} in a row hold all of {}",
                              table.label_of(*one.row), in_words(*one.fast), with_core ? core->name + " and then " : "",
                              longest.name,
                              with_core ? core->cell.text + " + " + longest.cell.text + " s" : longest.cell.text + " s",
                              with_core ? "" : "s by itself", in_words(*one.slow), steps.name),
                  std::move(cells));
    }
}

// The same work in a row cannot give two unlike times in parallel.
void check_same_work(const published_table& table, const std::vector<time_pair>& pairs, finding_list& found) {
    for (std::size_t i = 0; i < pairs.size(); ++i)
        for (std::size_t j = i + 1; j < pairs.size(); ++j) {
            const auto& a = pairs[i];
            const auto& b = pairs[j];
            if (a.slower.middle() != b.slower.middle() || a.faster.meets(b.faster)) continue;
            const auto *workers = table.number_at(*a.row, column_role::workers),
                       *others = table.number_at(*b.row, column_role::workers);
            if (workers && others && workers->number->value() != others->number->value()) continue;
            found.add(audit_severity::doubt, "rows",
                      fmt::format("Two rows begin with the same {} in a row and end with {} and {}", in_words(*a.slow),
                                  in_words(*a.fast), in_words(*b.fast)),
                      {sweeplab::cite(table, *a.row, *a.slow), sweeplab::cite(table, *a.row, *a.fast),
                       sweeplab::cite(table, *b.row, *b.slow), sweeplab::cite(table, *b.row, *b.fast)});
        }
}

}  // namespace

void check_pairs(const published_table& table, const published_document& document, finding_list& found) {
    const auto parallel = pairs_of(table, column_role::sequential_time, column_role::parallel_time);
    check_ratios(table, parallel, "sequential / parallel time", found);
    check_ratios(table, pairs_of(table, column_role::before, column_role::after), "before / after", found);
    check_same_work(table, parallel, found);
    for (const auto& steps : document.steps)
        if (steps.name.ends_with("_s")) check_longest(table, parallel, steps, sequential_part(document), found);
}

}  // namespace sweeplab
