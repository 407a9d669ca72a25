#include "engine/telemetry/kept_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

namespace sweeplab {
namespace {

bool read_from_start(int file, std::string& text) {
    if (text.capacity() < 4096) text.reserve(4096);
    text.resize(text.capacity());
    std::size_t size = 0;
    while (true) {
        const auto got = ::pread(file, text.data() + size, text.size() - size, static_cast<off_t>(size));
        if (got < 0) {
            text.clear();
            return false;
        }
        size += static_cast<std::size_t>(got);
        if (got == 0) break;
        if (size == text.size()) text.resize(2 * text.size());
    }
    text.resize(size);
    return true;
}

}  // namespace

bool read_whole(const std::string& path, std::string& text) {
    const unique_fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    text.clear();
    return file.get() >= 0 && read_from_start(file.get(), text);
}

std::string_view kept_file::read() {
    if (path_.empty()) return {};
    if (file_.get() < 0) file_ = unique_fd(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (file_.get() >= 0 && read_from_start(file_.get(), text_)) return text_;
    file_ = unique_fd();
    return {};
}

}  // namespace sweeplab
