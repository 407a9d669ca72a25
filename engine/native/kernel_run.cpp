#include "engine/native/kernel_run.h"

#include <pthread.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "engine/analysis/words.h"
#include "engine/native/machine_room.h"

namespace sweeplab::native {
namespace {

error stopped() { return {error_kind::cancelled, "stopped", "", ""}; }

// What a kernel throws (no memory, a fault of the database) is an error like any other.
template <class Call>
auto guarded(const std::string& kernel, Call&& call) -> decltype(call()) {
    try {
        return call();
    } catch (const std::bad_alloc&) {
        return fail(error_kind::bad_input, "the memory that it needs was refused", "kernel " + kernel, "Give it less to do");
    } catch (const std::exception& fault) {
        return fail(error_kind::internal, fault.what(), "kernel " + kernel);
    }
}

class threaded_run final : public kernel_run {
public:
    threaded_run(const kernel_choice& choice, const kernel_place& place, std::shared_ptr<stop_signal> stop)
        : choice_(choice), place_(place), stop_(std::move(stop)), kernel_(choice.kernel->make(choice.values)) {}

    ~threaded_run() override {
        if (!threads_.empty()) stop_->ask();
        open_gate();
        join();
    }

    result<void> prepare() {
        const auto& name = choice_.kernel->name;
        if (stop_->asked()) return tl::unexpected(stopped());
        if (auto room = check_room(kernel_->needs(place_.threads), place_.folder, name); !room) return room;
        if (auto ready = guarded(name, [&] { return kernel_->prepare(place_, *stop_); }); !ready) return ready;
        for (int thread = 0; thread < place_.threads && !stop_->asked(); ++thread)
            if (auto started = start_thread(thread); !started) return started;
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return ready_ == static_cast<int>(threads_.size()); });
        return verdict();
    }

    result<kernel_outcome> go() override {
        open_gate();
        join();
        if (auto ended = verdict(); !ended) return tl::unexpected(ended.error());
        auto found = guarded(choice_.kernel->name, [&] { return kernel_->verify(*stop_); });
        if (!found) return tl::unexpected(found.error());
        if (stop_->asked()) return tl::unexpected(stopped());
        kernel_outcome outcome;
        outcome.began = *std::min_element(began_.begin(), began_.end());
        outcome.ended = *std::max_element(ended_.begin(), ended_.end());
        outcome.work_time = std::max(duration(1), found->work_time.value_or(outcome.ended - outcome.began));
        outcome.unit = choice_.kernel->unit;
        outcome.found = std::move(*found);
        return outcome;
    }

private:
    result<void> start_thread(int thread) {
        began_.resize(static_cast<std::size_t>(place_.threads));
        ended_.resize(static_cast<std::size_t>(place_.threads));
        try {
            threads_.emplace_back([this, thread] { carry_out(thread); });
        } catch (const std::system_error& fault) {
            return fail(error_kind::unsupported, fmt::format("thread {} could not be started: {}", thread + 1, fault.what()),
                        "kernel " + choice_.kernel->name, "Use fewer workers");
        }
        return {};
    }

    void carry_out(int thread) {
#ifdef __linux__
        ::pthread_setname_np(::pthread_self(), "native-kernel");
#endif
        const auto& name = choice_.kernel->name;
        const auto ready = guarded(name, [&] { return kernel_->prepare_thread(thread, *stop_); });
        {
            std::unique_lock lock(mutex_);
            note(ready);
            ++ready_;
            changed_.notify_all();
            changed_.wait(lock, [this] { return gate_open_; });
        }
        const auto place = static_cast<std::size_t>(thread);
        began_[place] = clock_.now();
        // Without a look at `stop` here: a kernel whose threads wait for each other needs all of them.
        const auto done = guarded(name, [&] { return kernel_->work(thread, *stop_); });
        ended_[place] = clock_.now();
        kernel_->finish_thread(thread);
        const std::lock_guard lock(mutex_);
        note(done);
    }

    // The first fault is the reason; what the others say once they were told to stop is not.
    void note(const result<void>& ended) {
        if (ended || ended.error().kind == error_kind::cancelled) return;
        if (!fault_) fault_ = ended.error();
        stop_->ask();
    }

    result<void> verdict() const {
        if (fault_) return tl::unexpected(*fault_);
        if (stop_->asked()) return tl::unexpected(stopped());
        return {};
    }

    void open_gate() {
        const std::lock_guard lock(mutex_);
        gate_open_ = true;
        changed_.notify_all();
    }

    void join() {
        for (auto& thread : threads_)
            if (thread.joinable()) thread.join();
    }

    kernel_choice choice_;
    kernel_place place_;
    std::shared_ptr<stop_signal> stop_;
    std::unique_ptr<kernel> kernel_;
    monotonic_clock clock_;
    std::mutex mutex_;
    std::condition_variable changed_;
    int ready_ = 0;
    bool gate_open_ = false;
    std::optional<error> fault_;
    std::vector<instant> began_, ended_;
    std::vector<std::thread> threads_;
};

}  // namespace

figure kernel_outcome::rate() const { return {static_cast<double>(found.work_done) / to_seconds(work_time), unit}; }

std::string describe(const kernel_choice& choice, const kernel_outcome& outcome, int threads) {
    const auto& found = outcome.found;
    auto text = fmt::format("{}: {} on {}: {} in {}\n", choice.kernel->name, in_words(outcome.rate()),
                            counted(threads, "thread", "threads"), amount_in_words(found.work_done, outcome.unit),
                            seconds_in_words(to_seconds(outcome.work_time)));
    if (found.hit_ppm) text += fmt::format("Hit rate: {:.2f} %\n", static_cast<double>(*found.hit_ppm) * 1e-4);
    const auto latency = [](const std::optional<std::int64_t>& ns) {
        return seconds_in_words(static_cast<double>(*ns) * 1e-9);
    };
    if (found.latency_mean_ns && found.latency_p50_ns && found.latency_p99_ns)
        text += fmt::format("Latency: mean {}, median {}, 99th percentile {}\n", latency(found.latency_mean_ns),
                            latency(found.latency_p50_ns), latency(found.latency_p99_ns));
    text += "Verified: " + found.verified + "\n";
    for (const auto& remark : found.remarks) text += remark + "\n";
#ifndef __OPTIMIZE__
    text += "This build of Sweeplab is not optimised: its figures are far below what the machine can do.\n";
#endif
    return text;
}

result<std::unique_ptr<kernel_run>> kernel_run::prepare(const kernel_choice& choice, const kernel_place& place,
                                                        std::shared_ptr<stop_signal> stop) {
    if (place.threads < 1 || place.threads > most_threads)
        return fail(error_kind::bad_input,
                    fmt::format("native kernels run on 1 to {} threads, not {}", grouped(most_threads), place.threads),
                    "kernel " + choice.kernel->name, "Use fewer workers");
    auto run = std::make_unique<threaded_run>(choice, place, std::move(stop));
    if (auto ready = run->prepare(); !ready) return tl::unexpected(ready.error());
    return run;
}

}  // namespace sweeplab::native
