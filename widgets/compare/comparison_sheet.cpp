#include "widgets/compare/comparison_sheet.h"

#include <algorithm>
#include <set>

#include "engine/exchange/key_scrubber.h"
#include "engine/model/json_fields.h"
#include "engine/targets/targets.h"
#include "widgets/charts/series_names.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_warnings = 2;

// Lists stay whole.
void collect_values(const json& value, const std::string& path, run_aspect aspect, std::vector<common_value>& into) {
    if (value.is_object()) {
        for (const auto& [name, member] : value.items()) collect_values(member, path + "/" + name, aspect, into);
        return;
    }
    if (!value.is_null()) into.push_back({aspect, path, value});
}

bool lies_in(const std::string& path, const std::string& other) {
    return path == other || path.starts_with(other + "/") || other.starts_with(path + "/");
}

// What of the one is in no list of differences of the others.
std::vector<common_value> common_values(const run_record& run, const std::vector<run_comparison>& all) {
    std::vector<common_value> values;
    if (run.plan.is_object()) {
        json plan = run.plan;
        remove_keys(plan);
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
    std::erase_if(values, [&](const auto& value) {
        return std::ranges::any_of(all, [&](const auto& compared) {
            return std::ranges::any_of(compared.differences.list, [&](const auto& one) {
                const bool of_host_too = (one.aspect == run_aspect::host) == (value.aspect == run_aspect::host);
                return of_host_too && lies_in(value.path, one.path);
            });
        });
    });
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

// Each once, and a run by the same name in all of them.
std::vector<std::string> all_warnings(const comparison_sheet& sheet) {
    std::vector<std::string> warnings;
    for (std::size_t i = 0; i < sheet.all.size(); ++i) {
        const auto& one = sheet.all[i];
        for (std::string warning : one.warnings) {
            for (const auto& [before, after] :
                 {std::pair(one.a_name, sheet.names[static_cast<qsizetype>(i)]), std::pair(one.b_name, sheet.against_name)})
                if (warning.starts_with(before + ":") || warning.starts_with(before + ",")) {
                    warning.replace(0, before.size(), to_std(after));
                    break;
                }
            if (std::ranges::find(warnings, warning) == warnings.end()) warnings.push_back(std::move(warning));
        }
    }
    return warnings;
}

QString verdict_of(const comparison_sheet& sheet, std::size_t i) {
    const auto& one = sheet.all[i];
    if (!one.comparable) return sheet.names[static_cast<qsizetype>(i)] + QStringLiteral(" is not compared");
    return sheet.names[static_cast<qsizetype>(i)] + QStringLiteral(": ") +
           to_qt(in_words(one.overall_verdict, one.threshold));
}

}  // namespace

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
        sheet.simulated |= run->record.summary.simulated;
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
    sheet.common = common_values(b, sheet.all);
    if (sheet.any_compared()) {
        std::vector<run_record> runs{b};
        for (const auto& run : sheet.others) runs.push_back(run->record);
        for (auto& run : runs) add_expected_rate(run, asked.hosts);
        sheet.factors = make_factor_table(runs, same_work || asked.anyway);
    }
    return sheet;
}

finding describe_comparison(const comparison_sheet& sheet) {
    finding words;
    words.warnings = all_warnings(sheet);
    if (words.warnings.size() > most_warnings) words.warnings.resize(most_warnings);
    if (sheet.all.size() == 1) {
        words.headline = sheet.all.front().headline;
        return words;
    }
    QStringList verdicts, details;
    for (std::size_t i = 0; i < sheet.all.size(); ++i) {
        verdicts << verdict_of(sheet, i);
        if (sheet.all[i].comparable) details << to_qt(sheet.all[i].headline) + QLatin1Char('.');
    }
    words.headline = to_std(QStringLiteral("Beside %1 — ").arg(sheet.against_name) + verdicts.join(QStringLiteral("; ")));
    words.detail = to_std(details.join(QLatin1Char('\n')));
    return words;
}

QStringList further_warnings(const comparison_sheet& sheet) {
    QStringList lines;
    const auto warnings = all_warnings(sheet);
    for (std::size_t i = most_warnings; i < warnings.size(); ++i) lines << to_qt(warnings[i]);
    return lines;
}

QString how_compared(const comparison_sheet& sheet) {
    // Of several the engine's headlines stand above.
    return sheet.all.size() == 1 ? to_qt(sheet.all.front().detail) : QString();
}

QStringList refusals_of(const comparison_sheet& sheet) {
    QStringList lines;
    for (const auto& one : sheet.all)
        if (!one.comparable)
            lines << QStringLiteral("%1 and %2 are not compared: %3.")
                         .arg(to_qt(one.a_name), to_qt(one.b_name), to_qt(one.why_not));
    return lines;
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
