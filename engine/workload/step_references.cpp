#include "engine/workload/step_references.h"

namespace sweeplab {
namespace {

constexpr std::string_view before = "steps.";
constexpr std::string_view behind = ".text";

}  // namespace

std::vector<step_reference> step_references_in(std::string_view text) {
    std::vector<step_reference> found;
    for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
        const auto close = text.find_first_of("{}", open + 1);
        if (close == std::string_view::npos) break;
        const auto inside = text.substr(open + 1, close - open - 1);
        if (text[close] != '}' || !inside.starts_with(before)) continue;
        step_reference one{inside, {}};
        if (inside.size() > before.size() + behind.size() && inside.ends_with(behind))
            one.step = inside.substr(before.size(), inside.size() - before.size() - behind.size());
        found.push_back(one);
    }
    return found;
}

std::string step_placeholder(std::string_view step) { return std::string(before) + std::string(step) + std::string(behind); }

}  // namespace sweeplab
