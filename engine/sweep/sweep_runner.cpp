#include "engine/sweep/sweep_runner.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <optional>

#include "engine/sweep/repeat_rule.h"
#include "engine/sweep/soaked_time.h"
#include "engine/sweep/trial_run.h"
#include "engine/workload/workload_kinds.h"

namespace sweeplab {

class sweep_runner::machinery {
public:
    machinery(const plan& work, const item_list& items, std::vector<planned_trial> to_do, workload_environment environment,
              sweep_sink& sink, trial_instruments instruments)
        : work_(work),
          items_(items),
          to_do_(std::move(to_do)),
          environment_(std::move(environment)),
          loop_(environment_.loop),
          sink_(sink),
          limiter_(work.limits),
          services_(items.size()),
          soaking_(soak_instruments_of(work, instruments)),
          watch_(std::move(instruments), work.sweep.sampling_hz) {
        if (work.sweep.adaptive) repeats_.emplace(*work.sweep.adaptive);
        for (const auto& planned : to_do_) next_position_ = std::max(next_position_, planned.position + 1);
    }

    void know(const std::vector<trial>& earlier) {
        for (const auto& one : earlier) {
            if (repeats_) repeats_->add(one);
            // What was cut off is done again, in its place.
            const bool stands = one.state == trial_state::complete || one.state == trial_state::failed;
            if (stands) next_position_ = std::max(next_position_, one.position + 1);
            if (stands && !one.warm_up) repeats_of_[one.workers] = std::max(repeats_of_[one.workers], one.repeat);
            soaked_before_.add(one);
            for (const auto& span : one.attempts) services_.add(span);
        }
    }

    result<void> check() {
        if (const auto fits = check_planned_time(); !fits) return fits;
        auto made = make_workload(work_.workload, environment_);
        if (!made) return tl::unexpected(made.error());
        jobs_ = std::move(*made);
        std::optional<result<void>> answer;
        jobs_->check([&answer](result<void> verdict) { answer = std::move(verdict); });
        loop_.run_until([&] { return answer.has_value() || stop_requested_.load(); });
        if (answer) return *answer;
        jobs_.reset();
        return fail(error_kind::cancelled, "stopped before the first trial");
    }

    bool simulated() const { return jobs_ && jobs_->simulated(); }

    sweep_outcome run() {
        next_trial();
        loop_.run_until([this] { return ended_; });
        current_.reset();
        return outcome_;
    }

    void stop() {
        if (stop_requested_.exchange(true)) return;
        loop_.post([this] { stop_now(); });
    }

private:
    // Nothing follows from a time that is the plan's for other worker counts.
    result<void> check_planned_time() const {
        const auto& sweep = work_.sweep;
        if (!work_.workload->planned_seconds()) return {};
        const auto& limits = work_.limits;
        if (soaking_ && (limits.requests_per_minute || limits.tokens_per_minute))
            return fail(error_kind::bad_input, "does not reach the requests of a soak, whose clients ask again on their own",
                        limits.requests_per_minute ? "/limits/requests_per_minute" : "/limits/tokens_per_minute",
                        "Leave it out, and use fewer clients.");
        if (!sweep.automatic && !sweep.predict) return {};
        return fail(error_kind::bad_input, "does not go with work whose time is the plan's",
                    sweep.automatic ? "/sweep/auto" : "/sweep/predict", "Name the worker counts.");
    }

    // The samples of a soak go with what its streams did, instead of being kept until the trial's end.
    static std::unique_ptr<soak_instruments> soak_instruments_of(const plan& work, trial_instruments& instruments) {
        if (!dynamic_cast<const soak_load*>(work.workload.get())) return nullptr;
        return std::make_unique<soak_instruments>(std::move(instruments.resources));
    }

    void stop_now() {
        if (current_) current_->stop();
        else if (preparing_) end_sweep(run_state::cancelled, "stopped by the user");
    }

    void end_sweep(run_state state, std::string message) {
        outcome_.state = state;
        outcome_.message = std::move(message);
        preparing_ = false;
        ended_ = true;
    }

    void end_complete() {
        if (outcome_.trials_discarded == 0) return end_sweep(run_state::complete, {});
        end_sweep(run_state::interrupted,
                  "the machine was suspended again and again, so trials are missing; resume the run "
                  "when it stays awake");
    }

    // Asked only where a round begins, so that every worker count is repeated as often.
    bool repeated_enough() const {
        const auto& coming = to_do_[next_];
        if (!repeats_ || coming.warm_up || coming.repeat == 1) return false;
        const bool begins_round = next_ == 0 || to_do_[next_ - 1].repeat != coming.repeat;
        return begins_round && repeats_->enough(coming.repeat - 1);
    }

    // The next trial is the first of a later stage, also where a run is resumed there.
    bool begins_stage() const {
        const int stage = to_do_[next_].stage;
        return stage > 0 && (next_ == 0 || to_do_[next_ - 1].stage < stage);
    }

    // Of an automatic sweep; false when it has ended.
    bool append_chosen() {
        auto chosen = sink_.choose_next();
        if (!chosen) {
            end_sweep(run_state::failed, chosen.error().text());
            return false;
        }
        if (!chosen->workers) {
            end_complete();
            if (outcome_.message.empty()) outcome_.message = std::move(chosen->why);
            return false;
        }
        planned_trial trial;
        trial.workers = *chosen->workers;
        trial.repeat = ++repeats_of_[trial.workers];
        trial.position = next_position_++;
        trial.seed = seed_of_repeat(work_.sweep.seed, trial.repeat);
        to_do_.push_back(trial);
        return true;
    }

