#include "packaging/bench/outside_programs.h"

#include <sched.h>
#include <unistd.h>

#include <cstdlib>

#include "engine/process/child_process.h"
#include "engine/process/program_lookup.h"

namespace sweeplab::bench {
namespace {

constexpr std::size_t kept_report = 4 * 1024 * 1024;

result<std::string> look_up(const std::string& program) {
    const char* path = std::getenv("PATH");
    return find_program(program, std::filesystem::current_path(), path != nullptr ? path : "/usr/bin:/bin");
}

std::vector<std::string> pinned(const program_call& call) {
    if (!call.cpu) return call.argv;
    std::vector<std::string> argv{"taskset", "-c", std::to_string(*call.cpu)};
    argv.insert(argv.end(), call.argv.begin(), call.argv.end());
    return argv;
}

std::vector<std::string> environment_with(const std::vector<std::string>& more) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) all.emplace_back(*entry);
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

result<program_answer> answer_of(const process_outcome& outcome, const std::string& program) {
    if (outcome.end == process_end::could_not_start) return tl::unexpected(outcome.fault);
    if (outcome.stopped_by == process_stop::time_limit) return fail(error_kind::timed_out, program + " took too long");
    if (outcome.end != process_end::exited || outcome.exit_code != 0) {
        return fail(error_kind::io, program + " failed: " + outcome.error_output.last_line(300));
    }
    return program_answer{outcome.output.text(), to_seconds(outcome.ended - outcome.started)};
}

}  // namespace

result<program_answer> run_program(const program_call& call) {
    process_request request;
    request.argv = pinned(call);
    auto program = look_up(request.argv.front());
    if (!program) return tl::unexpected(program.error());
    request.program = std::move(*program);
    if (!call.more_environment.empty()) {
        request.environment = std::make_shared<const std::vector<std::string>>(environment_with(call.more_environment));
    }
    request.input = call.input;
    request.kept_output_bytes = kept_report;
    request.time_limit = from_seconds(call.limit_s);

    const auto loop = event_loop::create();
    if (!loop) return tl::unexpected(loop.error());
    const auto waiter = child_waiter::create(**loop);
    std::optional<process_outcome> outcome;
    child_process child(**loop, *waiter, std::move(request), [&](process_outcome ended) { outcome = std::move(ended); });
    child.start();
    (*loop)->run_until([&] { return outcome.has_value(); });
    return answer_of(*outcome, call.argv.front());
}

bool is_installed(const std::string& program) { return look_up(program).has_value(); }

processor_pair choose_processors() {
    cpu_set_t usable;
    CPU_ZERO(&usable);
    if (!is_installed("taskset") || ::sched_getaffinity(0, sizeof usable, &usable) != 0) return {};
    processor_pair pair;
    for (int cpu = 0; cpu < CPU_SETSIZE && !pair.client; ++cpu) {
        if (!CPU_ISSET(cpu, &usable)) continue;
        if (!pair.server) pair.server = cpu;
        else pair.client = cpu;
    }
    if (!pair.client) return {};
    return pair;
}

std::optional<double> number_after(const std::string& text, const std::string& label) {
    const auto at = text.find(label);
    if (at == std::string::npos) return std::nullopt;
    const char* begin = text.c_str() + at + label.size();
    char* end = nullptr;
    const double number = std::strtod(begin, &end);
    if (end == begin) return std::nullopt;
    return number;
}

}  // namespace sweeplab::bench
