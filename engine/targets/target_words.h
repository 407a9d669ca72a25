// Targets and their results in words. For .cpp files of this folder.
#pragma once

#include <optional>
#include <string>

#include "engine/targets/targets.h"

namespace sweeplab {

std::string number_in_words(double number, int digits = 3);
// "7.14 ms", "97.2 %"
std::string amount_in_words(double number, const std::string& unit, std::optional<int> digits = {});
// The unit that a result's values have: of a baseline rule and of share_below percent.
std::string unit_of(const target& asked, const std::string& currency);
// Fills result.words from the rest.
void put_words(target_result& result, const std::string& currency);

}  // namespace sweeplab
