#include "app/cli/fault_text.h"

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab::cli {
namespace {

constexpr const char* form = "Write it as WHAT:share=0.1 or WHAT:nth=3+7, with status=503 or delay_s=2 where they fit.";

result<json> number_in(std::string_view text) {
    auto number = json::parse(text, nullptr, false);
    if (number.is_number()) return number;
    return fail(error_kind::bad_input, fmt::format("\"{}\" is no number", text), "--fault", form);
}

result<void> add_part(json& fault, std::string_view part) {
    const auto equals = part.find('=');
    if (equals == std::string_view::npos)
        return fail(error_kind::bad_input, fmt::format("\"{}\" has no value", part), "--fault", form);
    const std::string name(trim(part.substr(0, equals)));
    const auto value = part.substr(equals + 1);
    if (name != "nth") {
        auto number = number_in(value);
        if (!number) return tl::unexpected(number.error());
        fault[name] = std::move(*number);
        return {};
    }
    for (const auto one : split(value, '+')) {
        auto number = number_in(one);
        if (!number) return tl::unexpected(number.error());
        fault["nth_requests"].push_back(std::move(*number));
    }
    return {};
}

}  // namespace

result<json> parse_fault_text(std::string_view text) {
    text = trim(text);
    if (text.starts_with('{')) return parse_json(text, "--fault");
    const auto colon = text.find(':');
    json fault = {{"what", std::string(trim(text.substr(0, colon)))}};
    if (colon == std::string_view::npos) return fault;  // the strict reader says what is missing
    for (const auto part : split(text.substr(colon + 1), ',')) {
        if (auto added = add_part(fault, part); !added) return tl::unexpected(added.error());
    }
    return fault;
}

}  // namespace sweeplab::cli
