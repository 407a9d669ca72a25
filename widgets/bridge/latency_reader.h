// Sorts out how long the answers of loaded runs took on a worker thread, so that the window never waits. GUI thread.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <map>
#include <memory>
#include <vector>

#include "engine/analysis/latency.h"
#include "widgets/bridge/run_library.h"

namespace sweeplab {

class latency_reader final : public QObject {
    Q_OBJECT

public:
    explicit latency_reader(QObject* parent = nullptr);
    ~latency_reader() override;  // waits for the report under way

    // The runs whose latencies are wanted from now on. A run that grew keeps its old report until the new one is here.
    void read(const std::vector<loaded_run_ptr>& runs);

    struct answer {
        loaded_run_ptr run;
        std::shared_ptr<const latency_report> report;
    };
    // What is there of them, in the order of read().
    std::vector<answer> ready() const;
    bool complete() const;

Q_SIGNALS:
    void changed();

private:
    struct entry {
        loaded_run_ptr wanted;
        answer latest;  // of `wanted`, or of the run before it grew
    };
    void start(const loaded_run_ptr& run);
    void take(const loaded_run_ptr& run, std::shared_ptr<const latency_report> report);

    std::vector<run_id> order_;
    std::map<run_id, entry> entries_;
    QThreadPool pool_;
};

}  // namespace sweeplab
