// Rate limits of provider tiers that a run can be held against: resources/rate_limit_tiers.json. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/advice/rate_safety.h"

namespace sweeplab {

struct rate_preset {
    std::string name;  // "OpenAI Tier 2, gpt-4o-mini (2024-11-17)"
    rate_tier tier;
};

// In the file's order; entries without a limit are left out. An error says what is wrong with the file.
result<std::vector<rate_preset>> read_rate_presets(const std::filesystem::path& file);
// Those that ship with the program; none when there is no such file. Read once.
const std::vector<rate_preset>& shipped_rate_presets();

}  // namespace sweeplab
