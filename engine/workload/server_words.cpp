#include "engine/workload/server_words.h"

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

constexpr std::size_t longest_message = 500;

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (found->is_string()) return found->get<std::string>();
    if (found->is_number()) return found->dump();
    return {};
}

std::string on_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!blank) line += c;
        else if (!line.empty() && line.back() != ' ') line += ' ';
    }
    return shorten(to_valid_utf8(trim(line)), longest_message);
}

server_error from_object(const json& object) {
    server_error fault{on_one_line(text_of(object, "message")), text_of(object, "type"), text_of(object, "code")};
    if (fault.message.empty()) fault.message = on_one_line(object.dump(-1, ' ', false, json::error_handler_t::replace));
    return fault;
}

}  // namespace

std::optional<server_error> server_error_in(const json& document) {
    if (!document.is_object()) return std::nullopt;
    const auto error = document.find("error");
    if (error != document.end() && error->is_object()) return from_object(*error);
    if (error != document.end() && error->is_string()) return server_error{on_one_line(error->get<std::string>()), {}, {}};
    if (text_of(document, "object") == "error") return from_object(document);
    return std::nullopt;
}

server_error read_error_body(std::string_view body) {
    const auto document = json::parse(body, nullptr, false);
    if (const auto fault = server_error_in(document)) return *fault;
    if (document.is_object())
        for (const char* key : {"message", "detail"})
            if (const auto words = text_of(document, key); !words.empty())
                return {on_one_line(words), {}, text_of(document, "code")};
    return {on_one_line(body), {}, {}};
}

}  // namespace sweeplab
