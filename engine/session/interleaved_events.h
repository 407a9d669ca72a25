// What watchers are told of two sweeps whose rounds take turns: of each run one beginning and, when all has ended, one end,
// and the progress of both together. Each round's job tells its events here; one at a time.
#pragma once

#include <array>
#include <optional>

#include "engine/session/event_hub.h"
#include "engine/session/progress_meter.h"

namespace sweeplab {

class interleaved_events final : public event_sink {
public:
    // The meters know all that is still to do of A and of B.
    interleaved_events(event_hub& outer, const clock& time, progress_meter a, progress_meter b);

    event_hub& inner() { return inner_; }    // what the rounds' jobs tell their events to
    void turn_to(int whose) { now_ = whose; }  // 0 is A, 1 is B

    void on_event(const run_event& event) override;
    // Tells of the end of the runs that began: the complete ones first, and of the others how the whole ended.
    void ended(run_state how);

private:
    struct side {
        progress_meter meter;
        bool begun = false;
        std::optional<run_finished> finished{};
    };

    run_progress of_both(run_progress of_round) const;

    event_hub& outer_;
    const clock& time_;
    event_hub inner_;
    std::array<side, 2> sides_;
    int now_ = 0;
};

}  // namespace sweeplab
