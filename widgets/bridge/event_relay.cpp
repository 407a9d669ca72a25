#include "widgets/bridge/event_relay.h"

#include <QThread>

namespace sweeplab {
namespace {

constexpr int frame_ms = 16;
// A window that cannot keep up loses single jobs from its live view (the store has them), never a milestone.
constexpr std::size_t most_waiting = 200'000;

bool is_about_one_job(const run_event& event) {
    return std::holds_alternative<job_started>(event) || std::holds_alternative<job_finished>(event);
}

}  // namespace

event_relay::event_relay(QObject* parent) : QObject(parent) {
    frame_.setSingleShot(true);
    frame_.setTimerType(Qt::PreciseTimer);
    connect(&frame_, &QTimer::timeout, this, &event_relay::deliver);
}

void event_relay::on_event(const run_event& event) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= most_waiting && is_about_one_job(event)) return;
    if (!waiting_.empty() && std::holds_alternative<run_progress>(event) &&
        std::holds_alternative<run_progress>(waiting_.back())) {
        waiting_.back() = event;
        return;
    }
    waiting_.push_back(event);
    if (woken_) return;
    woken_ = true;
    QMetaObject::invokeMethod(this, &event_relay::schedule_delivery, Qt::QueuedConnection);
}

void event_relay::schedule_delivery() {
    const qint64 waited = since_delivery_.isValid() ? since_delivery_.elapsed() : frame_ms;
    if (waited >= frame_ms) return deliver();
    if (!frame_.isActive()) frame_.start(static_cast<int>(frame_ms - waited));
}

void event_relay::deliver() {
    Q_ASSERT(QThread::currentThread() == thread());
    event_batch taken;
    {
        const std::lock_guard lock(mutex_);
        taken.swap(waiting_);
        woken_ = false;
    }
    frame_.stop();
    since_delivery_.start();
    if (!taken.empty()) Q_EMIT batch_ready(taken);
}

}  // namespace sweeplab