    void next_trial() {
        if (stop_requested_) return end_sweep(run_state::cancelled, "stopped by the user");
        if (next_ == to_do_.size()) {
            if (!work_.sweep.automatic) return end_complete();
            if (!append_chosen()) return;
        }
        if (repeated_enough()) {
            outcome_.trials_left_out = static_cast<int>(to_do_.size() - next_);
            return end_complete();
        }
        if (begins_stage())
            if (const auto done = sink_.stage_begins(to_do_[next_].stage); !done)
                return end_sweep(run_state::failed, done.error().text());
        const auto& planned = to_do_[next_++];
        trial summary;
        summary.workers = planned.workers;
        summary.repeat = planned.repeat;
        summary.warm_up = planned.warm_up;
        summary.position = planned.position;
        summary.seed = planned.seed;
        summary.slots = work_.workload->slots(planned.workers);

        preparing_ = true;
        const trial_setting setting{summary.workers,
                                    summary.slots,
                                    summary.seed,
                                    &items_,
                                    soaked_before_.of(summary.workers, summary.repeat, summary.warm_up),
                                    {}};
        jobs_->prepare(setting, [this, summary](result<void> ready) {
            if (!preparing_) return;  // stopped meanwhile
            if (!ready) end_sweep(run_state::failed, ready.error().text());
            else read_conditions(summary);
        });
    }

    // In rounds of its own, so that what it takes is no lag of the loop during the trial.
    void read_conditions(const trial& summary) {
        loop_.call_after(duration::zero(), [this, summary] {
            if (!preparing_) return;
            watch_.read_before(jobs_->round_trip());
            loop_.call_after(duration::zero(), [this, summary] {
                if (!preparing_) return;
                preparing_ = false;
                begin_trial(summary);
            });
        });
    }

    void begin_trial(trial summary) {
        summary.started_at = wall_clock_now();
        if (const auto begun = sink_.trial_begins(summary); !begun) {
            watch_.give_up();
            jobs_->finish();
            return end_sweep(run_state::failed, begun.error().text());
        }
        current_ = std::make_unique<trial_run>(
            trial_run::surroundings{work_, items_, *jobs_, loop_, limiter_, sink_, services_, soaking_.get()},
            std::move(summary));
        watch_.start();
        current_->start([this](trial_end end) { trial_done(std::move(end)); });
        if (stop_requested_) current_->stop();
    }

    void trial_done(trial_end end) {
        const auto finished_trial = std::move(current_);
        watch_.finish(finished_trial->began(), end.summary);
        jobs_->finish();
        // Hours of a soak are worth more than the minutes that the machine slept: they show as a gap.
        const bool discarded = !soaking_ && !end.ends_sweep && discard_if_suspended(end.summary);
        const bool comes_again = discarded && !second_try_;
        second_try_ = comes_again;
        if (comes_again) --next_;
        else if (discarded && !end.summary.warm_up) ++outcome_.trials_discarded;
        if (repeats_) repeats_->add(end.summary);
        const auto stored = sink_.trial_ended(end.summary, std::move(end.intervals), comes_again);
        if (end.summary.state == trial_state::failed && !end.summary.warm_up) ++outcome_.trials_failed;
        if (!stored) return end_sweep(run_state::failed, stored.error().text());
        if (end.ends_sweep) return end_sweep(run_state::failed, end.summary.message);
        loop_.call_after(duration::zero(), [this] { next_trial(); });
    }

    const plan& work_;
    const item_list& items_;
    std::vector<planned_trial> to_do_;
    workload_environment environment_;
    event_loop& loop_;
    sweep_sink& sink_;
    rate_limiter limiter_;  // one for all trials: the endpoint does not forget between them
    service_memory services_;
    std::unique_ptr<soak_instruments> soaking_;  // of a soak
    trial_watch watch_;
    std::optional<repeat_rule> repeats_;
    std::unique_ptr<workload> jobs_;
    std::unique_ptr<trial_run> current_;
    std::size_t next_ = 0;
    int next_position_ = 0;  // of a trial that is added
    soaked_time soaked_before_;
    std::map<int, int> repeats_of_;  // of an automatic sweep: the last repeat, by worker count
    bool second_try_ = false;        // the next trial was discarded once
    sweep_outcome outcome_;
    bool preparing_ = false;
    bool ended_ = false;
    std::atomic<bool> stop_requested_ = false;
};

sweep_runner::sweep_runner(const plan& work, const item_list& items, std::vector<planned_trial> to_do,
                           workload_environment environment, sweep_sink& sink, trial_instruments instruments)
    : machinery_(std::make_unique<machinery>(work, items, std::move(to_do), std::move(environment), sink,
                                             std::move(instruments))) {}
sweep_runner::~sweep_runner() = default;
result<void> sweep_runner::check() { return machinery_->check(); }
void sweep_runner::know(const std::vector<trial>& earlier) { machinery_->know(earlier); }
bool sweep_runner::simulated() const { return machinery_->simulated(); }
sweep_outcome sweep_runner::run() { return machinery_->run(); }
void sweep_runner::stop() { machinery_->stop(); }

}  // namespace sweeplab
