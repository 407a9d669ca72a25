// Memory of a process with all its descendants.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace sweeplab {

// Resident bytes of the process and its living descendants, pages that they share counted in each. Absent when the process
// is gone, or where the system does not tell. Any thread.
std::optional<std::int64_t> tree_memory_bytes(pid_t root);

// Looks at the trees of some processes four times a second, on a thread of its own, and remembers the most that each had.
// Any thread.
class tree_watch {
public:
    tree_watch() = default;
    ~tree_watch();
    tree_watch(const tree_watch&) = delete;
    tree_watch& operator=(const tree_watch&) = delete;

    void add(pid_t root);  // a child that is not reaped before remove(), so that the number stays its own
    std::optional<std::int64_t> remove(pid_t root);  // absent: it was too short to be looked at

private:
    void look();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::map<pid_t, std::optional<std::int64_t>> peaks_;
    bool idle_ = false;  // the thread waits for a process: only then is it woken, not for each of thousands a second
    bool ending_ = false;
    std::thread thread_;  // from the first process on
};

}  // namespace sweeplab
