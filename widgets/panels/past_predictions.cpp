#include "widgets/panels/past_predictions.h"

#include "widgets/advice/prediction_section.h"
#include "widgets/dialogs/past_predictions_dialog.h"
#include "widgets/models/words.h"

namespace sweeplab {

past_predictions::past_predictions(session_bridge& bridge, prediction_section& section)
    : QObject(&section), bridge_(bridge), section_(section) {
    connect(&section_, &prediction_section::history_wanted, this, &past_predictions::open);
}

void past_predictions::follow(const loaded_run_ptr& run) {
    if (run == run_) return;
    const bool same_host = run && run_ && run->record.summary.host_id == run_->record.summary.host_id;
    run_ = run;
    const int number = ++asked_;
    if (!same_host) take({});  // what is there of another host is not this one's
    if (!run_) return;
    bridge_.ask(
        this,
        [host = run_->record.summary.host_id](engine_session& session) -> prediction_history {
            const auto runs = session.store().past_predictions(host);
            // A line that is missing is all that is lost; a library that cannot be read is said where it is read first.
            return runs ? make_prediction_history(*runs) : prediction_history{};
        },
        [this, number](prediction_history history) {
            if (number == asked_) take(std::move(history));
        });
}

void past_predictions::take(prediction_history history) {
    history_ = std::move(history);
    section_.set_history(
        history_.predictions.empty()
            ? QString()
            : tr("On %1 so far: %2").arg(to_qt(run_->record.summary.host_name), to_qt(describe_history(history_))));
}

void past_predictions::open() const {
    if (!run_) return;
    past_predictions_dialog(history_, to_qt(run_->record.summary.host_name), section_.window()).exec();
}

}  // namespace sweeplab
