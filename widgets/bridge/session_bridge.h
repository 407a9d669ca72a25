// The window's one way to the engine. Owns the session, relays its events in batches, and makes slow calls on
// worker threads with the answer delivered on the GUI thread, so that the window never waits.
// All members are called on the GUI thread.
#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "engine/session/engine_session.h"
#include "widgets/bridge/event_relay.h"

namespace sweeplab {

class session_bridge final : public QObject {
    Q_OBJECT

public:
    explicit session_bridge(QObject* parent = nullptr);
    ~session_bridge() override;  // as close()

    // Takes over an open session; what belonged to an earlier one is closed first.
    void attach(std::unique_ptr<engine_session> session);
    bool attached() const { return session_ != nullptr; }
    // For calls that return at once (stop, sweeping). Only while attached.
    engine_session& session() { return *session_; }

    // Waits for calls under way (their answers are dropped), stops a sweep, closes the library.
    void close();

    // Runs `work(session)` on a worker thread, then `done(answer)` here, unless `context` has gone or the
    // session was closed meanwhile. Answers of several calls may come in any order. Does nothing when not attached.
    template <class Work, class Done>
    void ask(QObject* context, Work work, Done done) {
        if (!session_) return;
        ++pending_;
        // The number of the opening keeps an answer about a closed library out of the one opened next.
        pool_.start([this, opened = opened_, guard = QPointer<QObject>(context), session = session_.get(),
                     work = std::move(work), done = std::move(done)]() mutable {
            auto answer = std::make_shared<std::invoke_result_t<Work&, engine_session&>>(work(*session));
            QMetaObject::invokeMethod(
                this,
                [this, opened, guard, answer, finish = std::move(done)]() mutable {
                    --pending_;
                    if (guard && opened == opened_) finish(std::move(*answer));
                },
                Qt::QueuedConnection);
        });
    }

    // Calls whose answers are not delivered yet.
    int pending() const { return pending_; }

    // Runs `step` here, soon, from any thread, unless `context` has gone: for the engine's own callbacks.
    void post(QPointer<QObject> context, std::function<void()> step);

Q_SIGNALS:
    void session_attached();
    void session_closed();
    void events_arrived(const sweeplab::event_batch& events);

private:
    std::unique_ptr<engine_session> session_;
    std::unique_ptr<event_relay> relay_;
    QThreadPool pool_;
    int opened_ = 0;
    int pending_ = 0;
};

}  // namespace sweeplab
