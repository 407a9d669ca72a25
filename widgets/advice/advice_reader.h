// Works out the advice for one run on a worker thread, again whenever something else is asked. GUI thread.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <memory>

#include "widgets/advice/advice_sheet.h"
#include "widgets/bridge/run_library.h"

namespace sweeplab {

class advice_reader final : public QObject {
    Q_OBJECT

public:
    explicit advice_reader(QObject* parent = nullptr);
    ~advice_reader() override;  // waits for the sheet under way

    // The run and question from now on; no run: nothing. What was there stays until the new answer is here, unless it is
    // another run's. `ticked` are the runs that it may be held against, and `hosts` the machines as they are known now.
    void ask(const loaded_run_ptr& run, const analysis_request& request, std::vector<loaded_run_ptr> ticked = {},
             std::vector<host_profile> hosts = {});

    struct answer {
        loaded_run_ptr run;
        std::shared_ptr<const advice_sheet> sheet;
    };
    const answer& latest() const { return latest_; }
    bool complete() const { return asked_ == answered_; }

Q_SIGNALS:
    void changed();

private:
    answer latest_;
    quint64 asked_ = 0;
    quint64 answered_ = 0;
    QThreadPool pool_;
};

}  // namespace sweeplab
