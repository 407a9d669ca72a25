// Accounts for the worker-seconds of loaded runs on a worker thread, so that the window never waits. GUI thread.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <map>
#include <memory>
#include <vector>

#include "engine/analysis/loss_report.h"
#include "widgets/bridge/run_library.h"

namespace sweeplab {

class loss_reader final : public QObject {
    Q_OBJECT

public:
    explicit loss_reader(QObject* parent = nullptr);
    ~loss_reader() override;  // waits for the account under way

    // The runs whose accounts are wanted from now on. A run that grew keeps its old account until the new one is here.
    void read(const std::vector<loaded_run_ptr>& runs);

    struct account {
        loaded_run_ptr run;
        std::shared_ptr<const loss_report> report;
    };
    // What is there of them, in the order of read().
    std::vector<account> ready() const;
    bool complete() const;

Q_SIGNALS:
    void changed();

private:
    struct entry {
        loaded_run_ptr wanted;
        account latest;  // of `wanted`, or of the run before it grew
    };
    void start(const loaded_run_ptr& run);
    void take(const loaded_run_ptr& run, std::shared_ptr<const loss_report> report);

    std::vector<run_id> order_;
    std::map<run_id, entry> entries_;
    QThreadPool pool_;
};

}  // namespace sweeplab
