#include "widgets/models/provider_presets.h"

#include <QStandardPaths>
#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/session/engine_session.h"
#include "widgets/models/words.h"

namespace sweeplab {
namespace {

struct list_shape {
    const char* key;                  // of the list in the file
    std::vector<const char*> values;  // that a plan takes over
    bool takes_date = false;          // and "currency", which stand beside prices in a plan
};

provider_preset preset_from(const json& entry, const list_shape& shape) {
    provider_preset preset{{}, json::object()};
    QStringList words;
    for (const char* key : {"provider", "model", "tier"})
        if (const auto found = entry.find(key); found != entry.end() && found->is_string())
            words << to_qt(found->get<std::string>());
    preset.name = words.join(QStringLiteral(", "));
    const auto as_of = entry.find("as_of");
    if (as_of != entry.end() && as_of->is_string())
        preset.name += QStringLiteral(" (%1)").arg(to_qt(as_of->get<std::string>()));
    const auto take = [&](const char* key, auto is_right) {
        const auto found = entry.find(key);
        preset.values[key] = found != entry.end() && is_right(*found) ? *found : json(nullptr);
    };
    for (const char* key : shape.values) take(key, [](const json& value) { return value.is_number(); });
    if (shape.takes_date)
        for (const char* key : {"currency", "as_of"}) take(key, [](const json& value) { return value.is_string(); });
    return preset;
}

preset_list read(const std::filesystem::path& file, const list_shape& shape) {
    preset_list list{file, {}, {}};
    std::ifstream input(file);
    std::stringstream text;
    text << input.rdbuf();
    const auto document = input ? parse_json(text.str(), file.string())
                                : result<json>(fail(error_kind::not_found, "cannot be read", file.string()));
    if (!document) {
        list.fault = to_qt(document.error().text());
        return list;
    }
    const auto entries = document->is_object() ? document->find(shape.key) : document->end();
    if (entries == document->end() || !entries->is_array()) {
        list.fault = to_qt(file.string()) + QStringLiteral(": has no list \"%1\"").arg(QLatin1String(shape.key));
        return list;
    }
    for (const auto& entry : *entries) {
        if (!entry.is_object()) continue;
        auto preset = preset_from(entry, shape);
        const bool says_something = std::ranges::any_of(preset.values, [](const json& value) { return value.is_number(); });
        if (says_something && !preset.name.isEmpty()) list.presets.push_back(std::move(preset));
    }
    return list;
}

}  // namespace

preset_list read_tier_presets(const std::filesystem::path& file) {
    return read(file, {"tiers", {"requests_per_minute", "tokens_per_minute"}});
}

preset_list read_price_presets(const std::filesystem::path& file) {
    return read(file,
                {"prices", {"input_per_million", "output_per_million", "cached_input_per_million", "per_request"}, true});
}

std::filesystem::path preset_file(const std::string& name) {
    const std::filesystem::path own =
        to_std(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)) + "/sweeplab/" + name;
    std::error_code unknown;
    return std::filesystem::exists(own, unknown) ? own : find_resources() / name;
}

}  // namespace sweeplab
