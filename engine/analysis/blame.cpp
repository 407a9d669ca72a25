#include "engine/analysis/blame.h"

#include <algorithm>
#include <map>
#include <optional>

namespace sweeplab {
namespace {

struct claim {
    std::int64_t when_ns;
    int item;
};

class wait_reader {
public:
    wait_reader(const trial& measured, const item_list& items) : items_(items), ends_ns_(items.size(), -1) {
        for (const auto& span : measured.attempts)
            if (is_item(span.item) && span.state == attempt_state::succeeded)
                ends_ns_[static_cast<std::size_t>(span.item)] = span.end_ns;
        // The account's own instants: a wait ends exactly where the claim that ended it begins.
        std::vector<bool> claimed(items.size());
        for (const auto& interval : in_time(measured.intervals)) {
            if (!is_item(interval.item) || claimed[static_cast<std::size_t>(interval.item)]) continue;
            claimed[static_cast<std::size_t>(interval.item)] = true;
            if (!items[static_cast<std::size_t>(interval.item)].depends_on.empty())
                claims_.push_back({interval.start_ns, interval.item});
        }
    }

    // Cuts a wait where items were claimed, and hands each piece to `take(item, ns)`: the predecessor that was the last to
    // end before that claim. Returns the rest, after which nothing was claimed.
    template <class Take>
    std::int64_t share_out(const worker_interval& wait, const Take& take) const {
        std::int64_t from = wait.start_ns;
        auto next = std::ranges::upper_bound(claims_, wait.start_ns, {}, &claim::when_ns);
        for (; next != claims_.end() && next->when_ns <= wait.end_ns; ++next) {
            const auto released_by = last_needed(next->item);
            if (next->when_ns == from || !released_by) continue;
            take(*released_by, next->when_ns - from);
            from = next->when_ns;
        }
        return wait.end_ns - from;
    }

private:
    static std::vector<worker_interval> in_time(std::vector<worker_interval> intervals) {
        std::ranges::stable_sort(intervals, {}, &worker_interval::start_ns);
        return intervals;
    }

    bool is_item(int place) const { return place >= 0 && static_cast<std::size_t>(place) < items_.size(); }

    std::optional<int> last_needed(int item) const {
        const auto& needs = items_[static_cast<std::size_t>(item)].depends_on;
        const auto last =
            std::ranges::max_element(needs, {}, [this](int needed) { return ends_ns_[static_cast<std::size_t>(needed)]; });
        return last == needs.end() ? std::nullopt : std::optional(*last);
    }

    const item_list& items_;
    std::vector<std::int64_t> ends_ns_;  // by item; -1: it did not succeed
    std::vector<claim> claims_;          // of items that need others, by time
};

}  // namespace

dependency_blame blame_for(const trial& measured, const item_list& items) {
    dependency_blame blame;
    const wait_reader reader(measured, items);
    std::map<int, std::int64_t> waits;
    for (const auto& interval : measured.intervals) {
        if (interval.state != worker_state::dependency) continue;
        blame.unblamed_ns += reader.share_out(interval, [&](int item, std::int64_t ns) { waits[item] += ns; });
    }
    for (const auto& [item, wait] : waits) blame.items.push_back({item, wait});
    std::ranges::stable_sort(blame.items, std::ranges::greater(), &blamed_item::wait_ns);
    return blame;
}

}  // namespace sweeplab
