// Which items need which others first. Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/model/item.h"

namespace sweeplab {

// By item, the places of those that it needs; every place is one of the list.
using item_needs = std::vector<std::vector<int>>;

item_needs needs_of(const item_list& items);
bool has_needs(const item_list& items);

// The items so that each comes after all it needs; those in or behind a cycle are missing (Kahn 1962).
std::vector<int> needed_first(const item_needs& needs);

// The items of one cycle, each needing the next and the last needing the first; empty when there is none.
std::vector<int> find_cycle(const item_needs& needs);

// The longest chain of items that need each other; the longest item where none needs another. Free of cycles; a
// duration for each item.
std::int64_t critical_path_ns(const item_needs& needs, const std::vector<std::int64_t>& durations_ns);

// The most items that are under way at once when each begins as soon as it can: with these durations no further worker
// would ever get an item. An item without any duration counts as under way for an instant.
int most_at_once(const item_needs& needs, const std::vector<std::int64_t>& durations_ns);

}  // namespace sweeplab
