// Gets for the timeline what takes time: sorted spans of a trial, and the texts of an attempt. All of it on worker
// threads. GUI thread.
#pragma once

#include <QObject>
#include <set>

#include "widgets/bridge/run_library.h"
#include "widgets/charts/timeline_trial.h"

namespace sweeplab {

class timeline_reader final : public QObject {
    Q_OBJECT

public:
    explicit timeline_reader(QObject* parent = nullptr) : QObject(parent) {}

    void set_bridge(session_bridge& bridge);
    // Nothing comes without a bridge that has a session.
    void read_index(const std::shared_ptr<const run_record>& run, trial_id trial);
    void read_texts(trial_id trial, std::int32_t item, std::int32_t number);

Q_SIGNALS:
    void index_ready(const sweeplab::timeline_trial& trial);
    void texts_ready(sweeplab::trial_id trial, const sweeplab::attempt& whole);
    void texts_failed(sweeplab::trial_id trial, std::int32_t item, std::int32_t number, const sweeplab::error& why);

private:
    session_bridge* bridge_ = nullptr;
    std::set<const trial*> under_way_;
};

}  // namespace sweeplab
