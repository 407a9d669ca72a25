// Dated limits of provider tiers and dated token prices that a plan can be filled in with. They ship in
// resources/rate_limit_tiers.json and resources/prices.json; a file of the same name in the person's own configuration
// folder takes the place of the shipped one. Read strictly: an unknown key makes the whole file unusable, rather than a
// misspelt limit none. Entries without any number are left out. Any thread.
#pragma once

#include <QString>
#include <filesystem>
#include <vector>

#include "engine/foundation/json_reader.h"

namespace sweeplab {

struct provider_preset {
    QString name;  // "OpenAI, gpt-4o-mini, Tier 2 (2024-11-17)"
    // What a plan takes over, by its keys; null for what the preset does not name, so that none is left of another one:
    // {"requests_per_minute": 5000, "tokens_per_minute": null}
    json values;
};

struct preset_list {
    std::filesystem::path file;  // that was read
    std::vector<provider_preset> presets;
    QString fault;  // why the file cannot be used; else empty
};

preset_list read_tier_presets(const std::filesystem::path& file);
preset_list read_price_presets(const std::filesystem::path& file);

// The person's own file where there is one, else the shipped one.
std::filesystem::path preset_file(const std::string& name);
inline constexpr const char* tier_file = "rate_limit_tiers.json";
inline constexpr const char* price_file = "prices.json";

}  // namespace sweeplab
