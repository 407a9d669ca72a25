#include "engine/store/run_store.h"

#include <algorithm>

#include "engine/store/span_rows.h"

namespace sweeplab {

// For stores that have no shorter way to one attempt.
result<attempt> run_store::load_attempt(trial_id id, std::int32_t item, std::int32_t number) {
    auto loaded = load_trial(id, load_detail::everything);
    if (!loaded) return tl::unexpected(std::move(loaded.error()));
    const auto found = std::ranges::find_if(
        loaded->attempts, [&](const attempt& each) { return each.item == item && each.number == number; });
    if (found == loaded->attempts.end()) return no_such_attempt(id, item, number);
    return std::move(*found);
}

}  // namespace sweeplab
