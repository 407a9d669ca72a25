#include "engine/process/tree_memory.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace sweeplab {
namespace {

constexpr auto period = std::chrono::milliseconds(250);

}  // namespace

tree_watch::~tree_watch() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void tree_watch::add(pid_t root) {
    const std::lock_guard lock(mutex_);
    peaks_.emplace(root, std::nullopt);
    if (!thread_.joinable()) thread_ = std::thread([this] { look(); });
    if (idle_) wake_.notify_all();
}

std::optional<std::int64_t> tree_watch::remove(pid_t root) {
    const std::lock_guard lock(mutex_);
    const auto found = peaks_.find(root);
    if (found == peaks_.end()) return std::nullopt;
    const auto peak = found->second;
    peaks_.erase(found);
    return peak;
}

void tree_watch::look() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        idle_ = true;
        wake_.wait(lock, [this] { return ending_ || !peaks_.empty(); });
        idle_ = false;
        wake_.wait_for(lock, period, [this] { return ending_; });
        std::vector<pid_t> roots;
        for (const auto& [root, peak] : peaks_) roots.push_back(root);
        for (const pid_t root : roots) {
            lock.unlock();  // nobody who starts or ends a process waits for this
            const auto now = tree_memory_bytes(root);
            lock.lock();
            if (const auto found = peaks_.find(root); found != peaks_.end() && now)
                found->second = std::max(found->second.value_or(0), *now);
        }
    }
}

}  // namespace sweeplab
