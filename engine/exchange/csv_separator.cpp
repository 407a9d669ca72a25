#include "engine/exchange/csv_separator.h"

#include <algorithm>

#include "engine/foundation/text.h"

namespace sweeplab {

char find_separator(std::string_view header) {
    char best = ',';
    for (const char candidate : {',', ';', '\t'}) {
        const auto count = [&](char c) { return std::count(header.begin(), header.end(), c); };
        if (count(candidate) > count(best)) best = candidate;
    }
    return best;
}

std::optional<char> separator_line(std::string_view record) {
    if (record.size() == 5 && equal_ignoring_case(record.substr(0, 4), "sep=")) return record[4];
    return std::nullopt;
}

}  // namespace sweeplab
