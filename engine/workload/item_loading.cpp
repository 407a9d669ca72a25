// item_source::load: items from the plan, files, a folder, or made up.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/foundation/random.h"
#include "engine/foundation/text.h"
#include "engine/workload/item_source.h"

namespace sweeplab {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

error too_much(const fs::path& place) {
    return {error_kind::bad_input, fmt::format("the items are more than {} MiB", most_item_bytes >> 20), place.string(),
            "Split them, or take fewer with \"limit\""};
}

error not_text(const std::string& where) {
    return {error_kind::bad_input, "this is not UTF-8 text", where,
            "Convert it (iconv -f latin1 -t utf-8), or name binary files to the command by their path"};
}

result<std::string> read_whole(const fs::path& file) {
    std::error_code problem;
    if (fs::is_directory(file, problem))
        return fail(error_kind::bad_input, "this is a folder, not a file", file.string(), "Use \"folder\" for all files of one");
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return fail(errno == ENOENT ? error_kind::not_found : error_kind::io,
                    fmt::format("the items cannot be read: {}", std::strerror(errno)), file.string(),
                    "Relative paths start at the plan's folder");
    std::string content;
    std::string piece(1 << 20, '\0');
    while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size())) || stream.gcount() > 0) {
        content.append(piece, 0, static_cast<std::size_t>(stream.gcount()));
        if (content.size() > most_item_bytes) return tl::unexpected(too_much(file));
    }
    if (stream.bad()) return fail(error_kind::io, "reading the items failed", file.string());
    if (content.starts_with(byte_order_mark)) content.erase(0, byte_order_mark.size());
    return content;
}

// Calls `take(line, number)` for each line that is not blank, until it returns false.
template <class Take>
void each_line(std::string_view content, Take take) {
    std::size_t number = 0;
    while (!content.empty()) {
        ++number;
        const auto end = content.find('\n');
        auto line = content.substr(0, end);
        content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!trim(line).empty() && !take(line, number)) return;
    }
}

std::string line_of(const fs::path& file, std::size_t number) { return fmt::format("{}, line {}", file.string(), number); }

class loader {
public:
    loader(const fs::path& base, std::size_t limit) : base_(base), limit_(limit) {}

    result<item_list> operator()(const inline_items& from) const {
        item_list items;
        for (const auto& text : from.texts) {
            if (items.size() == limit_) break;
            items.push_back({std::to_string(items.size()), text});
        }
        return items;
    }

    result<item_list> operator()(const line_items& from) const {
        const auto file = base_ / from.file;
        const auto content = read_whole(file);
        if (!content) return tl::unexpected(content.error());
        item_list items;
        std::optional<error> fault;
        each_line(*content, [&](std::string_view line, std::size_t number) {
            if (items.size() == limit_) return false;
            if (to_valid_utf8(line) != line) fault = not_text(line_of(file, number));
            items.push_back({std::to_string(items.size()), std::string(line)});
            return !fault;
        });
        if (fault) return tl::unexpected(*fault);
        return items;
    }

    result<item_list> operator()(const jsonl_items& from) const {
        const auto file = base_ / from.file;
        const auto content = read_whole(file);
        if (!content) return tl::unexpected(content.error());
        item_list items;
        std::unordered_map<std::string, std::size_t> lines_of_names;
        std::optional<error> fault;
        each_line(*content, [&](std::string_view line, std::size_t number) {
            if (items.size() == limit_) return false;
            auto next = from_jsonl(line, from.field, line_of(file, number), items.size());
            if (!next) fault = next.error();
            else if (const auto [known, fresh] = lines_of_names.emplace(next->name, number); !fresh)
                fault = error{error_kind::bad_input,
                              fmt::format("the id \"{}\" is that of line {} already", next->name, known->second),
                              line_of(file, number), "Give each line an id of its own, or none"};
            else items.push_back(std::move(*next));
            return !fault;
        });
        if (fault) return tl::unexpected(*fault);
        return items;
    }

