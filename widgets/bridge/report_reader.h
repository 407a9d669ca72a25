// Works out a report of each loaded run on a worker thread, so that the window never waits. GUI thread.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "widgets/bridge/run_library.h"

namespace sweeplab {

// The part that does not depend on the kind of report: a template can have no signals.
class report_reader_base : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void changed();
};

template <class Report>
class report_reader final : public report_reader_base {
public:
    // `make` is called on the worker thread.
    using maker = Report (*)(const run_record& run);
    explicit report_reader(maker make, QObject* parent = nullptr) : report_reader_base(parent), make_(make) {
        pool_.setMaxThreadCount(1);
    }
    ~report_reader() override {  // waits for the report under way
        pool_.clear();
        pool_.waitForDone();
    }

    // The runs whose reports are wanted from now on. A run that grew keeps its old report until the new one is here.
    void read(const std::vector<loaded_run_ptr>& runs) {
        order_.clear();
        for (const auto& run : runs) {
            const run_id id = run->record.summary.id;
            order_.push_back(id);
            entry& one = entries_[id];
            if (one.wanted == run) continue;
            one.wanted = run;
            start(run);
        }
        std::erase_if(entries_, [this](const auto& one) { return std::ranges::find(order_, one.first) == order_.end(); });
        Q_EMIT changed();
    }

    struct answer {
        loaded_run_ptr run;
        std::shared_ptr<const Report> report;
    };
    // What is there of them, in the order of read().
    std::vector<answer> ready() const {
        std::vector<answer> answers;
        for (const run_id id : order_) {
            const auto& latest = entries_.at(id).latest;
            if (latest.report) answers.push_back(latest);
        }
        return answers;
    }
    bool complete() const {
        return std::ranges::all_of(entries_, [](const auto& one) { return one.second.latest.run == one.second.wanted; });
    }

private:
    struct entry {
        loaded_run_ptr wanted;
        answer latest;  // of `wanted`, or of the run before it grew
    };

    void start(const loaded_run_ptr& run) {
        pool_.start([this, run] {
            auto report = std::make_shared<const Report>(make_(run->record));
            // This lives until the pool is done; a call that comes too late is dropped with it.
            QMetaObject::invokeMethod(
                this, [this, run, report = std::move(report)] { take(run, report); }, Qt::QueuedConnection);
        });
    }

    void take(const loaded_run_ptr& run, std::shared_ptr<const Report> report) {
        const auto found = entries_.find(run->record.summary.id);
        if (found == entries_.end() || found->second.wanted != run) return;
        found->second.latest = {run, std::move(report)};
        Q_EMIT changed();
    }

    maker make_;
    std::vector<run_id> order_;
    std::map<run_id, entry> entries_;
    QThreadPool pool_;
};

}  // namespace sweeplab
