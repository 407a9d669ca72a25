#include "engine/comparison/differences.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/unlike_counts.h"
#include "engine/analysis/words.h"
#include "engine/comparison/condition_values.h"
#include "engine/comparison/json_difference.h"
#include "engine/exchange/key_scrubber.h"
#include "engine/foundation/text.h"
#include "engine/model/plan_folder.h"

namespace sweeplab {
namespace {

constexpr std::size_t most_differences = 200;
constexpr std::size_t longest_value = 60;

// Members of a workload that say how it is asked for, not what is done. The items are compared themselves, not their source.
constexpr std::array how_not_what = {"endpoint",  "stream",      "timeouts", "preconnect", "keep_output_bytes",
                                     "timeout_s", "temperature", "seed",     "env",        "folder",
                                     "items"};

// What a host profile says beside what the machine is.
constexpr std::array not_hardware = {"id",
                                     "name",
                                     "measured",
                                     "reached_by",
                                     "notes",
                                     "price",
                                     "amortisation_years",
                                     "watts",
                                     "currency",
                                     "generator",
                                     "tariff_per_kwh",
                                     "expected_tokens_per_s",
                                     "default_sweep",
                                     "expected_best_workers"};

template <class Names>
bool is_one_of(std::string_view name, const Names& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool names_any_of(const std::string& path, const auto& names) {
    const auto parts = split(path, '/');
    return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return is_one_of(part, names); });
}

// "/home/ada/parser" and "/srv/parser" hold the same project, as far as a name can tell.
bool same_folder_name(const json& a, const json& b) {
    if (!a.is_string() || !b.is_string()) return false;
    const auto name_of = [](std::string path) {
        while (path.size() > 1 && path.back() == '/') path.pop_back();
        return path.substr(path.rfind('/') + 1);
    };
    return name_of(a.get<std::string>()) == name_of(b.get<std::string>());
}

run_aspect aspect_of(const json_difference& one) {
    const auto& path = one.path;
    if (names_any_of(path, std::array{"endpoint"})) return run_aspect::model;
    const bool in_folder = names_any_of(path, std::array{"cwd", "workspace"});
    if (in_folder && (path.ends_with("/in") || same_folder_name(one.a, one.b))) return run_aspect::plan;
    if (path.starts_with("/workload") && !names_any_of(path, how_not_what)) return run_aspect::work;
    return run_aspect::plan;
}

// Items that stand in the plan itself: they are compared as items.
bool is_list_of_items(const json_difference& one) {
    constexpr std::string_view items = "/workload/items";
    if (!one.path.starts_with(items)) return false;
    if (one.path.size() == items.size()) return one.a.is_array() && one.b.is_array();
    return one.path.size() > items.size() + 1 && one.path[items.size() + 1] >= '0' && one.path[items.size() + 1] <= '9';
}

json without_keys(json plan) {
    remove_keys_of_plan(plan);
    return plan;
}

// What came from other tools has a plan that says where from, and no work.
bool has_work(const json& plan) { return plan.is_object() && plan.contains("workload"); }

class difference_finder {
public:
    difference_finder(const run_record& a, const run_record& b) : a_(a), b_(b) {}

    run_differences find() {
        compare_plans();
        compare_folders();
        compare_items();
        if (a_.summary.simulated != b_.summary.simulated)
            add(run_aspect::model, "simulated", a_.summary.simulated, b_.summary.simulated);
        compare_hosts();
        for (const auto& one : condition_differences(a_, b_)) add(run_aspect::conditions, one.path, one.a, one.b);
        auto& list = found_.list;
        std::stable_sort(list.begin(), list.end(), [](const auto& x, const auto& y) { return x.aspect < y.aspect; });
        if (list.size() > most_differences) {
            found_.left_out = list.size() - most_differences;
            list.resize(most_differences);
        }
        return std::move(found_);
    }

private:
    void add(run_aspect aspect, std::string path, json a, json b) {
        found_.list.push_back({aspect, std::move(path), std::move(a), std::move(b)});
    }

    void compare_plans() {
        if (!has_work(a_.plan) || !has_work(b_.plan)) return compare_summaries();
        std::vector<std::string> unlike;
        for (auto& one : compare_json(without_keys(a_.plan), without_keys(b_.plan))) {
            if (one.path == "/name" || one.path == "/notes" || is_list_of_items(one)) continue;
            const auto aspect = aspect_of(one);
            if (aspect == run_aspect::work && unlike.size() < 3) unlike.push_back(one.path);
            add(aspect, std::move(one.path), std::move(one.a), std::move(one.b));
        }
        if (!unlike.empty()) found_.unlike.push_back("the plans ask for unlike work (" + join(unlike, ", ") + ")");
    }

