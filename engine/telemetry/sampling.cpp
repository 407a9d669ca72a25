#include "engine/telemetry/sampling.h"

#include <ctime>

#include <algorithm>
#include <utility>

namespace sweeplab {
namespace {

constexpr int least_pause_per_cost = 125;  // 0.8 % of a processor
// A last reading so soon after the one before would say little.
constexpr duration shortest_last_part = std::chrono::milliseconds(20);
// A run of days at 5 samples a second still fits; then every second one is dropped.
constexpr std::size_t most_samples = 200'000;

duration thread_time() {
    timespec time{};
    if (::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0) return duration::zero();
    return std::chrono::seconds(time.tv_sec) + duration(time.tv_nsec);
}

}  // namespace

instant next_sample_at(instant began, instant now, duration period, duration cost) {
    const instant earliest = std::max(now + duration(1), now + cost * least_pause_per_cost);
    const auto periods = (earliest - began + period - duration(1)) / period;
    return began + periods * period;
}

resource_sampling::resource_sampling(std::unique_ptr<resource_sampler> sampler) : sampler_(std::move(sampler)) {}

resource_sampling::~resource_sampling() { stop(instant{}); }

void resource_sampling::start(duration period) { start(period, {}); }

void resource_sampling::start(duration period, handler on_sample) {
    stop(instant{});
    on_sample_ = std::move(on_sample);
    ending_ = false;
    taken_.clear();
    sampler_->forget();
    thread_ = std::thread([this, period] { work(period); });
}

std::vector<resource_sample> resource_sampling::stop(instant zero) {
    if (!thread_.joinable()) return {};
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
    std::vector<resource_sample> samples;
    samples.reserve(taken_.size());
    for (auto& [at, values] : taken_) samples.push_back({std::max<std::int64_t>(0, (at - zero).count()), std::move(values)});
    taken_.clear();
    return samples;
}

void resource_sampling::take_sample(instant now) {
    if (on_sample_) return on_sample_(now, sampler_->read(now));
    if (taken_.size() >= most_samples) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < taken_.size(); i += 2) taken_[kept++] = std::move(taken_[i]);
        taken_.resize(kept);
    }
    taken_.emplace_back(now, sampler_->read(now));
}

void resource_sampling::work(duration period) {
    const monotonic_clock time;
    const instant began = time.now();
    instant last = began;
    std::unique_lock lock(mutex_);
    while (!ending_) {
        lock.unlock();
        const duration before = thread_time();
        last = time.now();
        take_sample(last);
        const instant next = next_sample_at(began, time.now(), period, thread_time() - before);
        lock.lock();
        wake_.wait_until(lock, next, [this] { return ending_; });
    }
    lock.unlock();
    const bool none_taken = !on_sample_ && taken_.empty();
    if (const instant now = time.now(); none_taken || now - last >= shortest_last_part) take_sample(now);
}

}  // namespace sweeplab
