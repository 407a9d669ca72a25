#include "widgets/editors/phase_text.h"

#include <optional>
#include <regex>

#include <fmt/format.h>

#include "engine/foundation/text.h"

namespace sweeplab {
namespace {

std::string number_text(const json& number) { return fmt::format("{:g}", number.get<double>()); }

json number_of(const std::string& text) {
    const double number = std::stod(text);
    const auto whole = static_cast<std::int64_t>(number);
    return static_cast<double>(whole) == number ? json(whole) : json(number);
}

result<json> phase_of(std::string_view line, int number) {
    static const std::regex form(
        R"(^\s*([^:]+?)\s*:\s*([0-9]+(?:\.[0-9]+)?)\s*/\s*s\s+for\s+([0-9]+(?:\.[0-9]+)?)\s*s\s*(?:,?\s*(constant|poisson))?\s*$)");
    std::match_results<std::string_view::const_iterator> found;
    if (!std::regex_match(line.begin(), line.end(), found, form))
        return fail(error_kind::bad_input, fmt::format("line {} is no phase", number), {},
                    "Write it as in \"quiet: 100/s for 10 s\" or \"rush: 5000/s for 4 s, poisson\".");
    json phase = {{"name", found[1].str()}, {"rate", number_of(found[2].str())}, {"duration_s", number_of(found[3].str())}};
    if (found[4].matched) phase["arrivals"] = found[4].str();
    return phase;
}

// Nothing where the line would not say all of it.
std::optional<std::string> line_of(const json& phase) {
    const bool complete = phase.is_object() && phase.contains("name") && phase["name"].is_string() &&
                          phase.contains("rate") && phase["rate"].is_number() && phase.contains("duration_s") &&
                          phase["duration_s"].is_number();
    if (!complete || phase.size() != 3 + phase.count("arrivals")) return std::nullopt;
    auto line = fmt::format("{}: {}/s for {} s", phase["name"].get<std::string>(), number_text(phase["rate"]),
                            number_text(phase["duration_s"]));
    if (phase.contains("arrivals")) {
        if (!phase["arrivals"].is_string()) return std::nullopt;
        line += ", " + phase["arrivals"].get<std::string>();
    }
    const auto again = phase_of(line, 1);
    return again && *again == phase ? std::optional(line) : std::nullopt;
}

}  // namespace

result<json> phases_from_text(std::string_view text) {
    const auto trimmed = trim(text);
    if (trimmed.empty()) return json();
    if (trimmed.front() == '[') return parse_json_strictly(trimmed, "");
    json phases = json::array();
    int number = 0;
    for (const auto line : split(text, '\n')) {
        ++number;
        if (trim(line).empty()) continue;
        auto phase = phase_of(line, number);
        if (!phase) return phase;
        phases.push_back(std::move(*phase));
    }
    return phases;
}

std::string phases_to_text(const json& phases) {
    if (phases.is_null()) return {};
    std::string text;
    bool complete = phases.is_array();
    for (std::size_t i = 0; complete && i < phases.size(); ++i) {
        const auto line = line_of(phases[i]);
        complete = line.has_value();
        if (line) text += *line + "\n";
    }
    return complete ? text : phases.dump(2, ' ', false, json::error_handler_t::replace);
}

}  // namespace sweeplab