    result<item_list> operator()(const folder_items& from) const {
        const auto folder = base_ / from.folder;
        auto files = files_of(folder, from.suffix);
        if (!files) return tl::unexpected(files.error());
        item_list items;
        std::uintmax_t bytes = 0;
        for (const auto& file : *files) {
            if (items.size() == limit_) break;
            auto content = read_whole(file);
            if (!content) return tl::unexpected(content.error());
            bytes += content->size();
            if (bytes > most_item_bytes) return tl::unexpected(too_much(folder));
            if (to_valid_utf8(*content) != *content) return tl::unexpected(not_text(file.string()));
            items.push_back({file.filename().string(), std::move(*content)});
        }
        return items;
    }

    result<item_list> operator()(const made_up_items& from) const {
        item_list items;
        random_source random(from.seed);
        for (int i = 0; i < from.count && items.size() < limit_; ++i)
            items.push_back({std::to_string(i), made_up_text(random, from.words)});
        return items;
    }

private:
    static std::string made_up_text(random_source& random, int words) {
        static constexpr std::string_view vocabulary[] = {
            "time",  "river", "stone", "light", "house", "green", "water", "small", "field", "early", "under", "table",
            "story", "quiet", "paper", "north", "every", "hands", "bread", "clear", "train", "round", "night", "sound",
            "apple", "carry", "glass", "often", "wheel", "young", "plain", "seven"};
        std::string text;
        for (int i = 0; i < words; ++i) {
            if (i > 0) text += ' ';
            text += vocabulary[random.below(std::size(vocabulary))];
        }
        return text;
    }

    static result<item> from_jsonl(std::string_view line, const std::string& field, const std::string& where,
                                   std::size_t number) {
        const auto parsed = parse_json(line, where);
        if (!parsed) return fail(error_kind::bad_input, parsed.error().message, where);
        item made{std::to_string(number), {}};
        if (parsed->is_string() && field.empty()) {
            made.text = parsed->get<std::string>();
            return made;
        }
        if (!parsed->is_object() && !field.empty())
            return fail(error_kind::bad_input, fmt::format("has no field \"{}\"; it is {}", field, json_type_in_words(*parsed)),
                        where);
        if (const auto id = parsed->is_object() ? parsed->find("id") : parsed->end(); id != parsed->end()) {
            if (id->is_string() && !id->get_ref<const std::string&>().empty()) made.name = id->get<std::string>();
            else if (id->is_number_integer()) made.name = id->dump();
        }
        const json* const value = text_within(*parsed, field);
        if (!value && !field.empty()) return fail(error_kind::bad_input, fmt::format("has no field \"{}\"", field), where);
        if (value) made.text = value->is_string() ? value->get<std::string>() : value->dump();
        else made.text = trim(line);
        return made;
    }

    static const json* text_within(const json& object, const std::string& field) {
        if (!object.is_object()) return nullptr;
        if (!field.empty()) {
            const auto found = object.find(field);
            return found == object.end() ? nullptr : &*found;
        }
        for (const char* usual : {"text", "prompt"}) {
            const auto found = object.find(usual);
            if (found != object.end() && found->is_string()) return &*found;
        }
        return nullptr;
    }

    static result<std::vector<fs::path>> files_of(const fs::path& folder, const std::string& suffix) {
        std::error_code problem;
        std::vector<fs::path> files;
        for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
            const auto name = entry->path().filename().string();
            std::error_code unreadable;
            if (!name.starts_with('.') && name.ends_with(suffix) && entry->is_regular_file(unreadable))
                files.push_back(entry->path());
        }
        if (problem)
            return fail(problem == std::errc::no_such_file_or_directory ? error_kind::not_found : error_kind::io,
                        "the folder of items cannot be read: " + problem.message(), folder.string(),
                        "Relative paths start at the plan's folder");
        std::sort(files.begin(), files.end());
        return files;
    }

    const fs::path& base_;
    std::size_t limit_;
};

}  // namespace

result<item_list> item_source::load(const std::filesystem::path& base) const {
    auto items = std::visit(loader(base, static_cast<std::size_t>(limit_.value_or(most_items + 1))), origin_);
    if (!items) return items;
    if (items->empty())
        return fail(error_kind::bad_input, fmt::format("there are no items in {}", in_words()), {},
                    "A sweep needs at least one");
    if (items->size() > static_cast<std::size_t>(most_items))
        return fail(error_kind::bad_input, fmt::format("there are more than {} items in {}", most_items, in_words()), {},
                    "Take fewer with \"limit\"");
    return items;
}

}  // namespace sweeplab
