#include "engine/store/reader_pool.h"

#include <utility>

namespace sweeplab {
namespace {

constexpr std::size_t most_kept = 4;

}  // namespace

result<std::unique_ptr<connection>> reader_pool::take() {
    std::unique_ptr<connection> link;
    {
        const std::lock_guard lock(mutex_);
        if (!free_.empty()) {
            link = std::move(free_.back());
            free_.pop_back();
        }
    }
    if (!link) {
        auto opened = connection::open(file_, connection::access::read, busy_timeout_);
        if (!opened) return opened;
        link = std::move(*opened);
    }
    if (const auto in_place = link->check_in_place(); !in_place) return tl::unexpected(in_place.error());
    return link;
}

void reader_pool::close() {
    const std::lock_guard lock(mutex_);
    free_.clear();
}

void reader_pool::give_back(std::unique_ptr<connection> link) {
    const std::lock_guard lock(mutex_);
    if (free_.size() < most_kept) free_.push_back(std::move(link));
}

}  // namespace sweeplab
