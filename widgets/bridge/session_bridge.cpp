#include "widgets/bridge/session_bridge.h"

namespace sweeplab {

session_bridge::session_bridge(QObject* parent) : QObject(parent) {
    // A long import must not keep the list of runs waiting.
    pool_.setMaxThreadCount(4);
}

session_bridge::~session_bridge() { close(); }

void session_bridge::attach(std::unique_ptr<engine_session> session) {
    close();
    session_ = std::move(session);
    relay_ = std::make_unique<event_relay>();
    connect(relay_.get(), &event_relay::batch_ready, this, &session_bridge::events_arrived);
    session_->add_sink(*relay_);
    Q_EMIT session_attached();
}

void session_bridge::close() {
    if (!session_) return;
    ++opened_;
    session_->stop();
    pool_.waitForDone();
    session_->remove_sink(*relay_);
    relay_.reset();
    session_.reset();
    Q_EMIT session_closed();
}

void session_bridge::post(QPointer<QObject> context, std::function<void()> step) {
    QMetaObject::invokeMethod(
        this,
        [context, step = std::move(step)] {
            if (context) step();
        },
        Qt::QueuedConnection);
}

}  // namespace sweeplab
