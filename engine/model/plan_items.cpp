#include <algorithm>

#include "engine/model/plan.h"

namespace sweeplab {

result<item_list> load_items(const plan& value, const std::filesystem::path& base) {
    auto items = value.workload->load_items(base);
    const auto& counts = value.sweep.workers;
    if (!items || counts.empty()) return items;
    const auto needed = value.workload->items_at(*std::ranges::max_element(counts), static_cast<int>(items->size()));
    items->resize(std::min(items->size(), static_cast<std::size_t>(std::max(1, needed))));
    return items;
}

}  // namespace sweeplab
