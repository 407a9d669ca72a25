#include <fmt/format.h>

#include "packaging/bench/experiments.h"

namespace sweeplab::bench {
namespace {

constexpr int processes = 1500;
constexpr int processes_of_parallel = 200;  // it takes milliseconds for each

std::string lines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += std::to_string(i) + "\n";
    return text;
}

result<json> microseconds_each(const program_call& call, int count) {
    const auto answer = run_program(call);
    if (!answer) return tl::unexpected(answer.error());
    return json{{"us", answer->seconds * 1e6 / count}};
}

// Both start /bin/true once for each line of their input.
void add_command_peer(experiment_list& list, const std::string& peer, const std::vector<int>& counts, int count,
                      const std::function<std::vector<std::string>(int)>& argv_for, double goal_at_8) {
    if (!is_installed(peer)) {
        list.skipped.push_back(peer + " is not installed: no peer for commands");
        return;
    }
    for (const int workers : counts) {
        const auto key = fmt::format("commands.{}", workers);
        const program_call call{argv_for(workers), {}, lines(count), {}};
        list.experiments.push_back({key + "." + peer, [=] { return microseconds_each(call, count); }});
        const auto target = workers == 8 && goal_at_8 > 0 ? goal{goal::kind::ratio_at_most, goal_at_8} : goal{};
        list.rows.push_back({fmt::format("a process of /bin/true, {} at once", workers), "µs", key + ".us", peer,
                             key + "." + peer + ".us", target});
    }
}

}  // namespace

void add_commands(experiment_list& list, const surroundings& around) {
    const std::vector<int> counts{1, 8, 32};
    for (const int workers : counts) {
        const json settings{{"workers", workers}, {"processes", processes}};
        list.experiments.push_back(
            {fmt::format("commands.{}", workers), [=] { return measure_apart(around, "commands", settings, false); }});
    }
    add_command_peer(
        list, "xargs", counts, processes,
        [](int workers) { return std::vector<std::string>{"xargs", "-P", std::to_string(workers), "-n", "1", "/bin/true"}; },
        0.75);
    add_command_peer(
        list, "parallel", counts, processes_of_parallel,
        [](int workers) {
            return std::vector<std::string>{"parallel", "-j", std::to_string(workers), "/bin/true"};
        },
        0);
    const json sleeps{{"workers", 1}, {"processes", 8}};
    list.experiments.push_back({"sleep", [=] { return measure_apart(around, "sleep", sleeps, false); }});
    list.experiments.push_back({"bare_sleep", [=] { return measure_apart(around, "bare_sleep", sleeps, false); }});
    list.rows.push_back({"excess of sleep 0.1", "µs", "sleep.us", "posix_spawn", "bare_sleep.us", {}});
}

void add_spans(experiment_list& list, const surroundings& around) {
    list.experiments.push_back(
        {"spans", [around] {
             const auto folder = around.folder / "spans";
             std::filesystem::remove_all(folder);
             std::filesystem::create_directories(folder);
             return measure_apart(around, "spans", {{"spans", 200'000}, {"folder", folder.string()}}, false);
         }});
    constexpr double within = 1 / 1.2;
    list.rows.push_back({"spans stored",
                         "/s",
                         "spans.stored_per_s",
                         "bare sqlite3",
                         "spans.bare_stored_per_s",
                         {goal::kind::ratio_at_least, within}});
    list.rows.push_back({"spans loaded",
                         "/s",
                         "spans.loaded_per_s",
                         "bare sqlite3",
                         "spans.bare_loaded_per_s",
                         {goal::kind::ratio_at_least, within}});
}

void add_library(experiment_list& list, const surroundings& around) {
    list.experiments.push_back(
        {"library", [around] {
             const auto folder = around.folder / "library";
             std::filesystem::remove_all(folder);
             std::filesystem::create_directories(folder);
             return measure_apart(around, "library", {{"runs", 10'000}, {"folder", folder.string()}}, false);
         }});
    const goal at_once{goal::kind::value_at_most, 300};
    list.rows.push_back({"list 10,000 runs", "ms", "library.list_ms", "bare sqlite3", "library.bare_list_ms", at_once});
    list.rows.push_back(
        {"open a library of 10,000 runs, list it", "ms", "library.open_ms", "bare sqlite3", "library.bare_open_ms", {}});
}

void add_accounting(experiment_list& list, const surroundings& around) {
    list.experiments.push_back({"transitions", [around] {
                                    return measure_apart(around, "transitions", {{"transitions", 4'000'000}}, false);
                                }});
    list.rows.push_back(
        {"a worker's transition recorded", "ns", "transitions.ns", {}, {}, {goal::kind::value_at_most, 100}});
    list.experiments.push_back({"analysis", [around] {
                                    return measure_apart(around, "analysis", {{"spans", 1'000'000}}, false);
                                }});
    list.rows.push_back(
        {"a trial of a million spans accounted for", "s", "analysis.s", {}, {}, {goal::kind::value_at_most, 1}});
    const goal below_a_millisecond{goal::kind::value_at_most, 1000};
    for (const std::string work : {"wait", "true"}) {
        list.experiments.push_back({"pipeline." + work, [around, work] {
                                        return measure_apart(around, "pipeline", {{"steps", 1000}, {"work", work}}, false);
                                    }});
        list.rows.push_back({fmt::format("a step over its work, {}, of a pipeline of 1,000 in a row",
                                         work == "wait" ? "a wait of 0 s" : "/bin/true"),
                             "µs",
                             "pipeline." + work + ".us",
                             {},
                             {},
                             below_a_millisecond});
    }
    const goal at_once{goal::kind::value_at_most, 200};
    list.experiments.push_back({"replay", [around] {
                                    return measure_apart(around, "replay", {{"items", 10'000}, {"counts", 50}}, false);
                                }});
    list.rows.push_back({"10,000 items replayed at 50 worker counts", "ms", "replay.ms", {}, {}, at_once});
    list.experiments.push_back({"law_fit", [around] { return measure_apart(around, "law_fit", {{"draws", 1000}}, false); }});
    list.rows.push_back({"both laws fitted, 1,000 bootstrap draws", "ms", "law_fit.ms", {}, {}, at_once});
}

}  // namespace sweeplab::bench
