#include "engine/session/sweep_job.h"

#include <utility>

#include "engine/session/sweep_tasks.h"

namespace sweeplab {
namespace {

constexpr duration progress_period = std::chrono::milliseconds(250);

// Stands between the runner, which exists before the run is stored, and the recorder, which exists after.
class late_sink final : public sweep_sink {
public:
    void connect(run_recorder& recorder) { recorder_ = &recorder; }
    result<void> trial_begins(trial& summary) override { return recorder_->trial_begins(summary); }
    void attempt_started(const job_ticket& ticket, std::int64_t at_ns) override {
        recorder_->attempt_started(ticket, at_ns);
    }
    void attempt_ended(attempt span, bool final) override { recorder_->attempt_ended(std::move(span), final); }
    void scaling_decided(const scaling_decision& decision) override { recorder_->scaling_decided(decision); }
    void soak_sampled(soak_sample sample) override { recorder_->soak_sampled(std::move(sample)); }
    result<void> stage_begins(int stage) override { return recorder_->stage_begins(stage); }
    result<next_count> choose_next() override { return recorder_->choose_next(); }
    result<void> trial_ended(const trial& summary, std::vector<worker_interval> intervals, bool comes_again) override {
        return recorder_->trial_ended(summary, std::move(intervals), comes_again);
    }

private:
    run_recorder* recorder_ = nullptr;
};

}  // namespace

sweep_job::sweep_job(sweep_task work, run_store& store, event_hub& hub, ended_callback ended)
    : task_(std::move(work)), store_(store), hub_(hub), ended_(std::move(ended)) {
    thread_ = std::thread([this] { this->work(); });
}

sweep_job::~sweep_job() {
    stop();
    thread_.join();
}

result<run_id> sweep_job::wait_until_begun() { return begun_.get_future().get(); }

void sweep_job::stop() {
    const std::lock_guard lock(runner_mutex_);
    stop_requested_ = true;
    if (runner_) runner_->stop();
}

void sweep_job::set_runner(sweep_runner* runner) {
    const std::lock_guard lock(runner_mutex_);
    runner_ = runner;
    if (runner_ && stop_requested_) runner_->stop();
}

void sweep_job::work() {
    auto loop = event_loop::create();
    if (!loop) return give_up(loop.error());
    loop_ = std::move(*loop);
    late_sink sink;
    sweep_runner runner(task_.work, task_.record.items, task_.to_do, {*loop_, task_.base, task_.find_secret}, sink);
    runner.know(task_.earlier);
    set_runner(&runner);
    const auto run = begin(runner);
    if (run && task_.only_check) {
        set_runner(nullptr);
        ended_(run_state::complete);
        begun_.set_value(run_id{});
        return;
    }
    if (!run) {
        set_runner(nullptr);
        return give_up(run.error());
    }
    const monotonic_clock time;
    run_recorder recorder(
        store_, hub_, time, *run, task_.work, static_cast<int>(task_.record.items.size()), meter_of(task_, *run),
        {store_, static_cast<int>(task_.record.items.size()), task_.record.host.generator, task_.record.summary.simulated});
    sink.connect(recorder);
    carry_out(runner, recorder, *run);
}

void sweep_job::give_up(error why) {
    ended_(run_state::failed);
    begun_.set_value(tl::unexpected(std::move(why)));
}

result<run_id> sweep_job::begin(sweep_runner& runner) {
    if (const auto checked = runner.check(); !checked) return tl::unexpected(checked.error());
    if (task_.only_check) return run_id{};
    if (runner.simulated()) task_.record.summary.simulated = true;
    return store_run();
}

result<run_id> sweep_job::store_run() {
    const run_id known = task_.record.summary.id;
    if (!known) {
        task_.record.summary.started_at = wall_clock_now();
        task_.record.summary.state = run_state::running;
        return store_.begin_run(task_.record);
    }
    if (const auto reopened = store_.reopen_run(known); !reopened) return tl::unexpected(reopened.error());
    return known;
}

void sweep_job::carry_out(sweep_runner& runner, run_recorder& recorder, run_id run) {
    const int to_do = static_cast<int>(task_.to_do.size());
    hub_.emit(run_started{run, task_.record.summary.name, task_.work.sweep.workers, task_.trials_done_before + to_do, to_do,
                          static_cast<int>(task_.record.items.size()), task_.record.summary.simulated});
    begun_.set_value(run);
    report_progress(recorder);
    auto outcome = runner.run();
    set_runner(nullptr);
    const bool fewer = outcome.state == run_state::complete && outcome.trials_left_out > 0;
    const auto planned = fewer ? std::optional(task_.record.summary.trials_planned - outcome.trials_left_out) : std::nullopt;
    const bool not_yet = task_.more_follows && outcome.state == run_state::complete;
    if (const auto stored = store_.end_run(run, not_yet ? run_state::interrupted : outcome.state, planned); !stored) {
        outcome.state = run_state::failed;
        outcome.message = stored.error().text();
    }
    ended_(outcome.state);
    hub_.emit(run_finished{run, outcome.state, outcome.message, outcome.trials_failed});
}

void sweep_job::report_progress(run_recorder& recorder) {
    recorder.emit_progress();
    loop_->call_after(progress_period, [this, &recorder] { report_progress(recorder); });
}

}  // namespace sweeplab
