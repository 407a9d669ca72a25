// A cache that drops what was used least recently, and how often it has what is asked for.

#include <deque>

#include <fmt/format.h>
#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/identity.hpp>
#include <boost/multi_index/sequenced_index.hpp>
#include <boost/multi_index_container.hpp>

#include "engine/foundation/random.h"
#include "engine/native/chunk_queue.h"
#include "engine/native/kernel_registry.h"

namespace sweeplab::native {
namespace {

using key = std::uint32_t;
using trace = std::vector<key>;

class lru_cache {
public:
    explicit lru_cache(std::size_t entries) : entries_(entries) {}

    // Whether the key was there; it is the most recent one afterwards.
    bool access(key wanted) {
        const auto [place, is_new] = list_.push_front(wanted);
        if (!is_new) list_.relocate(list_.begin(), place);
        else if (list_.size() > entries_) list_.pop_back();
        return !is_new;
    }

private:
    std::size_t entries_;
    boost::multi_index_container<
        key, boost::multi_index::indexed_by<boost::multi_index::sequenced<>,
                                            boost::multi_index::hashed_unique<boost::multi_index::identity<key>>>>
        list_;
};

// How often a key was among the `entries` last used ones, counted without any cache: an access hits when fewer distinct
// keys than that were used since the last one of its key (Mattson et al. 1970). A Fenwick tree holds a 1 at the last use of
// every key.
class stack_distances {
public:
    static std::int64_t hits(const trace& accesses, std::size_t keys, std::size_t entries) {
        std::vector<std::int32_t> tree(accesses.size() + 1, 0);
        std::vector<std::size_t> last_use(keys, 0);  // from 1; 0: not yet
        const auto add = [&](std::size_t at, int amount) {
            for (; at < tree.size(); at += at & (~at + 1)) tree[at] += amount;
        };
        const auto up_to = [&](std::size_t at) {
            std::int64_t sum = 0;
            for (; at > 0; at -= at & (~at + 1)) sum += tree[at];
            return sum;
        };
        std::int64_t found = 0, distinct = 0;
        for (std::size_t i = 0; i < accesses.size(); ++i) {
            auto& last = last_use[accesses[i]];
            if (last != 0) {
                if (distinct - up_to(last) < static_cast<std::int64_t>(entries)) ++found;
                add(last, -1);
            } else {
                ++distinct;
            }
            last = i + 1;
            add(last, 1);
        }
        return found;
    }
};

class lru_rounds final : public kernel {
public:
    explicit lru_rounds(const settings& values)
        : entries_(values.at("entries")),
          accesses_(values.at("accesses")),
          keys_(values.at("keys")),
          recent_(values.at("recent")),
          recent_percent_(values.at("recent_percent")),
          queue_(values.at("rounds")) {}

    kernel_needs needs(int threads) const override {
        constexpr std::int64_t bytes_of_entry = 64;
        return {queue_.size() * accesses_ * std::int64_t{sizeof(key)} + threads * std::min(entries_, keys_) * bytes_of_entry,
                0, 0};
    }

    result<void> prepare(const kernel_place&, const stop_signal& stop) override {
        hits_.assign(static_cast<std::size_t>(queue_.size()), 0);
        for (std::int64_t round = 0; round < queue_.size(); ++round) {
            if (stop.asked()) return fail(error_kind::cancelled, "stopped");
            traces_.push_back(make_trace(static_cast<std::uint64_t>(round), stop));
        }
        return {};
    }

    result<void> work(int, const stop_signal& stop) override {
        while (const auto round = queue_.take(stop)) {
            lru_cache cache(static_cast<std::size_t>(entries_));
            const auto& accesses = traces_[static_cast<std::size_t>(*round)];
            std::int64_t hits = 0;
            for (std::size_t i = 0; i < accesses.size(); ++i) {
                if ((i & 0xffff) == 0 && stop.asked()) break;
                hits += cache.access(accesses[i]) ? 1 : 0;
            }
            hits_[static_cast<std::size_t>(*round)] = hits;
        }
        return {};
    }

    result<kernel_findings> verify(const stop_signal& stop) override {
        std::int64_t hits = 0;
        for (std::size_t round = 0; round < traces_.size(); ++round) {
            if (stop.asked()) return fail(error_kind::cancelled, "stopped");
            const auto known =
                stack_distances::hits(traces_[round], static_cast<std::size_t>(keys_), static_cast<std::size_t>(entries_));
            if (hits_[round] != known)
                return fail(error_kind::internal,
                            fmt::format("round {} has {} hits instead of {}", round + 1, hits_[round], known),
                            "kernel lru_cache");
            hits += hits_[round];
        }
        kernel_findings found;
        found.work_done = queue_.size() * accesses_;
        found.hit_ppm =
            static_cast<std::int64_t>(static_cast<double>(hits) * 1e6 / static_cast<double>(found.work_done) + 0.5);
        found.result_digest = static_cast<std::uint64_t>(hits);
        found.verified = fmt::format("each round's hits, {} in all, are those that the stack distances of its accesses give",
                                     grouped(hits));
        found.remarks = {fmt::format(
            "{} rounds of {} accesses, each with an empty cache of {} entries; {} % go to one of the {} last accesses, the "
            "others to any of {} keys. A round runs on one thread.",
            grouped(queue_.size()), grouped(accesses_), grouped(entries_), recent_percent_, grouped(recent_),
            grouped(keys_))};
        return found;
    }

private:
    trace make_trace(std::uint64_t seed, const stop_signal& stop) const {
        trace made(static_cast<std::size_t>(accesses_));
        random_source random(seed);
        for (std::size_t i = 0; i < made.size(); ++i) {
            if ((i & 0xffff) == 0 && stop.asked()) break;
            const bool recent = i > 0 && random.below(100) < static_cast<std::uint64_t>(recent_percent_);
            const auto back = std::min<std::uint64_t>(static_cast<std::uint64_t>(recent_), i);
            made[i] = recent ? made[i - 1 - random.below(back)]
                             : static_cast<key>(random.below(static_cast<std::uint64_t>(keys_)));
        }
        return made;
    }

    std::int64_t entries_, accesses_, keys_, recent_, recent_percent_;
    chunk_queue queue_;
    std::deque<trace> traces_;
    std::vector<std::int64_t> hits_;  // by round
};

std::unique_ptr<kernel> make(const settings& values) { return std::make_unique<lru_rounds>(values); }

}  // namespace

std::vector<kernel_entry> cache_kernels() {
    return {{"lru_cache",
             "cache",
             work_unit::accesses,
             "A least-recently-used cache and its hit rate",
             {{"entries", 10'000, 1, 100'000'000, "that the cache holds"},
              {"accesses", 100'000, 1, 1'000'000'000, "of each round"},
              {"keys", 50'000, 1, 1'000'000'000, "that can be asked for"},
              {"recent", 1'000, 1, 100'000'000, "last accesses that count as recent"},
              {"recent_percent", 70, 0, 100, "of the accesses go to recent ones"},
              {"rounds", 32, 1, 100'000, "how many, over all threads"}},
             &make}};
}

}  // namespace sweeplab::native
