#include "widgets/advice/rate_presets.h"

#include <fstream>
#include <sstream>

#include "engine/session/engine_session.h"

namespace sweeplab {
namespace {

result<rate_preset> read_preset(const json& value, const std::string& path) {
    json_object_reader reader(value, path);
    rate_preset preset;
    preset.name = reader.string("provider").value_or("");
    if (const auto tier = reader.string("tier")) preset.name += " " + *tier;
    if (const auto model = reader.string("model")) preset.name += ", " + *model;
    if (const auto as_of = reader.string("as_of")) preset.name += " (" + *as_of + ")";
    preset.tier.requests_per_minute = reader.number("requests_per_minute", 0);
    preset.tier.tokens_per_minute = reader.number("tokens_per_minute", 0);
    reader.finish();
    if (reader.failed()) return tl::make_unexpected(reader.fault());
    return preset;
}

}  // namespace

result<std::vector<rate_preset>> read_rate_presets(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) return fail(error_kind::not_found, "there is no such file", file.string());
    std::stringstream text;
    text << in.rdbuf();
    const auto document = parse_json_strictly(text.str(), file.string());
    if (!document) return tl::make_unexpected(document.error());
    const auto tiers = document->is_object() ? document->find("tiers") : document->end();
    if (tiers == document->end() || !tiers->is_array())
        return fail(error_kind::bad_input, "must hold a list of tiers", file.string() + ": /tiers");
    std::vector<rate_preset> presets;
    for (std::size_t i = 0; i < tiers->size(); ++i) {
        auto preset = read_preset((*tiers)[i], "/tiers/" + std::to_string(i));
        if (!preset) return tl::make_unexpected(preset.error());
        if (preset->tier.requests_per_minute || preset->tier.tokens_per_minute) presets.push_back(std::move(*preset));
    }
    return presets;
}

const std::vector<rate_preset>& shipped_rate_presets() {
    static const auto presets =
        read_rate_presets(find_resources() / "rate_limit_tiers.json").value_or(std::vector<rate_preset>{});
    return presets;
}

}  // namespace sweeplab
