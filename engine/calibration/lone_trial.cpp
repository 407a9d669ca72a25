#include "engine/calibration/lone_trial.h"

#include <sys/resource.h>

#include <optional>

#include "engine/workload/workload_kinds.h"

namespace sweeplab::calibration {
namespace {

constexpr std::size_t most_kept_text = 4 * 1024 * 1024;

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

// What engine/sweep does around a trial, without a store.
class lone_trial final : private job_runner, private dispatch_observer, private job_listener {
public:
    lone_trial(workload& jobs, event_loop& loop, const item_list& items, int slots)
        : jobs_(jobs),
          loop_(loop),
          limiter_(limits_spec{}),
          dispatcher_(dispatch_items_of(items), options(slots), limiter_, loop, *this, *this) {
        result_.attempts.reserve(items.size());
    }

    trial_result run() {
        const double cpu_before = cpu_seconds_so_far();
        result_.began = loop_.now();
        jobs_.begin(result_.began);
        dispatcher_.start();
        loop_.run_until([this] { return finished_; });
        result_.cpu_seconds = cpu_seconds_so_far() - cpu_before;
        result_.seconds = to_seconds(dispatcher_.outcome().ended - result_.began);
        return std::move(result_);
    }

private:
    static std::vector<dispatch_item> dispatch_items_of(const item_list& items) {
        std::vector<dispatch_item> list(items.size());
        for (std::size_t i = 0; i < items.size(); ++i) list[i].depends_on = items[i].depends_on;
        return list;
    }

    static dispatch_options options(int slots) {
        dispatch_options options;
        options.slots = slots;
        return options;
    }

    void start(const job_ticket& ticket) override { jobs_.start(ticket, *this); }
    void cancel(const job_ticket& ticket) override { jobs_.cancel(ticket); }
    void on_job_ended(const job_ticket& ticket, job_outcome outcome) override {
        result_.attempts.push_back(std::move(outcome.span));
        dispatcher_.job_ended(ticket, outcome.verdict);
    }
    void on_finished() override { finished_ = true; }

    workload& jobs_;
    event_loop& loop_;
    rate_limiter limiter_;
    dispatcher dispatcher_;
    trial_result result_;
    bool finished_ = false;
};

result<void> wait_for(event_loop& loop, const std::function<void(std::function<void(result<void>)>)>& begin) {
    std::optional<result<void>> answer;
    begin([&answer](result<void> outcome) { answer = std::move(outcome); });
    loop.run_until([&] { return answer.has_value(); });
    return *answer;
}

}  // namespace

double cpu_seconds_so_far() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

void allow_many_descriptors() {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

result<trial_result> run_trial(const json& document, int workers) {
    const auto spec = known_workload_kinds().read(document, "");
    if (!spec) return tl::unexpected(spec.error());
    const auto items = (*spec)->load_items(".");
    if (!items) return tl::unexpected(items.error());
    const auto loop = event_loop::create();
    if (!loop) return tl::unexpected(loop.error());
    const auto jobs = make_workload(*spec, {**loop, ".", secret_from_environment, most_kept_text});
    if (!jobs) return tl::unexpected(jobs.error());

    const int slots = (*spec)->slots(workers);
    const trial_setting setting{workers, slots, 1, &*items, {}};
    const auto ready = wait_for(**loop, [&](auto done) { (*jobs)->prepare(setting, std::move(done)); });
    if (!ready) return tl::unexpected(ready.error());
    auto outcome = lone_trial(**jobs, **loop, *items, slots).run();
    (*jobs)->finish();
    for (const auto& span : outcome.attempts) {
        if (span.state != attempt_state::succeeded) return fail(error_kind::internal, "an attempt failed: " + span.message);
    }
    return outcome;
}

}  // namespace sweeplab::calibration
