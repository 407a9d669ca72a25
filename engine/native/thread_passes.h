// Passes that all threads begin together, each pass timed, without a thread waiting for one that has left.
#pragma once

#include <barrier>
#include <functional>
#include <vector>

#include "engine/native/kernel.h"

namespace sweeplab::native {

class thread_passes {
public:
    thread_passes(int threads, int passes) : barrier_(threads, noting{&times_}), passes_(passes) {
        times_.reserve(static_cast<std::size_t>(passes) + 1);
    }

    // On every thread: `pass` as often as there are passes, or until the work is to stop.
    void run(const stop_signal& stop, const std::function<void()>& pass) {
        const leaving last{barrier_};
        for (int i = 0; i < passes_ && !stop.asked(); ++i) {
            barrier_.arrive_and_wait();
            pass();
        }
        if (!stop.asked()) barrier_.arrive_and_wait();
    }

    // Of each pass, once all threads are done.
    std::vector<duration> times() const {
        std::vector<duration> lengths;
        for (std::size_t i = 1; i < times_.size(); ++i) lengths.push_back(times_[i] - times_[i - 1]);
        if (lengths.size() > static_cast<std::size_t>(passes_)) lengths.resize(static_cast<std::size_t>(passes_));
        return lengths;
    }

private:
    // Called by the barrier when all have come to it.
    struct noting {
        std::vector<instant>* times;
        void operator()() noexcept {
            if (times->size() < times->capacity()) times->push_back(monotonic_clock().now());
        }
    };
    struct leaving {
        std::barrier<noting>& of;
        ~leaving() { of.arrive_and_drop(); }
    };

    std::vector<instant> times_;
    std::barrier<noting> barrier_;
    int passes_;
};

}  // namespace sweeplab::native
