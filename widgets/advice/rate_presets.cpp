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

const std::vector<price_preset>& known_price_presets() {
    static const auto known = [] {
        std::vector<price_preset> presets;
        for (const auto& [name, values] : read_price_presets(preset_file(price_file)).presets) {
            prices_spec prices;
            prices.input_per_million = number_in(values, "input_per_million");
            prices.output_per_million = number_in(values, "output_per_million");
            prices.cached_input_per_million = number_in(values, "cached_input_per_million");
            prices.per_request = number_in(values, "per_request");
            if (const auto unit = values.find("currency"); unit != values.end() && unit->is_string())
                prices.currency = unit->get<std::string>();
            presets.push_back({name, prices});
        }
        return presets;
    }();
    return known;
}

}  // namespace sweeplab
