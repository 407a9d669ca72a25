#include "engine/session/interleaved_job.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/session/sweep_tasks.h"

namespace sweeplab {
namespace {

// A round is one repeat of every worker count; the warm-up comes before the first.
int round_of(const planned_trial& planned) { return planned.warm_up ? 0 : planned.repeat; }

sweep_task in_rounds(sweep_task task) {
    std::ranges::stable_sort(task.to_do, {}, round_of);
    return task;
}

}  // namespace

result<void> check_interleaved(const sweep_spec& a, const sweep_spec& b) {
    for (const auto& [sweep, label] : {std::pair{&a, "A"}, {&b, "B"}}) {
        const char* unfit = sweep->automatic  ? "/sweep/auto"
                            : sweep->adaptive ? "/sweep/adaptive"
                            : sweep->predict  ? "/sweep/predict"
                                              : nullptr;
        if (unfit)
            return fail(error_kind::bad_input, fmt::format("plan {} decides on the way what it measures", label), unfit,
                        "Name worker counts and repeats: rounds are taken in turn.");
    }
    auto counts_a = a.workers, counts_b = b.workers;
    std::ranges::sort(counts_a);
    std::ranges::sort(counts_b);
    if (counts_a == counts_b && a.repeats == b.repeats) return {};
    return fail(error_kind::bad_input, "the two plans have not the same worker counts and repeats", "/sweep",
                "Give both the same.");
}

run_request as_side(run_request request, char label) {
    constexpr auto note = "Measured in turn with the other run, round by round (ABBA).";
    request.work.name = fmt::format("{} ({})", request.work.name, label);
    request.work.notes = request.work.notes.empty() ? note : request.work.notes + "\n" + note;
    return request;
}

interleaved_job::interleaved_job(sweep_task a, sweep_task b, event_hub& hub, job_maker make_job, ended_callback ended,
                                 done_callback done)
    : a_{in_rounds(std::move(a)), {}},
      b_{in_rounds(std::move(b)), {}},
      events_(hub, time_, meter_of(a_.task, {}), meter_of(b_.task, {})),
      make_job_(std::move(make_job)),
      ended_(std::move(ended)),
      done_(std::move(done)) {
    for (side* one : {&a_, &b_}) one->run = one->task.record.summary.id;  // of one that is carried on
    thread_ = std::thread([this] { this->work(); });
}

interleaved_job::~interleaved_job() {
    stop();
    thread_.join();
}

result<run_id> interleaved_job::wait_until_begun() { return begun_.get_future().get(); }

void interleaved_job::stop() {
    const std::lock_guard lock(mutex_);
    stop_wanted_ = true;
    if (current_) current_->stop();
}

void interleaved_job::work() {
    interleaved_outcome outcome;
    const int rounds = a_.task.work.sweep.repeats;
    // A fault of B would else show when a round of A is measured. Another machine says what it thinks of it in its turn.
    std::optional<interleaved_outcome> unfit;
    if (b_.task.record.host.reached_by.empty()) {
        auto check = b_.task;
        check.only_check = true;
        unfit = carry_out(b_, std::move(check));
    }
    if (unfit) outcome = std::move(*unfit);
    for (int round = unfit ? rounds + 1 : 1; round <= rounds; ++round) {
        std::array<side*, 2> order{&a_, &b_};
        if (round % 2 == 0) std::swap(order[0], order[1]);
        for (side* one : order) {
            auto task = task_of_round(*one, round);
            if (task.to_do.empty()) continue;
            auto early = carry_out(*one, std::move(task));
            if (!early) continue;
            outcome = std::move(*early);
            round = rounds;  // the last
            break;
        }
    }
    outcome.a = a_.run;
    outcome.b = b_.run;
    ended_(outcome.state);
    events_.ended(outcome.state);
    if (begun_told_) done_(std::move(outcome));
    else begun_.set_value(tl::unexpected(fault_));
}

sweep_task interleaved_job::task_of_round(const side& one, int round) const {
    const auto& whole = one.task.to_do;  // in rounds
    const auto begin = round == 1 ? whole.begin() : std::ranges::lower_bound(whole, round, {}, round_of);
    const auto end = std::ranges::upper_bound(whole, round, {}, round_of);
    sweep_task task = one.task;
    task.to_do.assign(begin, end);
    if (one.run) task.record.summary.id = one.run;
    task.trials_done_before += static_cast<int>(begin - whole.begin());
    task.more_follows = end != whole.end();
    return task;
}

std::optional<interleaved_outcome> interleaved_job::carry_out(side& one, sweep_task task) {
    const bool last_of_side = !task.more_follows && !task.only_check;
    events_.turn_to(&one == &a_ ? 0 : 1);
    auto job = make_job_(std::move(task), events_.inner(), [this](run_state state) {
        const std::lock_guard lock(mutex_);
        round_state_ = state;
        changed_.notify_all();
    });
    {
        const std::lock_guard lock(mutex_);
        current_ = job.get();
        if (stop_wanted_) job->stop();
    }
    const auto run = job->wait_until_begun();
    if (!run) fault_ = run.error();
    else if (*run) {
        one.run = *run;
        if (!std::exchange(begun_told_, true)) begun_.set_value(one.run);
    }
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return round_state_.has_value(); });
    const auto state = *std::exchange(round_state_, std::nullopt);
    current_ = nullptr;
    const bool stopped = stop_wanted_;
    lock.unlock();
    job.reset();  // its last event is told
    if (!run) return interleaved_outcome{{}, {}, stopped ? run_state::cancelled : run_state::failed, run.error().text()};
    if (state != run_state::complete) return interleaved_outcome{{}, {}, state, {}};
    if (stopped && !last_of_side) return interleaved_outcome{{}, {}, run_state::cancelled, {}};
    return std::nullopt;
}

}  // namespace sweeplab
