#include "engine/store/owner_mark.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <random>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace sweeplab {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffix = "-owner-";

fs::path mark_file(const fs::path& database, const std::string& token) {
    return database.string() + std::string(suffix) + token;
}

std::string new_token() {
    std::random_device random;
    return fmt::format("{}-{:08x}{:08x}", ::getpid(), random(), random());
}

// A token comes from the database, which may come from anywhere.
bool well_formed(const std::string& token) {
    const auto allowed = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-'; };
    return !token.empty() && std::all_of(token.begin(), token.end(), allowed);
}

// Between making the file and locking it, another process may have taken it for a dead one's and removed it.
bool still_there(const fs::path& file, int fd) {
    struct stat by_name {};
    struct stat by_fd {};
    return ::stat(file.c_str(), &by_name) == 0 && ::fstat(fd, &by_fd) == 0 && by_name.st_ino == by_fd.st_ino &&
           by_name.st_dev == by_fd.st_dev;
}

// The lock of a mark, when nobody lives who holds it. Shared, so that two who look at the same time do not take
// each other for the owner.
unique_fd take_lock_of_dead(const fs::path& file, bool& lives) {
    unique_fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    lives = fd && ::flock(fd.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    return fd;
}

void remove_if_dead(const fs::path& file) {
    bool lives = false;
    // Removed while the lock is held: one who made the file just now waits for the lock, and then makes another.
    const unique_fd lock = take_lock_of_dead(file, lives);
    if (lock && !lives) ::unlink(file.c_str());
}

}  // namespace

owner_mark::owner_mark(std::string token, fs::path file, unique_fd lock)
    : token_(std::move(token)), file_(std::move(file)), lock_(std::move(lock)) {}

result<std::unique_ptr<owner_mark>> owner_mark::create(const fs::path& database) {
    for (;;) {
        std::string token = new_token();
        fs::path file = mark_file(database, token);
        unique_fd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
        if (!fd && errno == EEXIST) continue;
        if (!fd || ::flock(fd.get(), LOCK_EX) != 0)
            return fail(error_kind::io,
                        std::string("the mark of who records a run could not be made: ") + std::strerror(errno),
                        file.string(), "Check that the folder may be written and the disk is not full.");
        if (still_there(file, fd.get()))
            return std::unique_ptr<owner_mark>(new owner_mark(std::move(token), std::move(file), std::move(fd)));
    }
}

owner_mark::~owner_mark() { ::unlink(file_.c_str()); }

bool owner_lives(const fs::path& database, const std::string& token) {
    bool lives = false;
    if (well_formed(token)) take_lock_of_dead(mark_file(database, token), lives);
    return lives;
}

void remove_dead_marks(const fs::path& database) {
    const std::string beginning = database.filename().string() + std::string(suffix);
    std::error_code fault;
    std::vector<fs::path> marks;
    for (fs::directory_iterator entry(database.parent_path(), fault), end; !fault && entry != end; entry.increment(fault)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with(beginning) && well_formed(name.substr(beginning.size()))) marks.push_back(entry->path());
    }
    for (const fs::path& file : marks) remove_if_dead(file);
}

}  // namespace sweeplab
