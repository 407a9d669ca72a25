// Where a workload's items come from, as a plan says it. Any kind of workload that works through items
// uses it. Immutable after reading: any thread.
//
//   "items": ["a", "b"]                                            texts in the plan itself
//   "items": {"file": "chunks.txt"}                                a line an item; blank lines are no items
//   "items": {"file": "chunks.jsonl", "field": "text"}             a JSON document a line
//   "items": {"folder": "chapters", "suffix": ".txt"}              a file an item, by name
//   "items": {"made_up": {"count": 100, "words": 50, "seed": 1}}   texts of random words
// Each object also takes "limit": the first so many items only.
//
// A line of JSONL that is a string is the item's text. Of an object it is the value of "field"; without
// "field" that of "text" or "prompt", else the line as it stands. Its "id" is the item's name, else its number.
// "depends_on": ["a", "b"] names the items that must have succeeded before this one begins; they may come later in the file.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "engine/foundation/json_reader.h"
#include "engine/model/item.h"

namespace sweeplab {

struct inline_items {
    std::vector<std::string> texts;
    bool operator==(const inline_items&) const = default;
};
struct line_items {
    std::string file;
    bool operator==(const line_items&) const = default;
};
struct jsonl_items {
    std::string file;
    std::string field;  // empty: not given
    bool operator==(const jsonl_items&) const = default;
};
struct folder_items {
    std::string folder;
    std::string suffix;  // empty: every file; hidden files and folders never
    bool operator==(const folder_items&) const = default;
};
struct made_up_items {
    int count = 1;
    int words = 1;
    std::uint64_t seed = 1;
    bool operator==(const made_up_items&) const = default;
};

inline constexpr std::int64_t most_items = 1'000'000;
inline constexpr std::uintmax_t most_item_bytes = std::uintmax_t{1} << 30;  // of all items together

class item_source {
public:
    using origin = std::variant<inline_items, line_items, jsonl_items, folder_items, made_up_items>;

    item_source() = default;
    explicit item_source(origin from, std::optional<std::int64_t> limit = std::nullopt)
        : origin_(std::move(from)), limit_(limit) {}

    static result<item_source> read(const json& value, const std::string& path);
    json to_json() const;
    const origin& from() const { return origin_; }
    std::optional<std::int64_t> limit() const { return limit_; }

    // At least one item, each with a name of its own. Relative paths start at `base`. Errors name the
    // file and the line.
    result<item_list> load(const std::filesystem::path& base) const;
    // "chunks.jsonl", "3 items", "100 made-up items of 50 words".
    std::string in_words() const;
    bool operator==(const item_source&) const = default;

private:
    origin origin_;
    std::optional<std::int64_t> limit_;
};

}  // namespace sweeplab
