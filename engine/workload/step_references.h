// Which steps a text of a pipeline names: "{steps.research.text}" stands for what the step "research" answered. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sweeplab {

struct step_reference {
    std::string_view placeholder;  // "steps.research.text", without the braces
    std::string_view step;         // "research"; empty when the placeholder asks for something that is not there
};

// In the order they stand. Braces that hold anything else are left alone, as everywhere.
std::vector<step_reference> step_references_in(std::string_view text);

// "steps.research.text"
std::string step_placeholder(std::string_view step);

}  // namespace sweeplab