    void compare_folders() {
        if (folders_differ(a_, b_)) add(run_aspect::plan, "folder", a_.base_folder, b_.base_folder);
    }

    // Imported times have no plan: their workload is a line of text, if anything.
    void compare_summaries() {
        const auto& a = a_.summary.workload;
        const auto& b = b_.summary.workload;
        if (a == b && !a.empty()) return;
        if (a.empty() || b.empty()) {
            found_.unknown.push_back(
                a.empty() && b.empty()
                    ? "neither says what its workload is, so whether the work is the same is not known"
                    : "only one of the two says what its workload is, so whether the work is the same is not known");
            if (a != b) add(run_aspect::plan, "workload", text_or_null(a), text_or_null(b));
            return;
        }
        add(run_aspect::work, "workload", a, b);
        found_.unlike.push_back("the workloads are named unlike");
    }

    void compare_items() {
        if (a_.items.empty() || b_.items.empty()) return compare_job_counts();
        const auto set_of = [](const item_list& items) {
            std::set<std::pair<std::string_view, std::string_view>> set;
            for (const auto& one : items) set.emplace(one.name, one.text);
            return set;
        };
        const auto of_a = set_of(a_.items);
        const auto of_b = set_of(b_.items);
        if (of_a == of_b) return;
        const auto common = std::count_if(of_a.begin(), of_a.end(), [&](const auto& one) { return of_b.contains(one); });
        add(run_aspect::work, "items", of_a.size(), of_b.size());
        found_.unlike.push_back(
            fmt::format("the items differ: {} against {}, {} of them the same", of_a.size(), of_b.size(), common));
    }

    // By worker count, how many items the trials that count did; 0 where it is not said.
    static std::map<int, std::set<int>> jobs_by_count(const run_record& run) {
        std::map<int, std::set<int>> jobs;
        for (const auto& one : run.trials)
            if (one.counts()) jobs[one.workers].insert(one.jobs > 0 ? one.jobs : static_cast<int>(run.items.size()));
        return jobs;
    }

    void compare_job_counts() {
        if (common_items(a_, b_)) return;  // their times are then compared for as many
        const auto of_a = jobs_by_count(a_), of_b = jobs_by_count(b_);
        std::vector<std::string> unlike;
        bool unknown = false;
        for (const auto& [workers, a] : of_a) {
            const auto other = of_b.find(workers);
            if (other == of_b.end()) continue;
            const auto& b = other->second;
            unknown = unknown || a.contains(0) || b.contains(0);
            if (a == b || a.contains(0) || b.contains(0)) continue;
            if (unlike.empty()) add(run_aspect::work, "items", *a.rbegin(), *b.rbegin());
            unlike.push_back(fmt::format("{} against {} at {}", *a.rbegin(), *b.rbegin(), workers_in_words(workers)));
        }
        if (unknown) found_.unknown.push_back("how many items each trial did is not said by both");
        if (!unlike.empty()) found_.unlike.push_back("the numbers of items differ: " + join(unlike, ", "));
    }

    void compare_hosts() {
        const auto name_of = [](const run_record& run) {
            return run.host.name.empty() ? run.summary.host_name : run.host.name;
        };
        if (name_of(a_) != name_of(b_)) add(run_aspect::host, "name", text_or_null(name_of(a_)), text_or_null(name_of(b_)));
        // Of a machine that was only named there is nothing to compare.
        if (!a_.host.measured && !b_.host.measured && a_.host.cpu_model.empty() && b_.host.cpu_model.empty()) return;
        for (auto& one : compare_json(to_json(a_.host), to_json(b_.host)))
            if (!names_any_of(one.path, not_hardware)) add(run_aspect::host, one.path.substr(1), one.a, one.b);
    }

    static json text_or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

    const run_record& a_;
    const run_record& b_;
    run_differences found_;
};

}  // namespace

std::string_view to_text(run_aspect aspect) {
    switch (aspect) {
        case run_aspect::work: return "work";
        case run_aspect::plan: return "plan";
        case run_aspect::model: return "model";
        case run_aspect::host: return "host";
        case run_aspect::conditions: return "conditions";
    }
    return "plan";
}

run_differences find_differences(const run_record& a, const run_record& b) { return difference_finder(a, b).find(); }

json to_json(const run_difference& value) {
    return {{"aspect", to_text(value.aspect)}, {"path", value.path}, {"a", value.a}, {"b", value.b}};
}

std::string value_in_words(const json& value) {
    if (value.is_null()) return "—";
    const auto text =
        value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, json::error_handler_t::replace);
    std::string line = shorten(to_valid_utf8(text), longest_value);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, ' ');
    return line;
}

}  // namespace sweeplab
