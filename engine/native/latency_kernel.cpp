// Memory latency: loads of which each needs the one before, along one random way through the whole of a buffer.

#include <numeric>

#include <fmt/format.h>

#include "engine/foundation/random.h"
#include "engine/native/cache_size.h"
#include "engine/native/kernel_registry.h"

namespace sweeplab::native {
namespace {

// One cache line. `place` counts along the way, so that where a walk must end is known without walking.
struct alignas(64) line {
    std::uint32_t next = 0;
    std::uint32_t place = 0;
};

class pointer_chase final : public kernel {
public:
    explicit pointer_chase(const settings& values)
        : lines_(std::max<std::int64_t>(2, values.at("bytes") / std::int64_t{sizeof(line)})),
          accesses_(values.at("accesses")) {}

    kernel_needs needs(int) const override { return {lines_ * std::int64_t{sizeof(line) + sizeof(std::uint32_t)}, 0, 0}; }

    result<void> prepare(const kernel_place& place, const stop_signal& stop) override {
        threads_ = place.threads;
        std::vector<std::uint32_t> order(static_cast<std::size_t>(lines_));
        std::iota(order.begin(), order.end(), 0u);
        random_source random(1);
        for (std::size_t i = order.size(); i > 1; --i) {
            if ((i & 0xffff) == 0 && stop.asked()) return fail(error_kind::cancelled, "stopped");
            std::swap(order[i - 1], order[random.below(i)]);
        }
        way_.resize(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            if ((i & 0xffff) == 0 && stop.asked()) return fail(error_kind::cancelled, "stopped");
            way_[order[i]] = {order[(i + 1) % order.size()], static_cast<std::uint32_t>(i)};
        }
        ends_.assign(static_cast<std::size_t>(threads_), {});
        // Each thread begins at another part of the way.
        for (int thread = 0; thread < threads_; ++thread)
            ends_[static_cast<std::size_t>(thread)].begin =
                order[static_cast<std::size_t>(part_of(lines_, threads_, thread).begin % lines_)];
        return {};
    }

    result<void> work(int thread, const stop_signal& stop) override {
        constexpr std::int64_t piece = 1 << 14;
        const auto own = part_of(accesses_, threads_, thread);
        auto& walk = ends_[static_cast<std::size_t>(thread)];
        auto at = walk.begin;
        const auto began = clock_.now();
        for (auto left = own.end - own.begin; left > 0 && !stop.asked(); left -= piece)
            for (auto steps = std::min(left, piece); steps > 0; --steps) at = way_[at].next;
        walk.end = at;
        walk.time = clock_.now() - began;
        return {};
    }

    result<kernel_findings> verify(const stop_signal&) override {
        duration together{};
        for (int thread = 0; thread < threads_; ++thread) {
            const auto own = part_of(accesses_, threads_, thread);
            const auto& walk = ends_[static_cast<std::size_t>(thread)];
            const auto due = (way_[walk.begin].place + own.end - own.begin) % lines_;
            if (way_[walk.end].place != due)
                return fail(error_kind::internal,
                            fmt::format("the walk of thread {} ended at place {} of the way instead of {}", thread + 1,
                                        way_[walk.end].place, due),
                            "kernel memory_latency");
            together += walk.time;
        }
        kernel_findings found;
        found.work_done = accesses_;
        found.latency_mean_ns = together.count() / accesses_;
        found.verified = fmt::format("after {} steps every walk ended where the way through {} lines says",
                                     grouped(accesses_), grouped(lines_));
        found.remarks.push_back(fmt::format("One load after the other takes {:.1f} ns, through {} in random order.",
                                            static_cast<double>(together.count()) / static_cast<double>(accesses_),
                                            bytes_in_words(static_cast<double>(lines_) * sizeof(line))));
        if (auto doubt = doubt_about_cache(lines_ * std::int64_t{sizeof(line)}); !doubt.empty())
            found.remarks.push_back(std::move(doubt));
        return found;
    }

private:
    struct walk_of_thread {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        duration time{};
    };

    std::int64_t lines_, accesses_;
    int threads_ = 1;
    monotonic_clock clock_;
    std::vector<line> way_;
    std::vector<walk_of_thread> ends_;
};

std::unique_ptr<kernel> make(const settings& values) { return std::make_unique<pointer_chase>(values); }

}  // namespace

std::vector<kernel_entry> latency_kernels() {
    return {{"memory_latency",
             "memory",
             work_unit::accesses,
             "Loads of which each needs the one before, in random order",
             {{"bytes", 256'000'000, 128, 64'000'000'000, "size of the buffer"},
              {"accesses", 5'000'000, 1, 100'000'000'000, "loads, over all threads"}},
             &make}};
}

}  // namespace sweeplab::native
