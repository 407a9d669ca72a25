// Rate limits of provider tiers, and token prices, that a run can be held against: those that plans can be filled in with
// (widgets/models/provider_presets.h). Any thread.
#pragma once

#include <QString>
#include <vector>

#include "engine/advice/rate_safety.h"
#include "engine/model/plan.h"

namespace sweeplab {

struct rate_preset {
    QString name;
    rate_tier tier;
};

struct price_preset {
    QString name;
    prices_spec prices;
};

// None where their file cannot be used. Read once.
const std::vector<rate_preset>& known_rate_presets();
const std::vector<price_preset>& known_price_presets();

}  // namespace sweeplab
