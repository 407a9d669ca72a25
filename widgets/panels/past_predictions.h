// Says in the Advice page how good past predictions were on the host of its run, and opens the list of them. GUI thread.
#pragma once

#include <QObject>
#include <memory>

#include "engine/prediction/prediction_history.h"
#include "widgets/bridge/run_library.h"

namespace sweeplab {

class prediction_section;

class past_predictions final : public QObject {
    Q_OBJECT

public:
    // Its parent is the section.
    past_predictions(session_bridge& bridge, prediction_section& section);

    // Reads the history of this run's host, unless it is of the same one still.
    void follow(const loaded_run_ptr& run);

private:
    void take(prediction_history history);
    void open() const;

    session_bridge& bridge_;
    prediction_section& section_;
    loaded_run_ptr run_;
    int asked_ = 0;
    prediction_history history_;
};

}  // namespace sweeplab
