#include "engine/session/keep_runs.h"

namespace sweeplab {

result<std::vector<run_id>> keep_runs(run_store& store, const std::vector<run_record>& runs) {
    std::vector<run_id> ids;
    for (const auto& record : runs) {
        auto id = store.add_run(record);
        if (id) {
            ids.push_back(*id);
            continue;
        }
        auto fault = id.error();
        for (const auto kept : ids)
            if (!store.delete_run(kept))
                fault.advice += " Run " + std::to_string(kept.value) + " had been stored before that and is still there.";
        return tl::unexpected(std::move(fault));
    }
    return ids;
}

}  // namespace sweeplab
