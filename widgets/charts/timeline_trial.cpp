#include "widgets/charts/timeline_trial.h"

#include <algorithm>

namespace sweeplab {

const std::string& timeline_trial::item_name(std::int32_t item) const {
    static const std::string none;
    return item >= 0 && static_cast<std::size_t>(item) < run->items.size() ? run->items[static_cast<std::size_t>(item)].name
                                                                           : none;
}

std::int32_t timeline_trial::item_named(const std::string& name) const {
    const auto found = std::ranges::find(run->items, name, &item::name);
    return found == run->items.end() ? -1 : static_cast<std::int32_t>(found - run->items.begin());
}

std::optional<span_place> find_choice(const timeline_trial& trial, const timeline_choice& choice) {
    const std::int32_t item = trial.item_named(choice.item);
    if (item < 0) return std::nullopt;
    if (const auto exact = trial.index->service_of(item, choice.number)) return exact;
    return trial.index->service_of(item);
}

std::optional<timeline_choice> choice_of(const timeline_trial& trial, span_place place) {
    const timeline_span& span = trial.index->at(place);
    if (span.item < 0 || static_cast<std::size_t>(span.item) >= trial.run->items.size()) return std::nullopt;
    return timeline_choice{trial.item_name(span.item), std::max(span.number, 1)};
}

}  // namespace sweeplab
