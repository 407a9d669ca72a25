#include <spawn.h>
#include <sys/wait.h>

#include "engine/calibration/lone_trial.h"
#include "engine/calibration/measures.h"
#include "engine/calibration/quantile.h"
#include "packaging/bench/measures.h"

extern "C" char** environ;  // NOLINT

namespace sweeplab::bench {
namespace {

using namespace calibration;

constexpr double sleep_s = 0.1;

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
