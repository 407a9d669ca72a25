// sweeplab-bench: measures Sweeplab beside its peers, round after round, and prints one table of medians.
//   sweeplab-bench [--json FILE] [--rounds N] [--only requests,streams,commands,spans,library,accounting,memory,window]
//   sweeplab-bench measure WHAT SETTINGS     one measurement, for itself
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "engine/calibration/lone_trial.h"
#include "packaging/bench/experiments.h"
#include "packaging/bench/measures.h"

namespace sweeplab::bench {
namespace {

using namespace calibration;

constexpr duration longest_bench = std::chrono::seconds(280);

struct bench_options {
    std::string json_file;
    int rounds = 3;
    std::set<std::string> only;
    bool wants(const std::string& part) const { return only.empty() || only.contains(part); }
};

int measure_once(const std::string& what, const std::string& settings_text) {
    allow_many_descriptors();
    const auto settings = parse_json(settings_text, "settings");
    const auto found = measurements().find(what);
    if (!settings || found == measurements().end()) {
        std::cerr << "sweeplab-bench measure: unknown measurement or bad settings\n";
        return 2;
    }
    const auto figures = found->second(*settings);
    if (!figures) {
        std::cerr << figures.error().text() << "\n";
        return 1;
    }
    std::cout << figures->dump() << "\n";
    return 0;
}

experiment_list all_experiments(const bench_options& options, const surroundings& around) {
    experiment_list list;
    if (options.wants("requests")) add_requests(list, around);
    if (options.wants("streams")) add_streams(list, around);
    if (options.wants("commands")) add_commands(list, around);
    if (options.wants("spans")) add_spans(list, around);
    if (options.wants("library")) add_library(list, around);
    if (options.wants("accounting")) add_accounting(list, around);
    if (options.wants("memory")) add_memory(list, around);
    if (options.wants("window")) add_window(list, around);
    return list;
}

// Progress stays on one line of a terminal.
bool on_terminal() { return ::isatty(STDERR_FILENO) == 1; }
const char* line_start() { return on_terminal() ? "\r\x1b[K" : ""; }
const char* line_end() { return on_terminal() ? " " : "\n"; }

// Interleaved: a disturbance of the machine hits one round of each, not all rounds of one.
// On a busy machine there are fewer rounds, so that the whole stays below five minutes; at least one.
samples carry_out(const experiment_list& list, int& rounds, std::vector<std::string>& faults) {
    samples measured;
    const monotonic_clock time;
    const auto begin = time.now();
    for (int round = 1; round <= rounds; ++round) {
        if (round > 1 && (time.now() - begin) * round / (round - 1) > longest_bench) rounds = round - 1;
        if (round > rounds) break;
        for (const auto& one : list.experiments) {
            std::cerr << fmt::format("{}round {} of {}: {}{}", line_start(), round, rounds, one.key, line_end())
                      << std::flush;
            const auto figures = one.run();
            if (!figures) {
                faults.push_back(one.key + ": " + figures.error().text());
                continue;
            }
            for (const auto& [figure, value] : figures->items()) measured[one.key + "." + figure].push_back(value);
        }
    }
    std::cerr << line_start() << std::flush;
    return measured;
}

std::string placing(const processor_pair& processors) {
    if (!processors.client) return "server and client share the processors (not pinned)";
    return fmt::format("server on processor {}, client on processor {}", *processors.server, *processors.client);
}

// Figures of a busy machine say little; the reader must know.
std::string load_in_words() {
    double load = 0;
    if (::getloadavg(&load, 1) != 1) return "load before unknown";
    const auto processors = std::thread::hardware_concurrency();
    return fmt::format("load before {:.1f} on {} processors{}", load, processors,
                       load > 0.5 * processors ? ": BUSY, repeat when it is idle" : "");
}

void print_notes(const std::vector<std::string>& skipped, const std::vector<std::string>& faults) {
    for (const auto& note : skipped) std::cout << "skipped: " << note << "\n";
    for (const auto& fault : faults) std::cout << "FAILED: " << fault << "\n";
}

int write_json(const std::string& file, const json& document) {
    std::ofstream out(file);
    out << document.dump(2) << "\n";
    out.close();
    if (out) return 0;
    std::cerr << "The figures could not be written to " << file << "\n";
    return 1;
}

int compare(const bench_options& options, const surroundings& around) {
    const auto list = all_experiments(options, around);
    std::vector<std::string> faults;
    int rounds = options.rounds;
    const auto load_before = load_in_words();
    const auto measured = carry_out(list, rounds, faults);
    const auto judged = judge(list.rows, measured);
    std::cout << as_table(judged) << "\n"
              << fmt::format("medians of {} interleaved rounds; {}; {}\n", rounds, placing(around.processors), load_before);
    print_notes(list.skipped, faults);
    const json document{{"rounds", rounds},    {"placing", placing(around.processors)},
                        {"load", load_before}, {"rows", as_json(judged, measured)},
                        {"samples", measured}, {"skipped", list.skipped},
                        {"failed", faults}};
    const int written = options.json_file.empty() ? 0 : write_json(options.json_file, document);
    return faults.empty() ? written : 1;
}

class scratch_folder {
public:
    scratch_folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "sweeplab-bench-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
    }
    ~scratch_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

int run_bench(const bench_options& options) {
    const scratch_folder folder;
    surroundings around;
    around.self = std::filesystem::canonical("/proc/self/exe");
    around.programs = std::filesystem::path(around.self).parent_path();
    around.folder = folder.path;
    around.processors = choose_processors();
    const auto server = server_process::start(around.programs / "sweeplab-bench-server", around.processors.server);
    if (!server) {
        std::cerr << server.error().text() << "\n";
        return 1;
    }
    around.server = server->get();
    return compare(options, around);
}

}  // namespace
}  // namespace sweeplab::bench

int main(int argc, char** argv) {
    using namespace sweeplab::bench;
    CLI::App app{"Measures Sweeplab itself beside its peers"};
    bench_options options;
    std::vector<std::string> only;
    app.add_option("--json", options.json_file, "Write all figures to this file, too");
    app.add_option("--rounds", options.rounds, "Rounds that medians are taken of")->check(CLI::Range(1, 100));
    app.add_option("--only", only, "Parts to measure")
        ->delimiter(',')
        ->check(CLI::IsMember({"requests", "streams", "commands", "spans", "library", "accounting", "memory", "window"}));
    std::string what, settings;
    auto* measure = app.add_subcommand("measure", "One measurement, as the bench itself asks for it");
    measure->add_option("what", what)->required();
    measure->add_option("settings", settings)->required();
    CLI11_PARSE(app, argc, argv);
    if (*measure) return measure_once(what, settings);
    options.only = {only.begin(), only.end()};
    return run_bench(options);
}
