// Reads from the store how the kernels of native runs were verified: the runs that the window loads do not carry what
// their jobs said. On worker threads. GUI thread.
#pragma once

#include <QObject>
#include <set>

#include "widgets/bridge/run_library.h"

namespace sweeplab {

class verification_reader final : public QObject {
    Q_OBJECT

public:
    explicit verification_reader(QObject* parent = nullptr) : QObject(parent) {}

    void set_bridge(session_bridge& bridge);
    // Of each of its kernels, one job that succeeded; once for each run. Nothing comes without a bridge.
    void read(const loaded_run_ptr& run);

Q_SIGNALS:
    // Empty where nothing is said.
    void verified(qint64 run, const QStringList& by_item);

private:
    session_bridge* bridge_ = nullptr;
    std::set<run_id> asked_;
};

// "each of 480 requests got the answer to its own body", out of what a kernel's job said.
QString verified_in(const std::string& output);

}  // namespace sweeplab
