#include "widgets/advice/rate_presets.h"

#include "widgets/models/provider_presets.h"

namespace sweeplab {
namespace {

std::optional<double> number_in(const json& values, const char* key) {
    const auto found = values.find(key);
    return found != values.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

}  // namespace

const std::vector<rate_preset>& known_rate_presets() {
    static const auto known = [] {
        std::vector<rate_preset> presets;
        for (const auto& [name, values] : read_tier_presets(preset_file(tier_file)).presets)
            presets.push_back({name, {number_in(values, "requests_per_minute"), number_in(values, "tokens_per_minute")}});
        return presets;
    }();
    return known;
}

}  // namespace sweeplab
