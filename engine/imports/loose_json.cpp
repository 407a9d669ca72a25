#include "engine/imports/loose_json.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr int deepest = 200;  // what reads the documents later goes down by recursion
constexpr std::size_t most_lines = 2'000'000;

// Words that JSON does not have and Python writes. As long as the word, so that places in messages stay true.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> no_numbers = {
    {{"-Infinity", "     null"}, {"Infinity", "    null"}, {"NaN", ""}}};

bool replace_word(std::string& text, std::size_t at) {
    for (const auto& [word, null] : no_numbers) {
        if (text.compare(at, word.size(), word) != 0) continue;
        if (null.empty()) text.replace(at, word.size(), "null");
        else text.replace(at, word.size(), null);
        return true;
    }
    return false;
}

struct scan_outcome {
    std::size_t replaced = 0;
    bool too_deep = false;
};

scan_outcome scan(std::string& text) {
    scan_outcome outcome;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\') ++i;
            else if (c == '"') quoted = false;
            continue;
        }
        if (c == '"') quoted = true;
        else if (c == '[' || c == '{') outcome.too_deep = outcome.too_deep || ++depth > deepest;
        else if (c == ']' || c == '}') --depth;
        else if ((c == 'N' || c == 'I' || (c == '-' && i + 1 < text.size() && text[i + 1] == 'I')) &&
                 replace_word(text, i)) {
            ++outcome.replaced;
            i += 3;
        }
    }
    return outcome;
}

bool is_container(const json& value) { return value.is_object() || value.is_array(); }

result<void> read_lines(std::string_view text, const std::string& file_name, loose_documents& documents) {
    std::size_t number = 0;
    for (const auto line : split(text, '\n')) {
        ++number;
        if (trim(line).empty()) continue;
        if (documents.all.size() == most_lines)
            return fail(error_kind::bad_input, fmt::format("has more than {} lines of JSON", most_lines), file_name,
                        "Cut it down to the requests that matter.");
        auto read = parse_json(line, fmt::format("{}, line {} of the file", file_name, number));
        if (!read) return tl::unexpected(read.error());
        if (!is_container(*read))
            return fail(error_kind::bad_input, "is no JSON object", fmt::format("{}, line {}", file_name, number));
        documents.all.push_back(std::move(*read));
    }
    documents.lines = true;
    return {};
}

// Several lines, of which the first is a whole document.
bool is_json_lines(std::string_view text) {
    const auto start = trim(text);
    const auto end = start.find('\n');
    if (end == std::string_view::npos || trim(start.substr(end)).empty()) return false;
    const auto first = trim(start.substr(0, end));
    return first.size() > 1 && first.starts_with('{') && first.ends_with('}') && json::accept(first);
}

}  // namespace

result<loose_documents> read_loose_json(std::string& text, const std::string& file_name) {
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    const auto scanned = scan(text);
    if (scanned.too_deep)
        return fail(error_kind::bad_input, fmt::format("lists and objects are nested more than {} deep", deepest), file_name,
                    "No tool writes its results like this.");
    loose_documents documents;
    documents.not_finite = scanned.replaced;
    if (is_json_lines(text)) {
        if (auto read = read_lines(text, file_name, documents); !read) return tl::unexpected(read.error());
        return documents;
    }
    auto whole = parse_json(text, file_name);
    if (!whole) {
        auto fault = whole.error();
        if (fault.advice.empty()) fault.advice = "Was the file cut off? Nothing of it was taken in.";
        return tl::unexpected(std::move(fault));
    }
    documents.all.push_back(std::move(*whole));
    return documents;
}

}  // namespace sweeplab
