// Pieces of work that threads take in turn. Any thread.
#pragma once

#include <atomic>
#include <optional>

#include "engine/native/kernel.h"

namespace sweeplab::native {

class chunk_queue {
public:
    explicit chunk_queue(std::int64_t size) : size_(size) {}

    // The number of the next piece; nothing when all are taken or the work is to stop.
    std::optional<std::int64_t> take(const stop_signal& stop) {
        if (stop.asked()) return std::nullopt;
        const auto next = next_.fetch_add(1, std::memory_order_relaxed);
        return next < size_ ? std::optional(next) : std::nullopt;
    }
    std::int64_t size() const { return size_; }

private:
    std::int64_t size_;
    std::atomic<std::int64_t> next_{0};
};

}  // namespace sweeplab::native
