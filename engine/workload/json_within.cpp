#include "engine/foundation/text.h"
#include "engine/workload/result_rule.h"

namespace sweeplab {
namespace {

std::optional<json> parsed(std::string_view text) {
    json document = json::parse(text, nullptr, false);
    if (document.is_discarded()) return std::nullopt;
    return document;
}

bool may_begin_a_document(std::string_view text) { return text.starts_with('{') || text.starts_with('['); }

// What a language model puts between ``` and ```, with or without "json" after the first.
std::optional<json> fenced_document(std::string_view text) {
    constexpr std::string_view fence = "```";
    for (auto open = text.find(fence); open != std::string_view::npos;) {
        const auto first_line = text.find('\n', open);
        if (first_line == std::string_view::npos) return std::nullopt;
        const auto close = text.find(fence, first_line);
        if (close == std::string_view::npos) return std::nullopt;
        if (auto document = parsed(text.substr(first_line, close - first_line))) return document;
        open = text.find(fence, close + fence.size());
    }
    return std::nullopt;
}

// What a program prints at the end of its log.
std::optional<json> last_line_document(std::string_view text) {
    constexpr int lines_to_try = 100;
    for (int i = 0; i < lines_to_try && !text.empty(); ++i) {
        const auto line_break = text.rfind('\n');
        const auto line = trim(line_break == std::string_view::npos ? text : text.substr(line_break + 1));
        if (may_begin_a_document(line)) {
            if (auto document = parsed(line)) return document;
        }
        text = line_break == std::string_view::npos ? std::string_view{} : text.substr(0, line_break);
    }
    return std::nullopt;
}

std::optional<json> bracketed_document(std::string_view text) {
    const auto open = text.find_first_of("{[");
    if (open == std::string_view::npos) return std::nullopt;
    const auto close = text.rfind(text[open] == '{' ? '}' : ']');
    if (close == std::string_view::npos || close < open) return std::nullopt;
    return parsed(text.substr(open, close - open + 1));
}

}  // namespace

std::optional<json> json_within(std::string_view output) {
    output = trim(output);
    if (output.empty()) return std::nullopt;
    for (const auto look : {parsed, fenced_document, last_line_document, bracketed_document}) {
        if (auto document = look(output)) return document;
    }
    return std::nullopt;
}

}  // namespace sweeplab
