// Works out the latest question on a worker thread; questions that nobody waits for any more are dropped. GUI thread.
#pragma once

#include <functional>
#include <memory>

#include "widgets/bridge/report_reader.h"

namespace sweeplab {

template <class Answer>
class latest_reader final : public report_reader_base {
public:
    using answer_ptr = std::shared_ptr<const Answer>;

    explicit latest_reader(QObject* parent = nullptr) : report_reader_base(parent) { pool_.setMaxThreadCount(1); }
    ~latest_reader() override {  // waits for the answer under way
        pool_.clear();
        pool_.waitForDone();
    }

    // `work` is called on the worker thread. What was there stays until the new answer is here.
    void ask(std::function<Answer()> work) {
        pool_.clear();
        const quint64 number = ++asked_;
        pool_.start([this, number, work = std::move(work)] {
            auto answer = std::make_shared<const Answer>(work());
            // This lives until the pool is done; a call that comes too late is dropped with it.
            QMetaObject::invokeMethod(
                this, [this, number, answer = std::move(answer)] { take(number, answer); }, Qt::QueuedConnection);
        });
        Q_EMIT changed();
    }
    // There is no question any more, and no answer.
    void forget() {
        pool_.clear();
        answered_ = ++asked_;
        latest_.reset();
        Q_EMIT changed();
    }

    const answer_ptr& latest() const { return latest_; }
    bool complete() const { return asked_ == answered_; }

private:
    void take(quint64 number, const answer_ptr& answer) {
        if (number != asked_) return;
        latest_ = answer;
        answered_ = number;
        Q_EMIT changed();
    }

    answer_ptr latest_;
    quint64 asked_ = 0;
    quint64 answered_ = 0;
    QThreadPool pool_;
};

}  // namespace sweeplab
