// Memory bandwidth as STREAM (McCalpin 1995) measures it: copy, scale, add and triad over arrays that no cache holds,
// bytes counted as read plus written, the first pass left out, and the best of the others taken.

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "engine/native/cache_size.h"
#include "engine/native/kernel_registry.h"
#include "engine/native/staggered_array.h"
#include "engine/native/thread_passes.h"

namespace sweeplab::native {
namespace {

constexpr double factor = 3;

// Each writes `to` from one or two others, and knows what every element must then be.
struct copying {
    static constexpr int arrays = 2;
    static constexpr const char* name = "copy";
    static constexpr const char* formula = "a";
    static void pass(double* __restrict to, const double* __restrict a, const double*, std::int64_t count) {
        for (std::int64_t i = 0; i < count; ++i) to[i] = a[i];
    }
    static double expected(double a, double) { return a; }
};
struct scaling {
    static constexpr int arrays = 2;
    static constexpr const char* name = "scale";
    static constexpr const char* formula = "3 a";
    static void pass(double* __restrict to, const double* __restrict a, const double*, std::int64_t count) {
        for (std::int64_t i = 0; i < count; ++i) to[i] = factor * a[i];
    }
    static double expected(double a, double) { return factor * a; }
};
struct adding {
    static constexpr int arrays = 3;
    static constexpr const char* name = "add";
    static constexpr const char* formula = "a + b";
    static void pass(double* __restrict to, const double* __restrict a, const double* __restrict b, std::int64_t count) {
        for (std::int64_t i = 0; i < count; ++i) to[i] = a[i] + b[i];
    }
    static double expected(double a, double b) { return a + b; }
};
struct triad {
    static constexpr int arrays = 3;
    static constexpr const char* name = "triad";
    static constexpr const char* formula = "a + 3 b";
    static void pass(double* __restrict to, const double* __restrict a, const double* __restrict b, std::int64_t count) {
        for (std::int64_t i = 0; i < count; ++i) to[i] = a[i] + factor * b[i];
    }
    static double expected(double a, double b) { return a + factor * b; }
};

template <class Kind>
class bandwidth final : public kernel {
public:
    explicit bandwidth(const settings& values) : elements_(values.at("elements")), passes_(values.at("passes")) {}

    kernel_needs needs(int) const override { return {bytes_of_pass(), 0, 0}; }

    result<void> prepare(const kernel_place& place, const stop_signal&) override {
        threads_ = place.threads;
        timed_ = std::make_unique<thread_passes>(threads_, static_cast<int>(passes_) + 1);
        to_ = staggered_array(elements_, 0);
        a_ = staggered_array(elements_, 1);
        if (Kind::arrays == 3) b_ = staggered_array(elements_, 2);
        return {};
    }

    result<void> prepare_thread(int thread, const stop_signal& stop) override {
        const auto own = part_of(elements_, threads_, thread);
        for (auto i = own.begin; i < own.end; ++i) {
            if ((i & 0xfffff) == 0 && stop.asked()) break;
            to_[i] = -1;
            a_[i] = a_at(i);
            if constexpr (Kind::arrays == 3) b_[i] = b_at(i);
        }
        return {};
    }

    result<void> work(int thread, const stop_signal& stop) override {
        const auto own = part_of(elements_, threads_, thread);
        timed_->run(stop, [&] {
            // A piece takes less than 100 ms, and is large enough for what the C library does with large copies only.
            constexpr std::int64_t piece = 64 << 20;
            for (auto i = own.begin; i < own.end && !stop.asked(); i += piece)
                Kind::pass(to_.get() + i, a_.get() + i, b_ ? b_.get() + i : nullptr, std::min(piece, own.end - i));
        });
        return {};
    }

    result<kernel_findings> verify(const stop_signal& stop) override {
        for (std::int64_t i = 0; i < elements_; ++i) {
            if ((i & 0xfffff) == 0 && stop.asked()) break;
            const double expected = Kind::expected(a_at(i), b_at(i));
            if (const double seen = to_[i]; seen != expected)
                return fail(error_kind::internal, fmt::format("element {} is {} instead of {}", grouped(i), seen, expected),
                            std::string("kernel ") + Kind::name);
        }
        const auto times = timed_->times();
        if (times.size() < 2) return fail(error_kind::cancelled, "stopped");
        const auto best = *std::min_element(times.begin() + 1, times.end());
        const auto all = std::accumulate(times.begin() + 1, times.end(), duration::zero());
        kernel_findings found;
        found.work_done = bytes_of_pass();
        found.work_time = best;
        found.memory_moved_bytes = bytes_of_pass() * static_cast<std::int64_t>(times.size());
        found.verified = fmt::format("each of {} elements is {}", grouped(elements_), Kind::formula);
        const auto mean = static_cast<double>(bytes_of_pass()) * static_cast<double>(times.size() - 1) / to_seconds(all);
        found.remarks.push_back(
            fmt::format("The best of {} passes after one that does not count, as STREAM does; their mean is {}/s.",
                        times.size() - 1, bytes_in_words(mean)));
        if (auto doubt = doubt_about_cache(elements_ * std::int64_t{sizeof(double)}); !doubt.empty())
            found.remarks.push_back(std::move(doubt));
        return found;
    }

private:
    static double a_at(std::int64_t i) { return static_cast<double>(i % 1024); }
    static double b_at(std::int64_t i) { return static_cast<double>(i % 511); }
    std::int64_t bytes_of_pass() const { return Kind::arrays * elements_ * std::int64_t{sizeof(double)}; }

    std::int64_t elements_, passes_;
    int threads_ = 1;
    staggered_array to_, a_, b_;
    std::unique_ptr<thread_passes> timed_;
};

template <class Kind>
std::unique_ptr<kernel> make(const settings& values) {
    return std::make_unique<bandwidth<Kind>>(values);
}

template <class Kind>
kernel_entry entry_of() {
    return {Kind::name,
            "memory",
            work_unit::bytes,
            fmt::format("Memory bandwidth, STREAM's {}: every element becomes {}", Kind::name, Kind::formula),
            {{"elements", 20'000'000, 1, 100'000'000'000, "doubles in each array"},
             {"passes", 10, 1, 10'000, "passes after the first, which does not count"}},
            &make<Kind>};
}

}  // namespace

std::vector<kernel_entry> bandwidth_kernels() {
    return {entry_of<copying>(), entry_of<scaling>(), entry_of<adding>(), entry_of<triad>()};
}

}  // namespace sweeplab::native
