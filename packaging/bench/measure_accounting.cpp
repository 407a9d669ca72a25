#include "engine/analysis/loss_report.h"
#include "engine/dispatch/worker_account.h"
#include "packaging/bench/measures.h"

namespace sweeplab::bench {
namespace {

constexpr int workers = 64;

double seconds_since(instant begin) { return to_seconds(std::chrono::steady_clock::now() - begin); }

// `spans` items that follow each other on 64 workers, as a dispatcher would have recorded them.
trial trial_of(int spans) {
    trial one;
    one.workers = one.slots = workers;
    one.state = trial_state::complete;
    one.jobs = spans;
    one.attempts.reserve(static_cast<std::size_t>(spans));
    worker_account account;
    const instant begin{};
    account.begin(workers, begin);
    duration at{};
    for (int item = 0; item < spans; ++item) {
        if (item % workers == 0) at += std::chrono::microseconds(10);
        const int worker = item % workers;
        attempt span;
        span.item = item;
        span.worker = worker;
        span.start_ns = at.count();
        span.end_ns = at.count() + 9'000;
        one.attempts.push_back(span);
        account.enter(worker, worker_state::service, begin + at, item, 1);
        account.enter(worker, worker_state::overhead, begin + at + std::chrono::microseconds(9));
    }
    const instant end = begin + at + std::chrono::microseconds(10);
    one.time_ns = (end - begin).count();
    one.intervals = account.end(end);
    return one;
}

}  // namespace

result<json> measure_transitions(const json& settings) {
    const int transitions = settings.at("transitions");
    worker_account account;
    const instant begin{};
    account.begin(workers, begin);
    const auto started = std::chrono::steady_clock::now();
    for (int i = 0; i < transitions; ++i)
        account.enter(i % workers, i % 2 == 0 ? worker_state::service : worker_state::overhead,
                      begin + std::chrono::nanoseconds(i), i, 1);
    return json{{"ns", seconds_since(started) * 1e9 / transitions}};
}

result<json> measure_analysis(const json& settings) {
    run_record run;
    run.items.resize(settings.at("spans").get<std::size_t>());
    run.trials.push_back(trial_of(settings.at("spans")));
    const auto started = std::chrono::steady_clock::now();
    const auto report = make_loss_report(run);
    const double seconds = seconds_since(started);
    if (report.points.size() != 1) return fail(error_kind::internal, "the made up trial could not be accounted for");
    return json{{"s", seconds}};
}

}  // namespace sweeplab::bench
