#include "engine/workload/item_source.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr std::int64_t most_made_up_words = 100'000'000;  // of all items together

bool names_jsonl(const std::string& file) {
    const auto extension = to_lower(std::filesystem::path(file).extension().string());
    return extension == ".jsonl" || extension == ".ndjson";
}

result<item_source> read_inline(const json& value, const std::string& path) {
    inline_items items;
    if (value.empty()) return fail(error_kind::bad_input, "there are no items", path, "Name at least one");
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (!value[i].is_string())
            return fail(error_kind::bad_input, "must be a string, not " + json_type_in_words(value[i]),
                        json_path_with(path, std::to_string(i)));
        items.texts.push_back(value[i].get<std::string>());
    }
    return item_source(std::move(items));
}

item_source::origin read_file_items(json_object_reader& reader) {
    const auto file = reader.string("file").value_or("");
    const auto field = reader.string("field");
    if (file.empty()) reader.complain("names no file", reader.path_of("file"));
    if (field && field->empty()) reader.complain("names no field", reader.path_of("field"));
    if (field || names_jsonl(file)) return jsonl_items{file, field.value_or("")};
    return line_items{file};
}

item_source::origin read_folder_items(json_object_reader& reader) {
    const auto folder = reader.string("folder").value_or("");
    if (folder.empty()) reader.complain("names no folder", reader.path_of("folder"));
    return folder_items{folder, reader.string("suffix").value_or("")};
}

item_source::origin read_made_up_items(json_object_reader& outer) {
    json_object_reader reader(*outer.raw("made_up"), outer.path_of("made_up"));
    reader.require("count");
    reader.require("words");
    made_up_items items;
    items.count = static_cast<int>(reader.integer("count", 1, most_items).value_or(1));
    items.words = static_cast<int>(reader.integer("words", 1, most_made_up_words).value_or(1));
    items.seed = static_cast<std::uint64_t>(reader.integer("seed", 0).value_or(1));
    if (std::int64_t{items.count} * items.words > most_made_up_words)
        reader.complain(fmt::format("{} items of {} words are too many", items.count, items.words), outer.path_of("made_up"),
                        fmt::format("All together may have {} words", most_made_up_words));
    reader.finish();
    if (reader.failed()) outer.adopt(reader.fault());
    return items;
}

json to_json_of(const inline_items& items) { return items.texts; }
json to_json_of(const line_items& items) { return {{"file", items.file}}; }
json to_json_of(const jsonl_items& items) {
    json value = {{"file", items.file}};
    if (!items.field.empty()) value["field"] = items.field;
    return value;
}
json to_json_of(const folder_items& items) {
    json value = {{"folder", items.folder}};
    if (!items.suffix.empty()) value["suffix"] = items.suffix;
    return value;
}
json to_json_of(const made_up_items& items) {
    return {{"made_up", {{"count", items.count}, {"words", items.words}, {"seed", items.seed}}}};
}

std::string in_words_of(const inline_items& items) {
    return fmt::format("{} item{}", items.texts.size(), items.texts.size() == 1 ? "" : "s");
}
std::string in_words_of(const line_items& items) { return items.file; }
std::string in_words_of(const jsonl_items& items) { return items.file; }
std::string in_words_of(const folder_items& items) { return fmt::format("{}/*{}", items.folder, items.suffix); }
std::string in_words_of(const made_up_items& items) {
    return fmt::format("{} made-up items of {} words", items.count, items.words);
}

}  // namespace

result<item_source> item_source::read(const json& value, const std::string& path) {
    if (value.is_array()) return read_inline(value, path);
    json_object_reader reader(value, path);
    const bool in_file = reader.raw("file");
    const bool in_folder = reader.raw("folder");
    const bool made_up = reader.raw("made_up");
    const int origins = int{in_file} + int{in_folder} + int{made_up};
    if (value.is_object() && origins != 1)
        return fail(error_kind::bad_input,
                    origins == 0 ? "says nothing about where the items are" : "names more than one place of items", path,
                    "Give one of \"file\", \"folder\" and \"made_up\", or a list of texts");
    item_source source;
    if (in_folder) source.origin_ = read_folder_items(reader);
    else if (made_up) source.origin_ = read_made_up_items(reader);
    else source.origin_ = read_file_items(reader);
    source.limit_ = reader.integer("limit", 1, most_items);
    reader.finish();
    if (reader.failed()) return tl::unexpected(reader.fault());
    return source;
}

json item_source::to_json() const {
    json value = std::visit([](const auto& items) { return to_json_of(items); }, origin_);
    if (limit_) value["limit"] = *limit_;
    return value;
}

std::string item_source::in_words() const {
    auto words = std::visit([](const auto& items) { return in_words_of(items); }, origin_);
    return limit_ ? fmt::format("{}, the first {}", words, *limit_) : words;
}

}  // namespace sweeplab
