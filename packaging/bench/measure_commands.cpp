#include <spawn.h>
#include <sys/wait.h>

#include "packaging/bench/bench_trial.h"
#include "packaging/bench/measures.h"
#include "packaging/bench/quantile.h"

extern "C" char** environ;  // NOLINT

namespace sweeplab::bench {
namespace {

constexpr double sleep_s = 0.1;

json command_workload_of(std::vector<std::string> argv, int items) {
    return {{"kind", "command"},
            {"mode", "per_item"},
            {"argv", std::move(argv)},
            {"items", {{"made_up", {{"count", items}, {"words", 1}}}}}};
}

double excess_us(double seconds) { return (seconds - sleep_s) * 1e6; }

result<double> bare_sleep() {
    const char* argv[] = {"sleep", "0.1", nullptr};
    const auto begin = std::chrono::steady_clock::now();
    pid_t child = 0;
    if (::posix_spawnp(&child, argv[0], nullptr, nullptr, const_cast<char**>(argv), environ) != 0) {
        return fail(error_kind::internal, "sleep could not be started");
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return to_seconds(std::chrono::steady_clock::now() - begin);
}

}  // namespace

result<json> measure_commands(const json& settings) {
    const int processes = settings.at("processes");
    const auto trial = run_trial(command_workload_of({"/bin/true"}, processes), settings.at("workers"));
    if (!trial) return tl::unexpected(trial.error());
    return json{{"us", trial->seconds * 1e6 / processes}};
}

result<json> measure_sleep(const json& settings) {
    const auto trial = run_trial(command_workload_of({"sleep", "0.1"}, settings.at("processes")), settings.at("workers"));
    if (!trial) return tl::unexpected(trial.error());
    std::vector<double> excess;
    for (const auto& span : trial->attempts)
        excess.push_back(excess_us(static_cast<double>(span.end_ns - span.start_ns) * 1e-9));
    return json{{"us", median(excess)}};
}

result<json> measure_bare_sleep(const json& settings) {
    std::vector<double> excess;
    for (int i = 0; i < settings.at("processes").get<int>(); ++i) {
        const auto seconds = bare_sleep();
        if (!seconds) return tl::unexpected(seconds.error());
        excess.push_back(excess_us(*seconds));
    }
    return json{{"us", median(excess)}};
}

}  // namespace sweeplab::bench
