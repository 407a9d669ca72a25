#include "engine/imports/report_titles.h"

#include <algorithm>
#include <charconv>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr std::pair<std::string_view, char> references[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&amp;", '&'}};

// What made it plain text in Markdown is taken off.
std::string unescaped(std::string_view line) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto rest = line.substr(i);
        const auto known = std::ranges::find_if(references, [&](const auto& one) { return rest.starts_with(one.first); });
        if (known != std::end(references)) {
            text += known->second;
            i += known->first.size() - 1;
        } else if (line[i] != '\\') {
            text += line[i];
        } else if (i + 1 < line.size()) {
            text += line[++i];
        }
    }
    return to_valid_utf8(text);
}

std::size_t line_of(std::string_view place) {
    constexpr std::string_view before = "line ";
    std::size_t line = 0;
    if (place.starts_with(before)) std::from_chars(place.data() + before.size(), place.data() + place.size(), line);
    return line;
}

bool is_fence(std::string_view line) { return line.starts_with("```") || line.starts_with("~~~"); }

}  // namespace

report_titles::report_titles(std::string_view text) {
    const auto lines = split(text, '\n');
    bool in_code = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto line = trim(lines[i]);
        if (is_fence(line)) in_code = !in_code;
        if (in_code) continue;
        if (line.starts_with("Made by Sweeplab ") && begin > 0) reports_.emplace_back(begin, i + 1);
        const bool top = line.starts_with("# ");
        // Of a report on several runs each has a title of its own, one level lower.
        if (!top && !line.starts_with("## Run ")) continue;
        if (top) begin = i + 1;
        line = trim(line.substr(top ? 2 : 3));
        if (const auto colon = line.find(": "); line.starts_with("Run ") && colon != line.npos)
            line = line.substr(colon + 2);
        titles_.emplace_back(i + 1, unescaped(line));
    }
}

bool report_titles::is_in_report(std::string_view place) const {
    const auto line = line_of(place);
    return std::ranges::any_of(reports_, [&](const auto& one) { return one.first <= line && line <= one.second; });
}

std::string report_titles::above(std::string_view place) const {
    const auto line = line_of(place);
    std::string found;
    for (const auto& [at, title] : titles_)
        if (at < line) found = title;
    return found;
}

}  // namespace sweeplab
