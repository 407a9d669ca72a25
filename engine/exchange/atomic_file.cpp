#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include <fmt/format.h>

#include "engine/exchange/exchange.h"
#include "engine/foundation/unique_fd.h"

namespace sweeplab {
namespace {

namespace fs = std::filesystem;

tl::unexpected<error> io_error(const fs::path& file, const char* what, int code) {
    const char* advice = "";
    if (code == ENOSPC || code == EDQUOT) advice = "The disk is full: free some space or choose another folder.";
    if (code == ENOENT) advice = "Does the folder exist?";
    if (code == EACCES || code == EROFS || code == EPERM) advice = "Choose a folder that you may write to.";
    return fail(error_kind::io, fmt::format("{}: {}", what, std::strerror(code)), file.string(), advice);
}

int write_all(int fd, std::string_view content) {
    while (!content.empty()) {
        const auto written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

// A pipe or a device (/dev/stdout) is written to, never replaced.
result<void> write_in_place(const fs::path& file, std::string_view content) {
    const unique_fd fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
    if (!fd) return io_error(file, "cannot be opened", errno);
    if (const int code = write_all(fd.get(), content)) return io_error(file, "cannot be written", code);
    return {};
}

// Writes `part` to its end and onto the disk; 0 or the error's number.
int write_part(const fs::path& part, std::string_view content, mode_t mode) {
    const unique_fd fd(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!fd) return errno;
    if (const int code = write_all(fd.get(), content)) return code;
    return ::fsync(fd.get()) == 0 ? 0 : errno;
}

}  // namespace

result<void> write_file_atomically(const fs::path& file, std::string_view content) {
    // A link stays a link: what it points to is replaced.
    std::error_code unknown;
    const auto real = fs::exists(file, unknown) ? fs::canonical(file, unknown) : file;
    const fs::path target = unknown || real.empty() ? file : real;
    struct stat present {};
    const bool exists = ::stat(target.c_str(), &present) == 0;
    if (exists && S_ISDIR(present.st_mode))
        return fail(error_kind::bad_input, "is a folder", file.string(), "Name a file in it.");
    if (exists && !S_ISREG(present.st_mode)) return write_in_place(target, content);

    const fs::path part = fmt::format("{}.{}.part", target.string(), ::getpid());
    if (const int code = write_part(part, content, exists ? present.st_mode & 07777 : 0666)) {
        if (code != EEXIST) ::unlink(part.c_str());
        return io_error(file, "cannot be written", code);
    }
    if (::rename(part.c_str(), target.c_str()) != 0) {
        const int code = errno;
        ::unlink(part.c_str());
        return io_error(file, "cannot be replaced", code);
    }
    return {};
}

}  // namespace sweeplab
