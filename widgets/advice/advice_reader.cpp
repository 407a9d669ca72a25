#include "widgets/advice/advice_reader.h"

namespace sweeplab {

advice_reader::advice_reader(QObject* parent) : QObject(parent) { pool_.setMaxThreadCount(1); }

advice_reader::~advice_reader() {
    pool_.clear();
    pool_.waitForDone();
}

void advice_reader::ask(const loaded_run_ptr& run, const analysis_request& request, std::vector<loaded_run_ptr> ticked,
                        std::vector<host_profile> hosts) {
    pool_.clear();  // questions that nobody waits for any more
    const quint64 number = ++asked_;
    if (!run || !latest_.run || latest_.run->record.summary.id != run->record.summary.id) latest_ = {};
    if (!run) {
        answered_ = number;
        return Q_EMIT changed();
    }
    const bool same = latest_.sheet && latest_.run == run && latest_.sheet->asked.items == request.items;
    pool_.start([this, run, request, number, before = same ? latest_.sheet : nullptr, ticked = std::move(ticked),
                 hosts = std::move(hosts)] {
        advice_surroundings around{{}, hosts};
        for (const auto& one : ticked) around.ticked.push_back({&one->record, &one->curve});
        auto sheet = std::make_shared<const advice_sheet>(
            before ? ask_again(run->record, request, *before, around)
                   : make_advice_sheet(run->record, request, known_rate_presets(), around));
        // This lives until the pool is done; a call that comes too late is dropped with it.
        QMetaObject::invokeMethod(
            this,
            [this, run, number, sheet = std::move(sheet)] {
                if (number != asked_) return;
                latest_ = {run, sheet};
                answered_ = number;
                Q_EMIT changed();
            },
            Qt::QueuedConnection);
    });
    Q_EMIT changed();
}

}  // namespace sweeplab
