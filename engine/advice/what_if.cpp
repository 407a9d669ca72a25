#include "engine/advice/what_if.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/foundation/text.h"
#include "engine/prediction/item_graph.h"

namespace sweeplab {
namespace {

constexpr double least_saving = 0.001;

double seconds_of(std::int64_t ns) { return static_cast<double>(ns) / 1e9; }

std::string name_of(const std::vector<std::string>& names, int item) {
    const auto at = static_cast<std::size_t>(item);
    if (at < names.size() && !names[at].empty()) return "\"" + names[at] + "\"";
    return fmt::format("step {}", item + 1);
}

std::string fault_in(const std::vector<replay_item>& items, const std::vector<std::string>& names,
                     const replay_settings& settings) {
    if (items.empty()) return "There are no steps.";
    if (settings.workers < 1) return "There is no worker.";
    const int count = static_cast<int>(items.size());
    for (int i = 0; i < count; ++i) {
        const auto& step = items[static_cast<std::size_t>(i)];
        if (step.service_ns < 0) return fmt::format("{} has a time below 0.", name_of(names, i));
        for (const int needed : step.depends_on)
            if (needed < 0 || needed >= count)
                return fmt::format("{} waits for a step that does not exist.", name_of(names, i));
    }
    if (const auto cycle = find_cycle(items); !cycle.empty()) {
        std::vector<std::string> members;
        for (const int item : cycle) members.push_back(name_of(names, item));
        return fmt::format("Steps wait for each other in a circle: {}.", join(members, ", "));
    }
    if (!can_be_counted(items, settings.workers + 1)) return "The times are too long to be counted in nanoseconds.";
    return {};
}

what_if replayed(change what, const std::vector<replay_item>& items, const replay_settings& settings) {
    what_if made;
    made.what = what;
    made.workers = settings.workers;
    made.time_s = seconds_of(replay(items, settings).makespan_ns);
    made.critical_path = critical_path_of(items);
    for (const int item : made.critical_path)
        made.critical_path_s += seconds_of(items[static_cast<std::size_t>(item)].service_ns);
    return made;
}

std::string outcome_in_words(const what_if& made, double now_s) {
    const auto times = fmt::format("{} instead of {}", seconds_in_words(made.time_s), seconds_in_words(now_s));
    if (std::abs(made.saving_s) <= least_saving * now_s) return "nothing changes, " + seconds_in_words(made.time_s);
    return fmt::format("{}, {} {}", times, seconds_in_words(std::abs(made.saving_s)), made.saving_s > 0 ? "less" : "more");
}

// Steps that could begin sooner: those that wait for anything.
std::vector<int> movable_steps(const std::vector<replay_item>& items, const std::vector<int>& critical_path) {
    std::vector<int> steps;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (!items[i].depends_on.empty()) steps.push_back(static_cast<int>(i));
    if (steps.size() <= most_steps_asked) return steps;
    steps.clear();
    for (const int item : critical_path)
        if (!items[static_cast<std::size_t>(item)].depends_on.empty() && steps.size() < most_steps_asked)
            steps.push_back(item);
    return steps;
}

std::string key_of(change what) {
    switch (what) {
        case change::none: return "as_is";
        case change::all_sequential: return "all_sequential";
        case change::step_parallel: return "step_parallel";
        case change::one_more_worker: break;
    }
    return "one_more_worker";
}

}  // namespace

std::vector<replay_item> with_step_parallel(std::vector<replay_item> items, int step) {
    auto& moved = items[static_cast<std::size_t>(step)];
    const auto passed = moved.depends_on;
    std::set<int> earlier;
    for (const int needed : passed) {
        const auto& theirs = items[static_cast<std::size_t>(needed)].depends_on;
        earlier.insert(theirs.begin(), theirs.end());
    }
    moved.depends_on.assign(earlier.begin(), earlier.end());
    for (auto& item : items) {
        const auto& needs = item.depends_on;
        if (&item == &moved || std::find(needs.begin(), needs.end(), step) == needs.end()) continue;
        std::set<int> all(needs.begin(), needs.end());
        all.insert(passed.begin(), passed.end());
        item.depends_on.assign(all.begin(), all.end());
    }
    return items;
}

std::vector<int> critical_path_of(const std::vector<replay_item>& items) {
    const std::size_t count = items.size();
    std::vector<std::vector<int>> followers(count);
    std::vector<std::size_t> waiting(count);
    for (std::size_t i = 0; i < count; ++i) {
        waiting[i] = items[i].depends_on.size();
        for (const int needed : items[i].depends_on)
            followers[static_cast<std::size_t>(needed)].push_back(static_cast<int>(i));
    }
    std::vector<int> order;  // every item after those it waits for
    for (std::size_t i = 0; i < count; ++i)
        if (waiting[i] == 0) order.push_back(static_cast<int>(i));
    std::vector<std::int64_t> ends(count);
    std::vector<int> before(count, -1);
    int last = -1;
    for (std::size_t at = 0; at < order.size(); ++at) {
        const auto i = static_cast<std::size_t>(order[at]);
        for (const int needed : items[i].depends_on)
            if (before[i] < 0 || ends[static_cast<std::size_t>(needed)] > ends[static_cast<std::size_t>(before[i])])
                before[i] = needed;
        ends[i] = items[i].service_ns + (before[i] < 0 ? 0 : ends[static_cast<std::size_t>(before[i])]);
        for (const int next : followers[i])
            if (--waiting[static_cast<std::size_t>(next)] == 0) order.push_back(next);
    }
    for (std::size_t i = 0; i < count; ++i)
        if (last < 0 || ends[i] > ends[static_cast<std::size_t>(last)]) last = static_cast<int>(i);
    std::vector<int> path;
    for (int item = last; item >= 0; item = before[static_cast<std::size_t>(item)]) path.push_back(item);
    std::reverse(path.begin(), path.end());
    return path;
}

const what_if* what_if_report::best() const {
    const what_if* found = nullptr;
    for (const auto& one : cases) {
        if (one.saving_s <= least_saving * cases.front().time_s) continue;
        if (!found || one.saving_s > found->saving_s) found = &one;
    }
    return found;
}

what_if_report ask_what_if(const std::vector<replay_item>& items, const std::vector<std::string>& names,
                           const replay_settings& settings) {
    what_if_report report;
    report.fault = fault_in(items, names, settings);
    if (!report.fault.empty()) return report;

    auto as_is = replayed(change::none, items, settings);
    const double now = as_is.time_s;
    as_is.text =
        fmt::format("As it is, with {}: {}; the longest chain of steps that wait for each other takes {}.",
                    workers_in_words(as_is.workers), seconds_in_words(now), seconds_in_words(as_is.critical_path_s));
    report.cases.push_back(std::move(as_is));
    const auto add = [&](what_if made, const std::string& what) {
        made.saving_s = now - made.time_s;
        made.text = fmt::format("{}: {}.", what, outcome_in_words(made, now));
        report.cases.push_back(std::move(made));
    };
    auto alone = settings;
    alone.workers = 1;
    add(replayed(change::all_sequential, items, alone), "All one after the other");
    auto more = settings;
    ++more.workers;
    add(replayed(change::one_more_worker, items, more), fmt::format("One more worker, {} in all", more.workers));
    for (const int step : movable_steps(items, report.cases.front().critical_path)) {
        auto made = replayed(change::step_parallel, with_step_parallel(items, step), settings);
        made.step = step;
        add(std::move(made),
            fmt::format("{} beside what it waits for, if it does not need its results", name_of(names, step)));
    }
    return report;
}

json to_json(const what_if_report& report) {
    json cases = json::array();
    for (const auto& one : report.cases) {
        cases.push_back({{"change", key_of(one.what)},
                         {"step", one.step ? json(*one.step) : json(nullptr)},
                         {"workers", one.workers},
                         {"time_s", one.time_s},
                         {"saving_s", one.saving_s},
                         {"critical_path", one.critical_path},
                         {"critical_path_s", one.critical_path_s},
                         {"text", one.text}});
    }
    return {{"fault", report.fault.empty() ? json(nullptr) : json(report.fault)}, {"cases", std::move(cases)}};
}

}  // namespace sweeplab
