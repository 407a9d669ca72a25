#include "engine/targets/baseline_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/comparison/differences.h"
#include "engine/foundation/text.h"
#include "engine/model/json_fields.h"
#include "engine/targets/change.h"
#include "engine/targets/target_words.h"

namespace sweeplab {
namespace {

struct asked_row {
    std::string name;
    std::string metric;
    statistic which;
    std::optional<double> over_h = {};
    std::string series = {};
    double limit = 0;  // of share_below
};

struct asked_table {
    std::string name;
    bool only_if_known = false;  // left out when neither run has any of it
    std::vector<asked_row> rows;
};

asked_table times_table(const std::string& name, const std::string& metric, bool only_if_known) {
    asked_table table{name + ", ms", only_if_known, {}};
    for (const auto which : {statistic::p50, statistic::p95, statistic::p99, statistic::max, statistic::mean})
        table.rows.push_back({std::string(to_text(which)), metric, which});
    return table;
}

std::vector<asked_table> asked_tables() {
    using enum statistic;
    return {
        times_table("Chunk gap", "chunk_gap_ms", false),
        times_table("Jitter", "jitter_ms", true),
        times_table("Time to first token", "first_token_ms", true),
        times_table("Whole answer", "answer_ms", true),
        {"CPU, % of one processor", false, {{"mean", "cpu_pct", mean}, {"p95", "cpu_pct", p95}, {"max", "cpu_pct", max}}},
        {"Memory, MB",
         false,
         {{"first", "memory_mb", first}, {"last", "memory_mb", last}, {"growth an hour", "memory_growth_mb_per_h", value}}},
        {"GPU memory, MB", false, {{"mean", "gpu_memory_mb", mean}, {"max", "gpu_memory_mb", max}}}};
}

bool is_about(const target& one, const asked_row& row) {
    return one.metric == row.metric && one.which == row.which && one.series == row.series && one.over_h == row.over_h &&
           (one.rule != target_rule::share_below || one.limit == row.limit);
}

// What targets ask for and the usual rows do not have: a share below a limit, growth over eight hours.
void add_asked_rows(const target_set& set, asked_table& table) {
    for (const auto& one : set.targets) {
        const bool here = std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
            return row.metric == one.metric || (row.metric == "memory_growth_mb_per_h" && one.metric == "memory_growth_mb");
        });
        const bool has =
            std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) { return is_about(one, row); });
        if (!here || has) continue;
        asked_row row{std::string(to_text(one.which)), one.metric, one.which, one.over_h, one.series};
        if (one.which == statistic::share_below) {
            row.limit = one.limit;
            row.name = fmt::format("share below {}", number_in_words(one.limit));
        }
        if (one.over_h) row.name = fmt::format("growth in {} h", number_in_words(*one.over_h));
        table.rows.push_back(std::move(row));
    }
}

// With its sign; what is more than tenfold worse is only said to be that, which intervals from two repeats often are.
std::string change_in_words(double percent) {
    if (percent < -999) return "below -999";
    const auto text = fmt::format("{:+.1f}", percent);
    return text == "-0.0" || text == "+0.0" ? "0.0" : text;
}

class report_maker {
public:
    report_maker(const run_record& baseline, const run_record& optimised, const target_set& set)
        : baseline_(baseline), optimised_(optimised), set_(set), baseline_facts_(baseline), facts_(optimised) {}

    baseline_report make(std::optional<int> workers) {
        report_.baseline_name = name_of(baseline_);
        report_.optimised_name = name_of(optimised_);
        add_warnings();
        const auto counts = workers ? std::vector<int>{*workers} : common_counts();
        if (counts.empty())
            report_.warnings.push_back("No worker count is common to both, so there is nothing to set side by side.");
        for (const int count : counts)
            for (auto asked : asked_tables()) {
                add_asked_rows(set_, asked);
                add_table(asked, count);
            }
        add_series(counts);
        return std::move(report_);
    }

private:
    std::vector<int> common_counts() const {
        std::vector<int> common;
        std::set_intersection(facts_.worker_counts().begin(), facts_.worker_counts().end(),
                              baseline_facts_.worker_counts().begin(), baseline_facts_.worker_counts().end(),
                              std::back_inserter(common));
        return common;
    }

    void add_warnings() {
        const auto &a = baseline_.summary, &b = optimised_.summary;
        if (a.simulated || b.simulated)
            report_.warnings.push_back(a.simulated && b.simulated ? "Both runs are against the simulated endpoint."
                                                                  : "One of the runs is against the simulated endpoint.");
        if (a.host_id != b.host_id)
            report_.warnings.push_back(fmt::format("The hosts differ: {} and {}.", a.host_name, b.host_name));
        for (const auto& why : find_differences(baseline_, optimised_).unlike)
            report_.warnings.push_back("The work is not the same: " + why + ".");
    }

