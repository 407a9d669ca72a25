// Measures in the background what Sweeplab itself can drive on this machine, and keeps it with the machine's profile.
// GUI thread.
#pragma once

#include <QObject>
#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "engine/model/host_profile.h"
#include "widgets/bridge/session_bridge.h"

namespace sweeplab {

class generator_calibration final : public QObject {
    Q_OBJECT

public:
    // As calibrate_generator(): called on a worker thread, asks before each step whether to go on.
    using method = std::function<result<generator_limits>(const std::function<bool(const std::string& step)>& progress)>;

    explicit generator_calibration(session_bridge& bridge, QObject* parent = nullptr);
    generator_calibration(session_bridge& bridge, method how, QObject* parent);
    ~generator_calibration() override;  // as cancel()

    // Why it cannot be started now, in words; empty: it can.
    QString why_not() const;
    void start();
    void cancel();  // takes effect before the next step; failed() follows
    bool running() const { return running_; }

Q_SIGNALS:
    void step_began(const QString& step);
    void finished(const sweeplab::host_profile& here);  // measured and kept
    void failed(const sweeplab::error& why);            // cancelled too; nothing is kept

private:
    session_bridge& bridge_;
    method how_;
    std::shared_ptr<std::atomic<bool>> cancelled_;  // of the calibration under way
    bool running_ = false;
};

}  // namespace sweeplab
