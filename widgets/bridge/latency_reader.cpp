#include "widgets/bridge/latency_reader.h"

#include <algorithm>

namespace sweeplab {

latency_reader::latency_reader(QObject* parent) : QObject(parent) { pool_.setMaxThreadCount(1); }

latency_reader::~latency_reader() {
    pool_.clear();
    pool_.waitForDone();
}

void latency_reader::read(const std::vector<loaded_run_ptr>& runs) {
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

void latency_reader::start(const loaded_run_ptr& run) {
    pool_.start([this, run] {
        auto report = std::make_shared<const latency_report>(make_latency_report(run->record));
        // This lives until the pool is done; a call that comes too late is dropped with it.
        QMetaObject::invokeMethod(
            this, [this, run, report = std::move(report)] { take(run, report); }, Qt::QueuedConnection);
    });
}

void latency_reader::take(const loaded_run_ptr& run, std::shared_ptr<const latency_report> report) {
    const auto found = entries_.find(run->record.summary.id);
    if (found == entries_.end() || found->second.wanted != run) return;
    found->second.latest = {run, std::move(report)};
    Q_EMIT changed();
}

std::vector<latency_reader::answer> latency_reader::ready() const {
    std::vector<answer> answers;
    for (const run_id id : order_) {
        const auto& latest = entries_.at(id).latest;
        if (latest.report) answers.push_back(latest);
    }
    return answers;
}

bool latency_reader::complete() const {
    return std::ranges::all_of(entries_, [](const auto& one) { return one.second.latest.run == one.second.wanted; });
}

}  // namespace sweeplab