    baseline_row row_of(const asked_row& asked, int workers) const {
        const auto* figure = find_target_figure(asked.metric);
        const auto change =
            change_of(*figure, {asked.which, workers, asked.limit, asked.over_h, asked.series}, facts_, baseline_facts_);
        baseline_row row;
        row.name = asked.name;
        row.unit = asked.which == statistic::share_below ? "%" : figure->unit;
        row.baseline = change.baseline.value;
        row.optimised = change.here.value;
        row.why_pending = change.why_pending;
        // Of a share below a limit more is better, of the times themselves less.
        const bool less_is_better = figure->lower_is_better && asked.which != statistic::share_below;
        if (change.percent) {
            row.improvement_pct = less_is_better ? -*change.percent : *change.percent;
            if (change.lo && change.hi) {
                row.lo = less_is_better ? -*change.hi : *change.lo;
                row.hi = less_is_better ? -*change.lo : *change.hi;
            }
        }
        for (const auto& one : set_.targets)
            if (is_about(one, asked) && (!one.workers || *one.workers == workers)) {
                target_set lone;
                lone.targets = {one};
                lone.targets.front().workers = workers;
                row.targets.push_back(check_targets(lone, optimised_, &baseline_).results.front());
            }
        return row;
    }

    void add_table(const asked_table& asked, int workers) {
        baseline_table table{asked.name, workers, {}};
        for (const auto& row : asked.rows) table.rows.push_back(row_of(row, workers));
        const bool known = std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) {
            return row.baseline || row.optimised || !row.targets.empty();
        });
        if (known || !asked.only_if_known) report_.tables.push_back(std::move(table));
    }

    // The service's own metrics, whichever either run read.
    void add_series(const std::vector<int>& counts) {
        for (const int workers : counts) {
            std::vector<std::string> names;
            for (const auto* facts : {&baseline_facts_, &facts_})
                for (const auto* row : facts->soaks_at(workers))
                    for (const auto& one : row->series)
                        if (std::find(names.begin(), names.end(), one.name) == names.end()) names.push_back(one.name);
            if (names.empty()) continue;
            asked_table table{"The service's own metrics", true, {}};
            for (const auto& name : names)
                for (const auto which : {statistic::mean, statistic::max})
                    table.rows.push_back({fmt::format("{}, {}", name, to_text(which)), "series", which, {}, name});
            add_table(table, workers);
        }
    }

    const run_record& baseline_;
    const run_record& optimised_;
    const target_set& set_;
    run_facts baseline_facts_;
    run_facts facts_;
    baseline_report report_;
};

}  // namespace

baseline_report make_baseline_report(const run_record& baseline, const run_record& optimised, const target_set& targets,
                                     std::optional<int> workers) {
    return report_maker(baseline, optimised, targets).make(workers);
}

baseline_cells cells_of(const baseline_row& row) {
    const auto text = [](const std::optional<double>& value) {
        return value ? number_in_words(*value, 4) : std::string(pending_cell);
    };
    baseline_cells cells{row.name, text(row.baseline), text(row.optimised), std::string(pending_cell), {}};
    if (row.improvement_pct) {
        cells.improvement = change_in_words(*row.improvement_pct) + " %";
        if (row.lo && row.hi)
            cells.improvement += fmt::format(" ({} – {})", change_in_words(*row.lo), change_in_words(*row.hi));
    }
    std::vector<std::string> targets;
    for (const auto& one : row.targets) {
        const auto* figure = find_target_figure(one.asked.metric);
        auto rule = rule_in_words(one.asked);
        // The row says already what it is about.
        if (const auto end = figure ? rule.find(figure->name) : std::string::npos; end != std::string::npos)
            rule = trim(std::string_view(rule).substr(end + figure->name.size()));
        if (one.asked.rule == target_rule::share_below)
            rule = fmt::format("at least {} %", number_in_words(one.asked.at_least_pct, 4));
        if (const auto at = rule.find(" at " + workers_in_words(one.asked.workers.value_or(0))); at != std::string::npos)
            rule.resize(at);
        targets.push_back(fmt::format("{}: {}", rule, to_text(one.state)));
    }
    cells.target = join(targets, "; ");
    return cells;
}

json to_json(const baseline_report& report) {
    json object{{"baseline", text_to_json(report.baseline_name)},
                {"optimised", text_to_json(report.optimised_name)},
                {"tables", json::array()},
                {"warnings", texts_to_json(report.warnings)}};
    for (const auto& table : report.tables) {
        json rows = json::array();
        for (const auto& row : table.rows) {
            json targets = json::array();
            for (const auto& one : row.targets)
                targets.push_back(
                    {{"id", text_to_json(one.asked.id)}, {"rule", rule_in_words(one.asked)}, {"state", to_text(one.state)}});
            json entry{{"name", text_to_json(row.name)},
                       {"unit", row.unit},
                       {"baseline", value_or_null(row.baseline)},
                       {"optimised", value_or_null(row.optimised)},
                       {"improvement_pct", value_or_null(row.improvement_pct)},
                       {"lo", value_or_null(row.lo)},
                       {"hi", value_or_null(row.hi)},
                       {"targets", std::move(targets)}};
            put_text(entry, "why_pending", row.why_pending);
            rows.push_back(std::move(entry));
        }
        object["tables"].push_back(
            {{"name", text_to_json(table.name)}, {"workers", table.workers}, {"rows", std::move(rows)}});
    }
    return object;
}

}  // namespace sweeplab
