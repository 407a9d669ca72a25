// item_source::load: items from the plan, files, a folder, or made up.
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/foundation/random.h"
#include "engine/foundation/text.h"
#include "engine/model/item_graph.h"
#include "engine/workload/item_files.h"
#include "engine/workload/item_source.h"

namespace sweeplab {
namespace {

namespace fs = std::filesystem;

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
        const auto content = read_item_file(file);
        if (!content) return tl::unexpected(content.error());
        item_list items;
        std::optional<error> fault;
        each_line(*content, [&](std::string_view line, std::size_t number) {
            if (items.size() == limit_) return false;
            if (!is_text(line)) fault = not_text(line_of(file, number));
            items.push_back({std::to_string(items.size()), std::string(line)});
            return !fault;
        });
        if (fault) return tl::unexpected(*fault);
        return items;
    }

    result<item_list> operator()(const jsonl_items& from) const {
        const auto file = base_ / from.file;
        const auto content = read_item_file(file);
        if (!content) return tl::unexpected(content.error());
        item_list items;
        std::unordered_map<std::string, std::size_t> lines_of_names;
        std::vector<named_needs> needs;
        std::optional<error> fault;
        each_line(*content, [&](std::string_view line, std::size_t number) {
            if (items.size() == limit_) return false;
            auto next = from_jsonl(line, from.field, line_of(file, number), items.size(), needs);
            if (!next) fault = next.error();
            else if (const auto [known, fresh] = lines_of_names.emplace(next->name, number); !fresh)
                fault = error{error_kind::bad_input,
                              fmt::format("the id \"{}\" is that of line {} already", next->name, known->second),
                              line_of(file, number), "Give each line an id of its own, or none"};
            else items.push_back(std::move(*next));
            return !fault;
        });
        if (fault) return tl::unexpected(*fault);
        if (const auto resolved = resolve(needs, items); !resolved) return tl::unexpected(resolved.error());
        return items;
    }

    result<item_list> operator()(const folder_items& from) const {
        const auto folder = base_ / from.folder;
        auto files = item_files_of(folder, from.suffix);
        if (!files) return tl::unexpected(files.error());
        item_list items;
        std::uintmax_t bytes = 0;
        for (const auto& file : *files) {
            if (items.size() == limit_) break;
            auto content = read_item_file(file);
            if (!content) return tl::unexpected(content.error());
            bytes += content->size();
            if (bytes > most_item_bytes) return tl::unexpected(too_many_item_bytes(folder));
            if (!is_text(*content)) return tl::unexpected(not_text(file.string()));
            items.push_back({to_valid_utf8(file.filename().string()), std::move(*content)});
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
    // What an item needs, as its line names it.
    struct named_needs {
        std::size_t item;
        std::string where;
        std::vector<std::string> names;
    };

    static result<void> resolve(const std::vector<named_needs>& needs, item_list& items) {
        std::unordered_map<std::string, int> places;
        for (std::size_t i = 0; i < items.size(); ++i) places.emplace(items[i].name, static_cast<int>(i));
        for (const auto& one : needs) {
            for (const auto& name : one.names) {
                const auto found = places.find(name);
                if (found == places.end())
                    return fail(error_kind::bad_input, fmt::format("depends on \"{}\", which is no item's id", name),
                                one.where, "Give the item that is meant that \"id\", or take more items with \"limit\"");
                items[one.item].depends_on.push_back(found->second);
            }
        }
        const auto cycle = find_cycle(needs_of(items));
        if (cycle.empty()) return {};
        std::string words;
        for (const int item : cycle) words += items[item].name + " → ";
        return fail(error_kind::bad_input, "items wait for each other in a circle: " + words + items[cycle.front()].name,
                    needs.front().where, "Take one of these dependencies away");
    }

    static result<std::vector<std::string>> names_needed(const json& object, const std::string& where) {
        std::vector<std::string> names;
        if (!object.is_object() || !object.contains("depends_on")) return names;
        const json& list = object.at("depends_on");
        const auto fault = [&] {
            return fail(error_kind::bad_input, "\"depends_on\" must be a list of ids", where, R"(Write it as ["a", "b"])");
        };
        if (!list.is_array()) return fault();
        for (const auto& one : list) {
            if (one.is_string()) names.push_back(one.get<std::string>());
            else if (one.is_number_integer()) names.push_back(one.dump());
            else return fault();
            if (std::ranges::count(names, names.back()) > 1) names.pop_back();
        }
        return names;
    }

    static std::string made_up_text(random_source& random, int words) {
        static constexpr std::string_view vocabulary[] = {
            "time",  "river", "stone", "light", "house", "green", "water", "small", "field", "early", "under",
            "table", "story", "quiet", "paper", "north", "every", "hands", "bread", "clear", "train", "round",
            "night", "sound", "apple", "carry", "glass", "often", "wheel", "young", "plain", "seven"};
        std::string text;
        for (int i = 0; i < words; ++i) {
            if (i > 0) text += ' ';
            text += vocabulary[random.below(std::size(vocabulary))];
        }
        return text;
    }

    static result<item> from_jsonl(std::string_view line, const std::string& field, const std::string& where,
                                   std::size_t number, std::vector<named_needs>& needs) {
        const auto parsed = parse_json(line, where);
        if (!parsed) return fail(error_kind::bad_input, parsed.error().message, where);
        auto names = names_needed(*parsed, where);
        if (!names) return tl::unexpected(names.error());
        if (!names->empty()) needs.push_back({number, where, std::move(*names)});
        item made{std::to_string(number), {}};
        if (parsed->is_string() && field.empty()) {
            made.text = parsed->get<std::string>();
            return made;
        }
        if (!parsed->is_object() && !field.empty())
            return fail(error_kind::bad_input,
                        fmt::format("has no field \"{}\"; it is {}", field, json_type_in_words(*parsed)), where);
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
