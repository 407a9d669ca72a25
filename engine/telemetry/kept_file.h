// A file of /proc that is read again and again: it stays open, and its text is made anew at each reading.
#pragma once

#include <string>
#include <string_view>

#include "engine/foundation/unique_fd.h"

namespace sweeplab {

// Reads the file at `path` into `text`; false when it cannot be read.
bool read_whole(const std::string& path, std::string& text);

class kept_file {
public:
    explicit kept_file(std::string path) : path_(std::move(path)) {}

    // Empty when it cannot be read, also when it went away; it is tried again the next time. Valid until then.
    std::string_view read();

private:
    std::string path_;
    unique_fd file_;
    std::string text_;
};

}  // namespace sweeplab
