#include "engine/session/interleaved_events.h"

#include <utility>

namespace sweeplab {

interleaved_events::interleaved_events(event_hub& outer, const clock& time, progress_meter a, progress_meter b)
    : outer_(outer), time_(time), sides_{side{std::move(a)}, side{std::move(b)}} {
    inner_.add(*this);
}

void interleaved_events::on_event(const run_event& event) {
    side& here = sides_[now_];
    if (const auto* started = std::get_if<run_started>(&event)) {
        if (std::exchange(here.begun, true)) return;
        auto whole = *started;
        const auto totals = here.meter.progress(time_.now());
        whole.trials_planned = totals.trials_total;
        whole.trials_to_do = totals.trials_total - totals.trials_done;
        whole.in_turn = true;
        return outer_.emit(whole);
    }
    if (const auto* finished = std::get_if<run_finished>(&event)) {
        const int failed_before = here.finished ? here.finished->trials_failed : 0;
        here.finished = *finished;
        here.finished->trials_failed += failed_before;
        return;
    }
    if (const auto* progress = std::get_if<run_progress>(&event)) return outer_.emit(of_both(*progress));
    here.meter.take(event, time_.now());
    outer_.emit(event);
}

// Before anything of B is measured it is taken to last as long as A.
run_progress interleaved_events::of_both(run_progress of_round) const {
    const auto now = time_.now();
    const auto a = sides_[0].meter.progress(now), b = sides_[1].meter.progress(now);
    of_round.trials_done = a.trials_done + b.trials_done;
    of_round.trials_total = a.trials_total + b.trials_total;
    const auto left_of_b = b.eta_s ? b.eta_s : sides_[0].meter.whole_s();
    of_round.eta_s = a.eta_s && left_of_b ? std::optional(*a.eta_s + *left_of_b) : std::nullopt;
    return of_round;
}

void interleaved_events::ended(run_state how) {
    for (const bool complete_ones : {true, false})
        for (const auto& one : sides_) {
            if (!one.finished) continue;
            const auto totals = one.meter.progress(time_.now());
            const bool complete = how == run_state::complete || totals.trials_done == totals.trials_total;
            if (complete != complete_ones) continue;
            auto event = *one.finished;
            // Its last round may well have come to its end.
            if (!complete && event.state == run_state::complete) event.state = how;
            outer_.emit(event);
        }
}

}  // namespace sweeplab
