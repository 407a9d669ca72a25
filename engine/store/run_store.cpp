#include "engine/store/run_store.h"

#include <algorithm>

#include "engine/store/span_rows.h"

namespace sweeplab {

result<run_id> run_store::add_run(const run_record& record) {
    const auto added = add_runs({&record, 1});
    if (!added) return tl::unexpected(added.error());
    return added->front();
}

// For stores that have no shorter way to one attempt.
result<attempt> run_store::load_attempt(trial_id id, std::int32_t item, std::int32_t number) {
    auto loaded = load_trial(id, load_detail::everything);
    if (!loaded) return tl::unexpected(std::move(loaded.error()));
    const auto found = std::ranges::find_if(loaded->attempts,
                                            [&](const attempt& each) { return each.item == item && each.number == number; });
    if (found == loaded->attempts.end()) return no_such_attempt(id, item, number);
    return std::move(*found);
}

// For stores that have no shorter way to them.
result<std::vector<run_record>> run_store::past_predictions(const std::string& host_id) {
    const auto all = list_runs();
    if (!all) return tl::unexpected(all.error());
    std::vector<run_record> found;
    for (const auto& each : *all) {
        if (!host_id.empty() && each.host_id != host_id) continue;
        auto run = load_run(each.id, load_detail::trials);
        if (!run) return tl::unexpected(std::move(run.error()));
        std::erase_if(run->trials, [](const trial& one) { return !one.counts(); });
        if (!run->predictions.empty()) found.push_back(std::move(*run));
    }
    return found;
}

}  // namespace sweeplab
