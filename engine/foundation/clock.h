// Time in the engine: integer nanoseconds of one monotonic clock, behind an interface so that
// trials run on the real clock, predictions on a virtual one and tests on a manual one.
#pragma once

#include <chrono>
#include <cstdint>

namespace sweeplab {

using duration = std::chrono::nanoseconds;
// On Linux this is CLOCK_MONOTONIC, which stamps of the kernel are converted to.
using instant = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

using std::chrono_literals::operator""ns;
using std::chrono_literals::operator""us;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr double to_seconds(duration d) { return static_cast<double>(d.count()) * 1e-9; }
// Rounds to the nearest nanosecond; a value beyond the range of duration is clamped, NaN is 0.
duration from_seconds(double seconds);
// `t + d`, but never beyond the last instant: a limit of "no end" stays one.
constexpr instant later(instant t, duration d) {
    if (d > duration::zero() && t > instant::max() - d) return instant::max();
    return t + d;
}
constexpr std::int64_t to_ns(instant t) { return t.time_since_epoch().count(); }

class clock {
public:
    virtual ~clock() = default;
    virtual instant now() const = 0;
};

// The machine's monotonic clock. Any thread.
class monotonic_clock final : public clock {
public:
    instant now() const override { return std::chrono::steady_clock::now(); }
};

// Moves only when told to. For tests and replays.
class manual_clock final : public clock {
public:
    explicit manual_clock(instant start = instant{}) : now_(start) {}
    instant now() const override { return now_; }
    void advance(duration d) { now_ += d; }
    void set(instant t) { now_ = t; }

private:
    instant now_;
};

// Milliseconds since the Unix epoch, for "when was this run" only; never subtracted to measure anything.
using unix_ms = std::int64_t;
unix_ms wall_clock_now();

}  // namespace sweeplab
