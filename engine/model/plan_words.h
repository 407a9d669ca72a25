// The words of a plan file that reader and writer share.
#pragma once

#include <array>

#include "engine/model/enum_names.h"
#include "engine/model/plan.h"

namespace sweeplab {

inline constexpr auto trial_order_names = std::to_array<enum_name<trial_order>>({
    {trial_order::ascending, "ascending"},
    {trial_order::blocks, "blocks"},
});

inline constexpr auto item_order_names = std::to_array<enum_name<item_order>>({
    {item_order::fifo, "fifo"},
    {item_order::longest_first, "longest-first"},
});

}  // namespace sweeplab
