#include "widgets/bridge/timeline_reader.h"

#include <algorithm>

namespace sweeplab {

void timeline_reader::set_bridge(session_bridge& bridge) {
    bridge_ = &bridge;
    // Answers about a closed library do not come.
    connect(&bridge, &session_bridge::session_closed, this, [this] { under_way_.clear(); });
}

void timeline_reader::read_index(const std::shared_ptr<const run_record>& run, trial_id trial_wanted) {
    const auto found = std::ranges::find(run->trials, trial_wanted, &trial::id);
    if (!bridge_ || !bridge_->attached() || found == run->trials.end()) return;
    const trial* const measured = &*found;
    if (!under_way_.insert(measured).second) return;
    bridge_->ask(
        this,
        [run, measured](engine_session&) {
            return timeline_trial{run, measured, std::make_shared<const timeline_index>(*measured),
                                  make_resource_lines(*run, *measured)};
        },
        [this](const timeline_trial& ready) {
            under_way_.erase(ready.measured);
            Q_EMIT index_ready(ready);
        });
}

void timeline_reader::read_texts(trial_id trial_wanted, std::int32_t item, std::int32_t number) {
    if (!bridge_) return;
    bridge_->ask(
        this, [=](engine_session& session) { return session.store().load_attempt(trial_wanted, item, number); },
        [this, trial_wanted, item, number](const result<attempt>& answer) {
            if (answer) Q_EMIT texts_ready(trial_wanted, *answer);
            else Q_EMIT texts_failed(trial_wanted, item, number, answer.error());
        });
}

}  // namespace sweeplab
