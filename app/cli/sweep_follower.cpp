#include "app/cli/sweep_follower.h"

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <variant>

#include <fmt/format.h>

#include "app/cli/child_groups.h"
#include "app/cli/console.h"
#include "app/cli/exit_codes.h"
#include "app/cli/scaling_report.h"
#include "app/cli/standing_trials.h"

namespace sweeplab::cli {
namespace {

// session.wait() returns when a next sweep could begin, which is just before the last event is handed out. Added as
// the last sink, this one hears of it when all others have.
class end_waiter final : public event_sink {
public:
    void on_event(const run_event& event) override {
        if (!std::holds_alternative<run_finished>(event)) return;
        const std::lock_guard lock(mutex_);
        ended_ = true;
        changed_.notify_all();
    }
    void wait() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return ended_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ended_ = false;
};

std::string resume_hint(run_id run, const library_choice& library) {
    return fmt::format("Carry on with: sweeplab-cli resume {}{}", run.value, library_arguments(library));
}

void stop_or_end(engine_session& session, const library_choice& library, int signals_so_far) {
    if (signals_so_far == 1) {
        say("\nStopping: what has finished is kept. Once more ends at once.");
        session.stop();
        return;
    }
    const auto run = session.current_run();
    kill_child_groups();
    say("Ended at once. Finished trials are kept. " + (run ? resume_hint(run, library) : ""));
    ::_exit(exit_stopped);
}

int exit_code_of(const run_record& record) {
    switch (record.summary.state) {
        case run_state::cancelled:
        case run_state::interrupted: return exit_stopped;
        case run_state::complete: break;
        default: return exit_trial_failed;
    }
    const auto trials = standing_trials(record);
    const bool all_well = std::all_of(trials.begin(), trials.end(), [](const trial* one) { return one->counts(); });
    return all_well ? exit_done : exit_trial_failed;
}

int report(engine_session& session, run_id run, const std::optional<run_finished>& outcome, const follow_options& options) {
    const auto record = session.store().load_run(run, load_detail::attempts);
    if (!record) return complain(record.error());
    const int exit_code = exit_code_of(*record);
    if (outcome && !outcome->message.empty()) say(fmt::format("{}: {}", to_text(outcome->state), outcome->message));
    if (!record->trials.empty()) {
        const auto text = scaling_report(*record);
        if (options.events) say("\n" + text);
        else write_words(text);
    }
    if (record->summary.state != run_state::complete) {
        say(fmt::format("Run {} is {}. {}", run.value, to_text(record->summary.state), resume_hint(run, options.library)));
    }
    return exit_code;
}

}  // namespace

sweep_watch::sweep_watch(engine_session& session, stop_signals& signals, const follow_options& options)
    : session_(session),
      signals_(signals),
      progress_(stderr_is_terminal()),
      lines_([&session] {
          say("sweeplab-cli: nobody reads stdout any more; the sweep is stopped");
          session.stop();
      }),
      progress_membership_(session, progress_) {
    if (options.events) lines_membership_.emplace(session, lines_);
    signals_.listen([this, library = options.library](int count) { stop_or_end(session_, library, count); });
}

sweep_watch::~sweep_watch() { drain(); }

void sweep_watch::drain() {
    signals_.listen(nullptr);
    progress_.drain();
    lines_.drain();
}

void sweep_watch::has_begun() {
    if (signals_.count() > 0) session_.stop();  // the signal may have come before there was a sweep to stop
}

result<followed_sweep> follow_to_end(engine_session& session, stop_signals& signals, const follow_options& options,
                                     const std::function<result<run_id>(engine_session&)>& start) {
    sweep_watch watch(session, signals, options);
    end_waiter end;
    const sink_membership end_membership(session, end);
    const auto run = start(session);
    if (!run) return tl::unexpected(run.error());
    watch.has_begun();
    end.wait();
    watch.drain();
    return followed_sweep{*run, watch.outcome()};
}

int follow_sweep(engine_session& session, stop_signals& signals, const follow_options& options,
                 const std::function<result<run_id>(engine_session&)>& start) {
    const auto followed = follow_to_end(session, signals, options, start);
    if (!followed) return complain(followed.error());
    return report(session, followed->run, followed->outcome, options);
}

}  // namespace sweeplab::cli
