#include "engine/foundation/error.h"

namespace sweeplab {

std::string error::text() const {
    std::string line;
    if (!where.empty()) line += where + ": ";
    line += message;
    if (!advice.empty()) {
        if (!line.empty() && line.back() != '.' && line.back() != '!' && line.back() != '?') line += '.';
        line += ' ' + advice;
    }
    return line;
}

}  // namespace sweeplab
