#include "widgets/compare/comparison_sheet.h"

#include <algorithm>
#include <set>

#include "engine/exchange/key_scrubber.h"
#include "engine/model/json_fields.h"
#include "engine/targets/targets.h"
#include "widgets/charts/series_names.h"
#include "widgets/compare/run_values.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

// Lists stay whole.
void collect_values(const json& value, const std::string& path, run_aspect aspect, std::vector<common_value>& into) {
    if (value.is_object()) {
        for (const auto& [name, member] : value.items()) collect_values(member, json_path_with(path, name), aspect, into);
        return;
    }
    if (!value.is_null()) into.push_back({aspect, path, value});
}

std::vector<common_value> common_values(const run_record& run, const std::vector<loaded_run_ptr>& others) {
    std::vector<common_value> values;
    if (run.plan.is_object()) {
        json plan = run.plan;
        remove_keys_of_plan(plan);
        for (const char* unlike_by_nature : {"name", "notes", "sweeplab"}) plan.erase(unlike_by_nature);
        if (plan.contains("workload") && plan["workload"].is_object()) plan["workload"].erase("items");
        collect_values(plan, {}, run_aspect::plan, values);
    }
    std::vector<common_value> of_host;
    if (run.host.measured || !run.host.cpu_model.empty()) collect_values(to_json(run.host), {}, run_aspect::host, of_host);
    for (auto& one : of_host) {
        one.path.erase(0, 1);
        values.push_back(std::move(one));
    }
    for (const auto& other : others) {
        const run_values its(other->record);
        std::erase_if(values, [&](const auto& value) { return its.at(value.aspect, value.path) != value.value; });
    }
    return values;
}

void name_runs(comparison_sheet& sheet) {
    std::set<std::string> a_names, b_names;
    for (const auto& one : sheet.all) {
        a_names.insert(one.a_name);
        b_names.insert(one.b_name);
    }
    const bool clear = a_names.size() == sheet.all.size() && b_names.size() == 1 && !a_names.contains(*b_names.begin());
    std::vector<const run_record*> records{&sheet.against->record};
    std::vector<scaling_curve> curves{sheet.against->curve};
    std::set<std::string> run_names{sheet.against->record.summary.name};
    for (const auto& run : sheet.others) {
        records.push_back(&run->record);
        curves.push_back(run->curve);
        run_names.insert(run->record.summary.name);
    }
    const auto labels = name_series(curves, panel_layout::overlay);
    const auto label = [&](std::size_t i) {
        return run_names.size() < records.size() ? to_qt(name_of(*records[i])) : labels[i].label;
    };
    sheet.against_name = clear ? to_qt(*b_names.begin()) : label(0);
    for (std::size_t i = 0; i < sheet.all.size(); ++i) sheet.names << (clear ? to_qt(sheet.all[i].a_name) : label(i + 1));
}

// A table of times names its machine only.
void add_expected_rate(run_record& run, const std::vector<host_profile>& hosts) {
    for (const auto& known : hosts)
        if (!run.host.measured && !run.host.expected_tokens_per_s && run.host.name == known.name)
            run.host.expected_tokens_per_s = known.expected_tokens_per_s;
}

}  // namespace

bool comparison_sheet::simulated(std::size_t other) const {
    return others[other]->record.summary.simulated || against->record.summary.simulated;
}
bool comparison_sheet::any_compared() const { return std::ranges::any_of(all, &run_comparison::comparable); }
bool comparison_sheet::any_refused() const { return std::ranges::find(refused, true) != refused.end(); }

QString short_name(const QString& name) {
    constexpr qsizetype most = 30, end = 14;
    return name.size() <= most ? name : name.left(most - end - 1).trimmed() + QStringLiteral("…") + name.right(end);
}

comparison_sheet make_comparison_sheet(const comparison_question& asked) {
    comparison_sheet sheet;
    sheet.asked = asked;
    for (const auto& run : asked.runs) {
        if (run->record.summary.id == asked.against) sheet.against = run;
        else sheet.others.push_back(run);
    }
    if (!sheet.against) {
        sheet.against = sheet.others.back();
        sheet.others.pop_back();
    }
    const auto& b = sheet.against->record;
    bool same_work = true;
    for (const auto& run : sheet.others) {
        sheet.all.push_back(compare_runs(run->record, b, {asked.threshold, asked.anyway}));
        const auto& one = sheet.all.back();
        const bool unlike = !one.differences.unlike.empty();
        same_work &= !unlike;
        sheet.refused.push_back(!one.comparable && unlike && !one.planned_time &&
                                compare_runs(run->record, b, {asked.threshold, true}).comparable);
    }
    name_runs(sheet);
    sheet.common = common_values(b, sheet.others);
    if (sheet.any_compared()) {
        std::vector<run_record> runs{b};
        for (const auto& run : sheet.others) runs.push_back(run->record);
        for (auto& run : runs) add_expected_rate(run, asked.hosts);
        sheet.factors = make_factor_table(runs, same_work || asked.anyway);
    }
    return sheet;
}

run_id default_baseline(const std::vector<loaded_run_ptr>& runs, const std::vector<run_id>& starred) {
    const loaded_run_ptr* best = nullptr;
    bool best_starred = false;
    for (const auto& run : runs) {
        const auto& summary = run->record.summary;
        const bool star = std::ranges::find(starred, summary.id) != starred.end();
        const auto age = [](const loaded_run_ptr& one) {
            return std::pair(one->record.summary.started_at, one->record.summary.id.value);
        };
        const bool better = !best || (star && !best_starred) ||
                            (star == best_starred && (star ? age(run) > age(*best) : age(run) < age(*best)));
        if (!better) continue;
        best = &run;
        best_starred = star;
    }
    return best ? (*best)->record.summary.id : run_id{};
}

}  // namespace sweeplab
