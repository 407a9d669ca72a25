#include "engine/workload/native_workload.h"

#include "engine/foundation/task_thread.h"
#include "engine/native/kernel_run.h"
#include "engine/native/machine_room.h"

namespace sweeplab {
namespace {

using native::kernel_choice;
using native::kernel_outcome;
using native::kernel_run;
using native::stop_signal;

// Of the kernel's part in an attempt; the thread that asks for it is not the loop's.
struct kernel_end {
    result<kernel_outcome> outcome;
    instant asked;  // when the job was started, and when all was over: the times of a kernel that came to nothing
    instant over;
};

void set_failure(job_outcome& outcome, const error& fault) {
    const bool stopped = fault.kind == error_kind::cancelled;
    outcome.verdict.state = outcome.span.state = stopped ? attempt_state::cancelled : attempt_state::failed;
    outcome.span.reason = stopped                              ? failure_reason::stopped
                          : fault.kind == error_kind::internal ? failure_reason::internal
                                                               : failure_reason::could_not_start;
    outcome.span.message = fault.text();
}

void set_measures(const kernel_outcome& ended, measures& measured) {
    const auto& found = ended.found;
    measured.set(measure::work_done, found.work_done);
    measured.set(measure::work_unit, static_cast<std::int64_t>(ended.unit));
    measured.set(measure::work_ns, ended.work_time.count());
    measured.set(measure::hit_ppm, found.hit_ppm);
    measured.set(measure::latency_p50_ns, found.latency_p50_ns);
    measured.set(measure::latency_p99_ns, found.latency_p99_ns);
    measured.set(measure::latency_mean_ns, found.latency_mean_ns);
    measured.set(measure::memory_moved_bytes, found.memory_moved_bytes);
    if (found.result_digest) measured.set(measure::result_digest, static_cast<std::int64_t>(*found.result_digest));
}

job_outcome judge(const kernel_end& end, const kernel_choice& choice, int threads, instant began) {
    job_outcome outcome;
    outcome.verdict.started = end.outcome ? end.outcome->began : end.asked;
    outcome.verdict.ended = end.outcome ? end.outcome->ended : end.over;
    outcome.span.start_ns = (outcome.verdict.started - began).count();
    outcome.span.end_ns = (outcome.verdict.ended - began).count();
    if (end.outcome) {
        set_measures(*end.outcome, outcome.span.measured);
        outcome.span.output.text = native::describe(choice, *end.outcome, threads);
    } else {
        set_failure(outcome, end.outcome.error());
    }
    return outcome;
}

class native_workload final : public workload {
public:
    native_workload(std::shared_ptr<const native_spec> spec, workload_environment environment)
        : spec_(std::move(spec)),
          loop_(environment.loop),
          folder_(spec_->folder ? environment.base / *spec_->folder : native::usual_folder()),
          runner_(std::make_unique<task_thread>("native")) {}

    ~native_workload() override {
        finish();
        runner_.reset();  // while what it hands back still finds `alive_`
    }

    void check(std::function<void(result<void>)> done) override {
        apart(std::move(done), [spec = spec_, folder = folder_] { return check_room(*spec, folder, 1); });
    }

    // The first kernel is made ready before the trial's time begins, so that a trial of one kernel takes as long as its
    // work.
    void prepare(const trial_setting& setting, std::function<void(result<void>)> done) override {
        threads_ = setting.workers;
        ready_ = std::make_shared<ready_kernel>();
        stop_ = std::make_shared<stop_signal>();
        apart(std::move(done), [spec = spec_, place = place(), ready = ready_, stop = stop_]() -> result<void> {
            if (auto room = check_room(*spec, place.folder, place.threads); !room) return room;
            auto run = kernel_run::prepare(spec->kernels.front(), place, stop);
            if (!run) return tl::unexpected(run.error());
            ready->run = std::move(*run);
            return {};
        });
    }

    void begin(instant began) override { began_ = began; }

    void start(const job_ticket& ticket, job_listener& listener) override {
        ticket_ = ticket;
        listener_ = &listener;
        auto ready = ticket.item == 0 ? std::move(ready_) : nullptr;
        if (!ready || !stop_) stop_ = std::make_shared<stop_signal>();
        const auto& choice = spec_->kernels[static_cast<std::size_t>(ticket.item)];
        runner_->post([this, alive = std::weak_ptr(alive_), ticket, choice, place = place(), stop = stop_,
                       ready = std::move(ready), asked = loop_.now(), &loop = loop_] {
            auto end = std::make_shared<kernel_end>(carry_out(choice, place, stop, ready.get(), asked));
            loop.post([this, alive, ticket, end] {
                if (!alive.expired()) deliver(ticket, *end);
            });
        });
    }

    void cancel(const job_ticket& ticket) override {
        if (listener_ && ticket_ == ticket) stop_->ask();
    }

    void finish() override {
        if (stop_) stop_->ask();
        stop_.reset();
        ready_.reset();
        listener_ = nullptr;
    }

private:
    struct ready_kernel {
        std::unique_ptr<kernel_run> run;
    };

    native::kernel_place place() const { return {threads_, folder_}; }

    static result<void> check_room(const native_spec& spec, const std::filesystem::path& folder, int threads) {
        for (const auto& choice : spec.kernels)
            if (auto room =
                    native::check_room(choice.kernel->make(choice.values)->needs(threads), folder, choice.kernel->name);
                !room)
                return room;
        return {};
    }

    static kernel_end carry_out(const kernel_choice& choice, const native::kernel_place& place,
                                const std::shared_ptr<stop_signal>& stop, ready_kernel* ready, instant asked) {
        const monotonic_clock time;
        auto run = ready && ready->run ? std::move(ready->run) : nullptr;
        if (!run) {
            auto made = kernel_run::prepare(choice, place, stop);
            if (!made) return {tl::unexpected(made.error()), asked, time.now()};
            run = std::move(*made);
        }
        auto outcome = run->go();
        return {std::move(outcome), asked, time.now()};
    }

    // Does something off the loop, and says on the loop how it ended.
    void apart(std::function<void(result<void>)> done, std::function<result<void>()> work) {
        runner_->post([alive = std::weak_ptr(alive_), done = std::move(done), work = std::move(work), &loop = loop_] {
            auto ended = std::make_shared<result<void>>(work());
            loop.post([alive, done, ended] {
                if (!alive.expired()) done(std::move(*ended));
            });
        });
    }

    void deliver(const job_ticket& ticket, const kernel_end& end) {
        if (!listener_ || !(ticket_ == ticket)) return;  // the trial is over
        job_listener& listener = *listener_;
        listener_ = nullptr;  // the listener may start the next job at once
        listener.on_job_ended(ticket, judge(end, spec_->kernels[static_cast<std::size_t>(ticket.item)], threads_, began_));
    }

    std::shared_ptr<const native_spec> spec_;
    event_loop& loop_;
    std::filesystem::path folder_;
    int threads_ = 1;
    instant began_{};
    std::shared_ptr<ready_kernel> ready_;  // the first kernel, prepared
    std::shared_ptr<stop_signal> stop_;    // of the job or preparation under way
    job_ticket ticket_;
    job_listener* listener_ = nullptr;
    std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
    std::unique_ptr<task_thread> runner_;
};

}  // namespace

std::unique_ptr<workload> make_native_workload(std::shared_ptr<const native_spec> spec, workload_environment environment) {
    return std::make_unique<native_workload>(std::move(spec), std::move(environment));
}

}  // namespace sweeplab
