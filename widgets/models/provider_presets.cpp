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
    const char* key;                   // of the list in the file
    std::vector<const char*> names;    // what a preset is called by
    std::vector<const char*> numbers;  // that a plan takes over
    std::vector<const char*> texts;    // that it takes over, too
};

template <class Value>
json or_null(const std::optional<Value>& value) {
    return value ? json(*value) : json(nullptr);
}

result<provider_preset> read_preset(const json& entry, const std::string& path, const list_shape& shape) {
    json_object_reader reader(entry, path);
    provider_preset preset{{}, json::object()};
    QStringList words;
    for (const char* key : shape.names)
        if (const auto text = reader.string(key)) words << to_qt(*text);
    const auto as_of = reader.string("as_of");
    preset.name = words.join(QStringLiteral(", "));
    if (as_of) preset.name += QStringLiteral(" (%1)").arg(to_qt(*as_of));
    for (const char* key : shape.numbers) preset.values[key] = or_null(reader.number(key, 0));
    for (const char* key : shape.texts)
        preset.values[key] = or_null(std::string_view(key) == "as_of" ? as_of : reader.string(key));
    reader.finish();
    if (reader.failed()) return tl::make_unexpected(reader.fault());
    return preset;
}

result<json> read_document(const std::filesystem::path& file) {
    std::ifstream input(file);
    if (!input) return fail(error_kind::not_found, "the presets cannot be read", file.string());
    std::stringstream text;
    text << input.rdbuf();
    return parse_json_strictly(text.str(), file.string());
}

result<std::vector<provider_preset>> read_presets(const std::filesystem::path& file, const list_shape& shape) {
    const auto document = read_document(file);
    if (!document) return tl::make_unexpected(document.error());
    const auto entries = document->is_object() ? document->find(shape.key) : document->end();
    if (entries == document->end() || !entries->is_array())
        return fail(error_kind::bad_input, "must be a list", file.string() + ": /" + shape.key);
    std::vector<provider_preset> presets;
    for (std::size_t i = 0; i < entries->size(); ++i) {
        auto preset = read_preset((*entries)[i], file.string() + ": /" + shape.key + "/" + std::to_string(i), shape);
        if (!preset) return tl::make_unexpected(preset.error());
        const auto is_number = [](const json& value) { return value.is_number(); };
        if (std::ranges::any_of(preset->values, is_number)) presets.push_back(std::move(*preset));
    }
    return presets;
}

preset_list read(const std::filesystem::path& file, const list_shape& shape) {
    auto presets = read_presets(file, shape);
    if (!presets) return {file, {}, error_in_words(presets.error())};
    return {file, std::move(*presets), {}};
}

}  // namespace

preset_list read_tier_presets(const std::filesystem::path& file) {
    return read(file, {"tiers", {"provider", "model", "tier"}, {"requests_per_minute", "tokens_per_minute"}, {}});
}

preset_list read_price_presets(const std::filesystem::path& file) {
    return read(file, {"prices",
                       {"provider", "model"},
                       {"input_per_million", "output_per_million", "cached_input_per_million", "per_request"},
                       {"currency", "as_of"}});
}

std::filesystem::path preset_file(const std::string& name) {
    const std::filesystem::path own =
        to_std(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)) + "/sweeplab/" + name;
    std::error_code unknown;
    return std::filesystem::exists(own, unknown) ? own : find_resources() / name;
}

}  // namespace sweeplab
