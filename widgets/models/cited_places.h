// Where a cited cell stands in the text of its file. Pure functions; any thread.
#pragma once

#include <QString>
#include <optional>

#include "engine/audit/audit.h"

namespace sweeplab {

struct text_range {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const text_range&) const = default;
};

struct cited_place {
    text_range line;                  // or the whole JSON value
    std::optional<text_range> value;  // in it, where it is clear which one is meant
    bool operator==(const cited_place&) const = default;
};

// Of "line 5" or a JSON pointer; nothing when it is not in the text, which may have been cut.
std::optional<cited_place> find_cited(const QString& text, const cited_cell& cell);

}  // namespace sweeplab
