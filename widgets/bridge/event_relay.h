// Carries the engine's events to the GUI thread. Engine threads append to a buffer; the first event of an
// empty buffer wakes the GUI once, and the GUI takes everything that gathered meanwhile, at most once a frame.
// So a million events a second cost an engine thread an append each, and the window sixty batches.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <mutex>
#include <vector>

#include "engine/model/run_event.h"

namespace sweeplab {

using event_batch = std::vector<run_event>;

class event_relay final : public QObject, public event_sink {
    Q_OBJECT

public:
    explicit event_relay(QObject* parent = nullptr);

    // Any thread. The owner removes the relay from its session before destroying it.
    void on_event(const run_event& event) override;
    // Hands over what waits, without delay. GUI thread.
    void deliver();

Q_SIGNALS:
    // In the order the events came. GUI thread.
    void batch_ready(const sweeplab::event_batch& events);

private:
    void schedule_delivery();

    std::mutex mutex_;
    event_batch waiting_;
    bool woken_ = false;
    QTimer frame_;
    QElapsedTimer since_delivery_;
};

}  // namespace sweeplab
