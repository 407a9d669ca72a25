#include <doctest/doctest.h>

#include <atomic>

#include "engine/telemetry/sampling.h"
#include "engine/telemetry/spin_loop.h"

using namespace sweeplab;

namespace {

constexpr instant start{std::chrono::hours(5)};

// Counts its readings and lets the test wait for them.
class counting_sampler final : public resource_sampler {
public:
    explicit counting_sampler(std::atomic<int>& count) : count_(count) {}
    resource_values read(instant) override {
        resource_values values;
        values.set(resource::children_count, ++count_);
        count_.notify_all();
        return values;
    }
    void forget() override { count_ = 0; }

private:
    std::atomic<int>& count_;
};

void wait_for(std::atomic<int>& count, int least) {
    for (int seen = count; seen < least; seen = count) count.wait(seen);
}

}  // namespace

TEST_CASE("samples lie on a grid, and what was missed is not made up for") {
    CHECK(next_sample_at(start, start + 1ms, 200ms, 0ms) == start + 200ms);
    CHECK(next_sample_at(start, start + 199ms, 200ms, 0ms) == start + 200ms);
    CHECK(next_sample_at(start, start + 200ms, 200ms, 0ms) == start + 400ms);
    CHECK(next_sample_at(start, start + 5050ms, 200ms, 0ms) == start + 5200ms);  // late by seconds: one, not 25
}

TEST_CASE("a costly reading makes the samples rarer, so that they stay below 1 % of a processor") {
    CHECK(next_sample_at(start, start + 1ms, 200ms, 1ms) == start + 200ms);
    CHECK(next_sample_at(start, start + 3ms, 200ms, 3ms) == start + 400ms);
    CHECK(next_sample_at(start, start + 100ms, 200ms, 100ms) == start + 12'600ms);
}

TEST_CASE("sampling gives the first, the regular and the last reading, by time from the trial's zero") {
    std::atomic<int> count = 0;
    resource_sampling sampling(std::make_unique<counting_sampler>(count));
    const monotonic_clock time;
    CHECK(sampling.stop(time.now()).empty());  // was not started
    for (int round = 0; round < 2; ++round) {
        sampling.start(1ms);
        wait_for(count, 1);
        const auto zero = time.now();
        wait_for(count, 4);
        const auto samples = sampling.stop(zero);
        REQUIRE(samples.size() >= 4);
        CHECK(samples.front().at_ns == 0);  // before the zero
        for (std::size_t i = 0; i < samples.size(); ++i) {
            CHECK(samples[i].values.get(resource::children_count) == static_cast<std::int64_t>(i) + 1);
            if (i > 0) CHECK(samples[i].at_ns >= samples[i - 1].at_ns);
        }
    }
}

TEST_CASE("a trial that is over at once has one sample") {
    std::atomic<int> count = 0;
    resource_sampling sampling(std::make_unique<counting_sampler>(count));
    sampling.start(std::chrono::hours(1));
    CHECK(sampling.stop(monotonic_clock().now()).size() >= 1);
}

TEST_CASE("the spin loop is a fixed amount of work") {
    const spin_loop loop(2ms);
    CHECK(loop.rounds() > 1000);
    CHECK(loop.run() > 0ns);
}
