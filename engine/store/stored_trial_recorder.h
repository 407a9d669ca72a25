// A trial being recorded into the database.
#pragma once

#include <memory>

#include "engine/store/run_store.h"
#include "engine/store/store_writer.h"

namespace sweeplab {

class stored_trial_recorder final : public trial_recorder {
public:
    stored_trial_recorder(std::shared_ptr<store_writer> writer, trial_id id) : writer_(std::move(writer)), id_(id) {}

    void append(attempt span) override { writer_->append(id_, std::move(span)); }
    void append(soak_sample sample) override { writer_->append(id_, std::move(sample)); }
    result<void> finish(const trial& summary, std::vector<worker_interval> intervals) override;

private:
    const std::shared_ptr<store_writer> writer_;  // shared: a recorder may outlive the store, and is then refused
    const trial_id id_;
};

}  // namespace sweeplab
