// What a calibrated machine's Sweeplab can drive, in words. Pure; any thread.
#pragma once

#include <QString>
#include <optional>
#include <utility>
#include <vector>

#include "engine/model/generator_limits.h"

namespace sweeplab {

// ("Requests", "52.3 k a second"), …; what is not known has an empty value.
std::vector<std::pair<QString, QString>> generator_facts(const std::optional<generator_limits>& limits);
// The same in one line, for a form; says so when nothing was measured.
QString generator_in_words(const std::optional<generator_limits>& limits);

}  // namespace sweeplab
