// Numbers as people and programs write them in running text.
#pragma once

#include <optional>
#include <string_view>

namespace sweeplab {

// "1234", "-1.5e3", "1,234,567" and "1_000" (separators before three digits); blanks around it do not count.
// nullopt when it is anything else, or not finite. The same in every locale.
std::optional<double> number_from_text(std::string_view text);

}  // namespace sweeplab
